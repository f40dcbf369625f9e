//! The demonstration cases: invented matters, old enough that in a drill some are soon yellow or red.

use super::county::{HOUSING, LAND};

/// How far a case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reached {
    Registered,
    Assigned,
    Accepted,
    Handling,
    Decided,
    Served,
    Closed,
}

/// Who handles an assigned case: the lead unit, its head, its handler, and the user who is the handler.
pub(crate) struct Lead {
    pub(crate) unit: &'static str,
    pub(crate) leader: &'static str,
    pub(crate) handler: &'static str,
    pub(crate) username: &'static str,
}

pub(crate) const BY_HOUSING: Lead =
    Lead { unit: HOUSING, leader: "秦立诚", handler: "叶知秋", username: "handler" };
pub(crate) const BY_LAND: Lead =
    Lead { unit: LAND, leader: "孟远山", handler: "石砚青", username: "handler2" };

pub(crate) struct Case {
    /// Its permanent name in the source `demo`.
    pub(crate) key: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) class: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) body: &'static str,
    pub(crate) place: &'static str,
    pub(crate) category: &'static str,
    pub(crate) persons: u32,
    pub(crate) petitioner: Option<(&'static str, &'static str)>,
    /// Days since it was received; 0 is today.
    pub(crate) days: i64,
    /// How the leaders' reception of yesterday ended.
    pub(crate) reception: Option<&'static str>,
    /// The unit complained of (claim) or accused (accusation).
    pub(crate) against: Option<&'static str>,
    pub(crate) lead: Option<(&'static Lead, Reached)>,
    /// A deadline set from above, in days from now.
    pub(crate) due_in: Option<i64>,
}

const BASE: Case = Case {
    key: "",
    channel: "online",
    class: "claim",
    subject: "",
    body: "",
    place: "云溪镇",
    category: "城乡建设",
    persons: 1,
    petitioner: None,
    days: 0,
    reception: None,
    against: None,
    lead: None,
    due_in: None,
};

