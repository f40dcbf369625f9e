//! The units, staff and users of the fictional county. No name here is a real person's or place's.

/// The password of every demo user; the console accepts it in demo mode alone.
pub(crate) const PASSWORD: &str = "demo";

/// A unit of the directory: name, kind, and the unit above it.
pub(crate) struct Unit {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) parent: Option<&'static str>,
}

const fn unit(name: &'static str, kind: &'static str, parent: Option<&'static str>) -> Unit {
    Unit { name, kind, parent }
}

pub(crate) const LEADERSHIP: &str = "云溪县委县政府领导";
pub(crate) const OFFICE: &str = "云溪县信访局";
pub(crate) const HOUSING: &str = "云溪县住房和城乡建设局";
pub(crate) const LAND: &str = "云溪县自然资源局";
pub(crate) const TRAFFIC: &str = "云溪县交通运输局";
pub(crate) const ENVIRONMENT: &str = "云溪县生态环境局";
pub(crate) const TOWN: &str = "云溪镇";
pub(crate) const TOWNSHIP: &str = "石门乡";
pub(crate) const DISCIPLINE: &str = "云溪县纪委监委";

/// Parents stand before their children.
pub(crate) const UNITS: [Unit; 9] = [
    unit(LEADERSHIP, "leadership", None),
    unit(OFFICE, "petition_office", Some(LEADERSHIP)),
    unit(HOUSING, "department", Some(LEADERSHIP)),
    unit(LAND, "department", Some(LEADERSHIP)),
    unit(TRAFFIC, "department", Some(LEADERSHIP)),
    unit(ENVIRONMENT, "department", Some(LEADERSHIP)),
    unit(TOWN, "town", Some(LEADERSHIP)),
    unit(TOWNSHIP, "town", Some(LEADERSHIP)),
    unit(DISCIPLINE, "discipline", None),
];

/// A member of staff: name, title, unit.
pub(crate) struct Person {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) unit: &'static str,
}

const fn person(name: &'static str, title: &'static str, unit: &'static str) -> Person {
    Person { name, title, unit }
}

pub(crate) const PERSONS: [Person; 18] = [
    person("林望舒", "副县长", LEADERSHIP),
    person("顾怀川", "县长", LEADERSHIP),
    person("韩景行", "县委常委", LEADERSHIP),
    person("沈既明", "县委副书记", LEADERSHIP),
    person("陆知微", "信访局局长", OFFICE),
    person("方若溪", "登记员", OFFICE),
    person("许问渠", "分流员", OFFICE),
    person("贺长庚", "督办员", OFFICE),
    person("秦立诚", "住房和城乡建设局局长", HOUSING),
    person("叶知秋", "住房保障股股长", HOUSING),
    person("孟远山", "自然资源局局长", LAND),
    person("石砚青", "征地股股长", LAND),
    person("江平野", "交通运输局局长", TRAFFIC),
    person("白晓岚", "生态环境局局长", ENVIRONMENT),
    person("杜清和", "云溪镇镇长", TOWN),
    person("岳临风", "石门乡乡长", TOWNSHIP),
    person("严正初", "纪检监察员", DISCIPLINE),
    person("乔守拙", "信访局值班员", OFFICE),
];

/// A sign-in: its role's name, and who it is.
pub(crate) struct User {
    pub(crate) username: &'static str,
    pub(crate) role: &'static str,
    /// Shown when no person stands behind it.
    pub(crate) display_name: &'static str,
    pub(crate) person: Option<&'static str>,
}

const fn user(
    username: &'static str,
    role: &'static str,
    display_name: &'static str,
    person: Option<&'static str>,
) -> User {
    User { username, role, display_name, person }
}

pub(crate) const USERS: [User; 12] = [
    user("registrar", "registrar", "方若溪", Some("方若溪")),
    user("router", "router", "许问渠", Some("许问渠")),
    user("handler", "handler", "叶知秋", Some("叶知秋")),
    user("handler2", "handler", "石砚青", Some("石砚青")),
    user("supervisor", "supervisor", "贺长庚", Some("贺长庚")),
    user("leader", "leader", "林望舒", Some("林望舒")),
    user("leader2", "leader", "顾怀川", Some("顾怀川")),
    user("director", "director", "陆知微", Some("陆知微")),
    user("inspector", "discipline_inspector", "严正初", Some("严正初")),
    user("sysadmin", "sysadmin", "系统管理员", None),
    user("secadmin", "secadmin", "安全管理员", None),
    user("auditor", "auditor", "审计管理员", None),
];

