//! What a leader's phone shows. Case number, place, headcount, need, due day and a link: no petitioner's
//! name, no matter, no body (domain table, section 10).

use events::{AlertKind, RuleCode};
use ids::{AlertId, CaseId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The facts a page is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFacts {
    pub alert_id: AlertId,
    pub kind: AlertKind,
    pub rule: Option<RuleCode>,
    pub case_id: Option<CaseId>,
    pub case_number: Option<String>,
    pub place: Option<String>,
    /// Heads counted (人次).
    pub headcount: Option<i64>,
    /// The last day on which the clock is still in time.
    pub due: Option<Date>,
    pub level: u32,
    /// The round of the level: 2 and more are repeats.
    pub round: u32,
    /// What a system alert is about.
    pub note: Option<String>,
    /// Art. 30: an accusation shows its number and its clock, nothing else.
    pub accusation: bool,
}

/// One message as it is queued; frozen, so that every attempt under one key says the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// `alert` or `digest`.
    pub about: String,
    pub subject: String,
    pub text: String,
    pub link: String,
    /// The same facts for machines.
    pub facts: serde_json::Value,
}

/// The page to the person called.
#[must_use]
pub fn page(facts: &PageFacts, base: &str) -> Message {
    let need = need(facts.kind, facts.rule);
    let number = facts.case_number.as_deref().unwrap_or("");
    let again = if facts.round > 1 { "（再次提醒）" } else { "" };
    let subject = format!("【回音】{need}{}{number}{again}", if number.is_empty() { "" } else { " " });
    let place = facts.place.as_deref().filter(|_| !facts.accusation);
    let headcount = facts.headcount.filter(|_| !facts.accusation);
    let mut lines = vec![format!("事由：{need}")];
    lines.extend(facts.case_number.iter().map(|number| format!("编号：{number}")));
    lines.extend(place.iter().map(|place| format!("地点：{place}")));
    lines.extend(headcount.iter().map(|heads| format!("人数：{heads}人")));
    lines.extend(facts.due.iter().map(|due| format!("期限：{due}")));
    lines.extend(facts.note.iter().cloned());
    lines.push(format!("第{}级呼叫{again}，请确认收到或说明不能到位。", facts.level));
    let link = match facts.case_id {
        Some(case_id) => format!("{base}/cases/{case_id}?alert={}", facts.alert_id),
        None => format!("{base}/alerts/{}", facts.alert_id),
    };
    let machine = serde_json::json!({
        "alert_id": facts.alert_id,
        "kind": facts.kind,
        "rule": facts.rule,
        "case_number": facts.case_number,
        "place": place,
        "headcount": headcount,
        "need": need,
        "due": facts.due,
        "level": facts.level,
        "round": facts.round,
    });
    Message { about: "alert".to_owned(), subject, text: lines.join("\n"), link, facts: machine }
}

/// The one summary of everything that arrived late. It counts matters: the stages that one matter has
/// passed are no further work for whoever reads it.
#[must_use]
pub fn digest(cases: i64, overdue: i64, base: &str) -> Message {
    let subject = format!("【回音】补录与补发提醒汇总：{cases}件");
    let text = format!(
        "补录登记或停机补发的事项共{cases}件，其中已超期{overdue}件。\n\
         以上事项登记时已过提醒时点，只汇总一次，不逐件呼叫，请安排处理。"
    );
    let facts = serde_json::json!({ "cases": cases, "overdue": overdue });
    Message { about: "digest".to_owned(), subject, text, link: format!("{base}/ledger?light=red"), facts }
}

/// The need in the office's words.
#[must_use]
pub fn need(kind: AlertKind, rule: Option<RuleCode>) -> String {
    match (kind, rule) {
        (AlertKind::UrgentVisit, _) => "紧急来访，请到场接待".to_owned(),
        (AlertKind::RosterGap, _) => "值班表有空档，请补排".to_owned(),
        (AlertKind::System, _) => "系统有事项需要处理".to_owned(),
        (AlertKind::Near | AlertKind::DueToday | AlertKind::Overdue, Some(rule)) => {
            format!("{}{}", rule.zh(), kind.zh())
        }
        (AlertKind::Near | AlertKind::DueToday | AlertKind::Overdue, None) => format!("办件{}", kind.zh()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn facts() -> PageFacts {
        PageFacts {
            alert_id: Uuid::from_u128(1).into(),
            kind: AlertKind::Overdue,
            rule: Some(RuleCode::Accept),
            case_id: Some(Uuid::from_u128(2).into()),
            case_number: Some("YX2026-000017".into()),
            place: Some("云溪镇".into()),
            headcount: Some(6),
            due: Some(date(2026, 11, 2)),
            level: 1,
            round: 1,
            note: None,
            accusation: false,
        }
    }

    #[test]
    fn a_page_says_what_is_needed_and_names_nobody() {
        let message = page(&facts(), "https://hy.example");
        assert_eq!(message.subject, "【回音】受理告知超期 YX2026-000017");
        assert_eq!(
            message.text,
            "事由：受理告知超期\n编号：YX2026-000017\n地点：云溪镇\n人数：6人\n期限：2026-11-02\n\
             第1级呼叫，请确认收到或说明不能到位。"
        );
        assert!(message.link.starts_with("https://hy.example/cases/00000000-"));
    }

    #[test]
    fn art_30_an_accusation_shows_neither_place_nor_heads() {
        let message = page(&PageFacts { accusation: true, ..facts() }, "");
        assert!(!message.text.contains("云溪镇") && !message.text.contains("6人"));
        assert!(message.facts["place"].is_null() && message.facts["headcount"].is_null());
    }

    #[test]
    fn a_digest_counts_and_lists_nobody() {
        let message = digest(2_983, 2_900, "");
        assert_eq!(message.subject, "【回音】补录与补发提醒汇总：2983件");
        assert!(message.text.starts_with("补录登记或停机补发的事项共2983件，其中已超期2900件。"));
    }
}