/// The route clock is 15 days: a case of 11 days is yellow at the next midnight, one of 14 is due then,
/// one of 15 red when its rolled day is over, one of 20 arrives red.
pub(crate) const CASES: [Case; 15] = [
    Case {
        key: "fresh-lift",
        subject: "和风小区三号楼电梯停运半个月",
        body: "我们楼里老人多，电梯停了半个月，物业说等配件，请帮忙催办。",
        category: "城乡建设/物业管理",
        petitioner: Some(("李云帆", "13900000001")),
        ..BASE
    },
    Case {
        key: "fresh-bus",
        channel: "call",
        subject: "希望恢复石门乡早班公交",
        body: "早上六点半那班公交取消后，孩子上学要走五里路。",
        place: "石门乡大坪村",
        category: "交通运输/公交",
        days: 2,
        petitioner: Some(("周予安", "13900000002")),
        ..BASE
    },
    Case {
        key: "near-noise",
        channel: "letter",
        subject: "夜间施工噪声扰民",
        body: "工地连续一周夜里施工到两点，影响休息，请查处。",
        place: "云溪镇临河路",
        category: "环境保护/噪声",
        days: 11,
        petitioner: Some(("吴清越", "13900000003")),
        ..BASE
    },
    Case {
        key: "near-road",
        subject: "村道路面塌陷无人修复",
        body: "雨后塌了一个坑，夜里看不清，已经有人摔伤。",
        place: "石门乡青石村",
        category: "交通运输/道路",
        days: 12,
        ..BASE
    },
    Case {
        key: "due-water",
        channel: "visit",
        subject: "自来水浑浊多次反映未解决",
        body: "我们几户一起来反映，水放一夜杯底都是泥。",
        place: "云溪镇西街",
        category: "城乡建设/供水",
        persons: 4,
        days: 14,
        petitioner: Some(("郑南乔", "13900000004")),
        ..BASE
    },
    Case {
        key: "red-heating",
        subject: "集中供热迟迟不到位",
        body: "交了费，暖气一直不热，物业和供热公司互相推。",
        category: "城乡建设/供热",
        days: 15,
        ..BASE
    },
    Case {
        key: "arrived-red",
        channel: "letter",
        subject: "老旧小区消防通道被占",
        body: "信在路上耽误了，请尽快派人看看。",
        category: "城乡建设/物业管理",
        days: 20,
        ..BASE
    },
    Case {
        key: "reception-wall",
        channel: "leader_reception",
        subject: "学校围墙外排水沟堵塞",
        body: "领导接访时答应限期解决。",
        place: "云溪镇中心小学",
        category: "城乡建设/市政",
        persons: 3,
        days: 1,
        reception: Some("by_date"),
        petitioner: Some(("冯知远", "13900000005")),
        ..BASE
    },
    Case {
        key: "accusation-land",
        channel: "letter",
        class: "accusation",
        subject: "反映征地补偿款发放中的问题",
        body: "请县纪委核实补偿款的发放名单。",
        place: "石门乡",
        category: "国土资源/征地",
        days: 3,
        against: Some(LAND),
        ..BASE
    },
    Case {
        key: "assigned-fees",
        subject: "物业费上涨未征求业主意见",
        body: "物业贴了通知就涨价，没有开业主大会。",
        category: "城乡建设/物业管理",
        days: 5,
        lead: Some((&BY_HOUSING, Reached::Assigned)),
        ..BASE
    },
    Case {
        key: "accepted-deed",
        channel: "visit",
        subject: "宅基地确权面积与实际不符",
        body: "证上少了二十平方米，请重新测量。",
        place: "石门乡大坪村",
        category: "国土资源/宅基地",
        days: 6,
        against: Some(LAND),
        petitioner: Some(("钱望秋", "13900000006")),
        lead: Some((&BY_LAND, Reached::Accepted)),
        due_in: Some(12),
        ..BASE
    },
    Case {
        key: "handling-leak",
        subject: "安置房屋顶渗漏",
        body: "入住一年，顶层三户漏水，报修没有结果。",
        place: "云溪镇安和家园",
        category: "城乡建设/房屋质量",
        persons: 3,
        days: 9,
        petitioner: Some(("孙听雨", "13900000007")),
        lead: Some((&BY_HOUSING, Reached::Handling)),
        ..BASE
    },
    Case {
        key: "decided-quarry",
        channel: "from_above",
        subject: "采石场复绿未按期完成",
        body: "上级转来，要求反馈结果。",
        place: "石门乡",
        category: "国土资源/矿山",
        days: 8,
        lead: Some((&BY_LAND, Reached::Decided)),
        ..BASE
    },
    Case {
        key: "served-lamp",
        channel: "call",
        subject: "滨河步道路灯不亮",
        body: "晚上散步看不见路。",
        category: "城乡建设/市政",
        days: 7,
        lead: Some((&BY_HOUSING, Reached::Served)),
        ..BASE
    },
    Case {
        key: "closed-idea",
        channel: "suggestion",
        class: "suggestion",
        subject: "建议在老车站设共享单车停放点",
        body: "出站的人多，车乱停，建议画线。",
        category: "城乡建设/市政",
        days: 10,
        lead: Some((&BY_HOUSING, Reached::Closed)),
        ..BASE
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::demo::county;

    #[test]
    fn the_cases_show_every_state_and_fit_the_county() {
        let keys: BTreeSet<_> = CASES.iter().map(|case| case.key).collect();
        assert_eq!(keys.len(), CASES.len());
        let reached: BTreeSet<_> = CASES
            .iter()
            .map(|case| case.lead.as_ref().map_or(Reached::Registered, |(_, reached)| *reached))
            .collect();
        assert_eq!(reached.len(), 7);
        let person =
            |name: &str, unit: &str| county::PERSONS.iter().any(|p| p.name == name && p.unit == unit);
        for lead in [&BY_HOUSING, &BY_LAND] {
            assert!(person(lead.leader, lead.unit) && person(lead.handler, lead.unit));
            let user = county::USERS.iter().find(|user| user.username == lead.username).unwrap();
            assert_eq!(user.person, Some(lead.handler));
        }
        for case in &CASES {
            assert!(events::Channel::from_code(case.channel).is_some(), "{}", case.key);
            assert!(events::CaseClass::from_code(case.class).is_some(), "{}", case.key);
            // R11: whoever is accused cannot be given the case.
            let accused =
                case.class == "accusation" && case.against == case.lead.as_ref().map(|(lead, _)| lead.unit);
            assert!(case.lead.is_none() || !accused, "{}", case.key);
        }
    }
}