/// The names that `dev run` prints.
pub(crate) const USERNAMES: [&str; 12] = [
    "registrar",
    "router",
    "handler",
    "handler2",
    "supervisor",
    "leader",
    "leader2",
    "director",
    "inspector",
    "sysadmin",
    "secadmin",
    "auditor",
];

/// Who has jurisdiction: beginning of the subject path, a word of the matter, beginning of the place.
pub(crate) struct Rule {
    pub(crate) category_prefix: Option<&'static str>,
    pub(crate) keyword: Option<&'static str>,
    pub(crate) place_prefix: Option<&'static str>,
    pub(crate) unit: &'static str,
    pub(crate) priority: i64,
}

const fn rule(
    category_prefix: Option<&'static str>,
    keyword: Option<&'static str>,
    place_prefix: Option<&'static str>,
    unit: &'static str,
) -> Rule {
    Rule { category_prefix, keyword, place_prefix, unit, priority: 0 }
}

pub(crate) const RULES: [Rule; 12] = [
    rule(Some("城乡建设"), None, None, HOUSING),
    rule(Some("国土资源"), None, None, LAND),
    rule(Some("交通运输"), None, None, TRAFFIC),
    rule(Some("环境保护"), None, None, ENVIRONMENT),
    rule(None, Some("物业"), None, HOUSING),
    rule(None, Some("征地"), None, LAND),
    rule(None, Some("公交"), None, TRAFFIC),
    rule(None, Some("道路"), None, TRAFFIC),
    rule(None, Some("噪"), None, ENVIRONMENT),
    rule(None, Some("污"), None, ENVIRONMENT),
    rule(None, None, Some("云溪镇"), TOWN),
    rule(None, None, Some("石门乡"), TOWNSHIP),
];

/// Who is on duty in a layer, in order of turn. `leader` has every other turn, so that whoever tries the
/// system out as that user is soon called.
pub(crate) const ROSTERS: [(&str, &str, &[&str]); 3] = [
    ("leader", "值班领导", &["林望舒", "韩景行"]),
    ("principal", "主要领导", &["顾怀川", "沈既明"]),
    ("duty", "信访局值班", &["乔守拙", "陆知微"]),
];

/// Addresses of those who are called. `.example` is reserved: no mail can ever reach anybody.
pub(crate) const CONTACTS: [(&str, &str); 6] = [
    ("林望舒", "leader@yunxi.example"),
    ("韩景行", "han@yunxi.example"),
    ("顾怀川", "leader2@yunxi.example"),
    ("沈既明", "shen@yunxi.example"),
    ("陆知微", "director@yunxi.example"),
    ("乔守拙", "duty@yunxi.example"),
];

/// Reached by mail alone, where there is a mailbox.
pub(crate) const BY_MAIL: [&str; 2] = ["韩景行", "沈既明"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_names_nobody_and_nothing_that_it_does_not_have() {
        let unit = |name: &str| UNITS.iter().any(|unit| unit.name == name);
        let person = |name: &str| PERSONS.iter().any(|person| person.name == name);
        assert!(
            UNITS.iter().all(|u| u.parent.is_none_or(unit) && events::UnitKind::from_code(u.kind).is_some())
        );
        assert!(PERSONS.iter().all(|p| unit(p.unit)));
        assert!(USERS.iter().all(|u| u.person.is_none_or(person) && u.role.parse::<events::Role>().is_ok()));
        assert!(RULES.iter().all(|r| unit(r.unit)));
        assert!(ROSTERS.iter().flat_map(|(_, _, members)| *members).all(|name| person(name)));
        assert!(CONTACTS.iter().all(|(name, mail)| person(name) && mail.ends_with(".example")));
        assert!(
            ROSTERS.iter().flat_map(|(_, _, members)| *members).all(|n| CONTACTS.iter().any(|(c, _)| c == n))
        );
        assert!(USERS.iter().map(|user| user.username).eq(USERNAMES));
    }
}
