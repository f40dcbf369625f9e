//! Units, persons, jurisdiction rules and users.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::county;
use super::session::Session;
use crate::{Exit, Failure};

/// The ids that routing minted, by name.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    units: BTreeMap<String, String>,
    persons: BTreeMap<String, String>,
}

impl Directory {
    pub(crate) fn unit(&self, name: &str) -> Result<&str, Failure> {
        self.units.get(name).map(String::as_str).ok_or_else(|| missing(name))
    }

    pub(crate) fn person(&self, name: &str) -> Result<&str, Failure> {
        self.persons.get(name).map(String::as_str).ok_or_else(|| missing(name))
    }
}

fn missing(name: &str) -> Failure {
    Failure::new(Exit::Problems, format!("目录中没有 {name}"), format!("the directory has no {name}"))
}

pub(crate) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The command line may create users and nothing else of the directory: that is the system
/// administrator's, who is therefore created first.
pub(crate) async fn seed(session: &Session) -> Result<Directory, Failure> {
    let mut directory = Directory::default();
    let (administrators, staff): (Vec<_>, Vec<_>) =
        county::USERS.iter().partition(|user| user.person.is_none());
    users(session, &administrators, &directory).await?;
    let administrator = session.signed_in("sysadmin").await?;
    units(&administrator, &mut directory).await?;
    persons(&administrator, &mut directory).await?;
    rules(&administrator, &directory).await?;
    users(session, &staff, &directory).await?;
    Ok(directory)
}

fn by_name(items: &[Value]) -> BTreeMap<String, String> {
    items.iter().map(|item| (text(item, "name").to_owned(), text(item, "id").to_owned())).collect()
}

async fn units(session: &Session, directory: &mut Directory) -> Result<(), Failure> {
    directory.units = by_name(&session.list("/api/routing/v1/units").await?);
    for unit in &county::UNITS {
        if !directory.units.contains_key(unit.name) {
            let mut body = json!({ "name": unit.name, "kind": unit.kind });
            if let (Some(parent), Some(body)) = (unit.parent, body.as_object_mut()) {
                body.insert("parent_id".to_owned(), directory.unit(parent)?.into());
            }
            let made = session.post("/api/routing/v1/units", &body).await?;
            directory.units.insert(unit.name.to_owned(), text(&made, "id").to_owned());
        }
    }
    Ok(())
}

async fn persons(session: &Session, directory: &mut Directory) -> Result<(), Failure> {
    directory.persons = by_name(&session.list("/api/routing/v1/persons").await?);
    for person in &county::PERSONS {
        if !directory.persons.contains_key(person.name) {
            let unit_id = directory.unit(person.unit)?;
            let body = json!({ "name": person.name, "title": person.title, "unit_id": unit_id });
            let made = session.post("/api/routing/v1/persons", &body).await?;
            directory.persons.insert(person.name.to_owned(), text(&made, "id").to_owned());
        }
    }
    Ok(())
}

async fn rules(session: &Session, directory: &Directory) -> Result<(), Failure> {
    let known = session.list("/api/routing/v1/rules").await?;
    for rule in &county::RULES {
        let unit_id = directory.unit(rule.unit)?;
        let criteria = [
            ("category_prefix", rule.category_prefix),
            ("keyword", rule.keyword),
            ("place_prefix", rule.place_prefix),
        ];
        let same = |known: &Value| {
            text(known, "unit_id") == unit_id
                && criteria.iter().all(|(name, value)| known.get(*name).and_then(Value::as_str) == *value)
        };
        if !known.iter().any(same) {
            let mut body = json!({ "unit_id": unit_id, "priority": rule.priority });
            if let Some(body) = body.as_object_mut() {
                let given =
                    criteria.iter().filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.into())));
                body.extend(given);
            }
            session.post("/api/routing/v1/rules", &body).await?;
        }
    }
    Ok(())
}

async fn users(session: &Session, users: &[&county::User], directory: &Directory) -> Result<(), Failure> {
    for user in users {
        let mut body = json!({
            "username": user.username,
            "display_name": user.display_name,
            "roles": [user.role],
            "password": county::PASSWORD,
        });
        if let (Some(name), Some(body)) = (user.person, body.as_object_mut()) {
            let unit = county::PERSONS.iter().find(|person| person.name == name).map(|person| person.unit);
            body.insert("person_id".to_owned(), directory.person(name)?.into());
            body.insert("unit_id".to_owned(), directory.unit(unit.unwrap_or_default())?.into());
        }
        // Taken: by an earlier run. Whoever may list users is one of those created here.
        session.post_unless("/api/console/v1/users", &body, "username_taken").await?;
    }
    Ok(())
}
