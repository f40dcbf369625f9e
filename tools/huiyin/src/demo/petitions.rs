//! The demonstration cases, brought as far as each has come, each step by the user whose duty it is.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::cases::{CASES, Case, Lead, Reached};
use super::county;
use super::directory::{Directory, text};
use super::session::Session;
use crate::Failure;

/// The permanent source name of the demonstration cases.
const SOURCE: &str = "demo";

/// Registers what is missing, and returns how many cases there are.
pub(crate) async fn seed(session: &Session, directory: &Directory, now: Timestamp) -> Result<usize, Failure> {
    let mut users: BTreeMap<&'static str, Session> = BTreeMap::new();
    for case in &CASES {
        let registered = session.post("/api/intake/v1/petitions", &petition(case, directory, now)?).await?;
        let Some((lead, goal)) = &case.lead else { continue };
        for username in ["router", lead.username] {
            if !users.contains_key(username) {
                users.insert(username, session.signed_in(username).await?);
            }
        }
        let path = format!("/api/routing/v1/cases/{}", text(&registered, "id"));
        let mut reached = status(&session.get(&path).await?);
        while reached < *goal {
            let (username, action, body) = next_step(reached, case, lead, directory, now)?;
            let user = users.get(username).unwrap_or(session);
            user.post(&format!("{path}/{action}"), &body).await?;
            let later = status(&session.get(&path).await?);
            if later <= reached {
                // An action that was accepted and moved nothing would be repeated for ever.
                break;
            }
            reached = later;
        }
    }
    Ok(CASES.len())
}

fn status(case: &Value) -> Reached {
    match text(case, "status") {
        "assigned" => Reached::Assigned,
        "accepted" => Reached::Accepted,
        "handling" => Reached::Handling,
        "decided" => Reached::Decided,
        "served" => Reached::Served,
        "closed" => Reached::Closed,
        _ => Reached::Registered,
    }
}

/// The body of the registration.
fn petition(case: &Case, directory: &Directory, now: Timestamp) -> Result<Value, Failure> {
    let received = now.saturating_sub(SignedDuration::from_hours(24 * case.days)).unwrap_or(now);
    // A minute back: this machine's clock and the service's may differ, and nothing is received in future.
    let received = clock::plus_seconds(received, -60);
    let petitioners = case.petitioner.map(|(name, phone)| json!({ "name": name, "phone": phone }));
    let mut body = json!({
        "channel": case.channel,
        "class": case.class,
        "subject": case.subject,
        "body": case.body,
        "persons": case.persons,
        "place": case.place,
        "category": case.category,
        "petitioners": petitioners.into_iter().collect::<Vec<_>>(),
        "received_at": received,
        "source": { "name": SOURCE, "external_id": case.key },
    });
    if let Some(body) = body.as_object_mut() {
        if let Some(result) = case.reception {
            body.insert("reception".to_owned(), json!({ "ended_at": received, "result": result }));
        }
        if let Some(unit) = case.against {
            body.insert("conflict".to_owned(), json!({ "units": [directory.unit(unit)?], "persons": [] }));
        }
    }
    Ok(body)
}

/// Who does what next.
fn next_step(
    reached: Reached,
    case: &Case,
    lead: &Lead,
    directory: &Directory,
    now: Timestamp,
) -> Result<(&'static str, &'static str, Value), Failure> {
    Ok(match reached {
        Reached::Registered => {
            let mut body = json!({
                "lead_unit": directory.unit(lead.unit)?,
                "assisting_units": [],
                "responsible_leader": directory.person(lead.leader)?,
                "handler": directory.person(lead.handler)?,
                "supervising_unit": directory.unit(county::OFFICE)?,
                "requirement": "请依法办理，按期答复信访人，并报送处理结果。",
            });
            let due = case.due_in.and_then(|days| {
                clock::china_date(now).checked_add(SignedDuration::from_hours(24 * days)).ok()
            });
            if let (Some(due), Some(body)) = (due, body.as_object_mut()) {
                body.insert("due".to_owned(), due.to_string().into());
            }
            ("router", "assign", body)
        }
        Reached::Assigned => (lead.username, "accept", json!({})),
        Reached::Accepted => {
            (lead.username, "progress", json!({ "summary": "已到现场查看，正在核实情况。" }))
        }
        Reached::Handling => (
            lead.username,
            "decide",
            json!({
                "outcome": "supported",
                "summary": "经核查，反映的情况属实，已明确整改措施和完成时间。",
                "legal_basis": "《信访工作条例》第三十二条",
            }),
        ),
        Reached::Decided => (lead.username, "serve", json!({ "method": "in_person" })),
        Reached::Served | Reached::Closed => {
            ("router", "close", json!({ "result": "settled", "note": "信访人认可处理结果。" }))
        }
    })
}
