//! Who is on duty, and how they are reached.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::county;
use super::directory::{Directory, text};
use super::session::Session;
use crate::Failure;

/// The turn of the night ends when the office opens.
const HANDOVER: &str = "08:30";

pub(crate) async fn seed(
    session: &Session,
    directory: &Directory,
    now: Timestamp,
    mail: bool,
) -> Result<(), Failure> {
    let known = session.get("/api/alerts/v1/rosters").await?;
    let known = known.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    for (layer, name, members) in county::ROSTERS {
        if known.iter().any(|roster| text(roster, "layer") == layer) {
            continue;
        }
        let members = members.iter().map(|member| directory.person(member)).collect::<Result<Vec<_>, _>>()?;
        let body = json!({
            "layer": layer,
            "name": name,
            "members": members,
            "rotation": "daily",
            "anchor": first_turn(now),
            "handover": HANDOVER,
        });
        session.post("/api/alerts/v1/rosters", &body).await?;
    }
    for (name, address) in county::CONTACTS {
        let mut body = json!({ "email": address });
        let by_mail = mail && county::BY_MAIL.contains(&name);
        if let (false, Some(body)) = (by_mail, body.as_object_mut()) {
            // The console shows what the leader's own webhook would have received.
            let url = format!("{}/api/console/v1/drill/webhook", session.base());
            body.insert("webhook_url".to_owned(), url.into());
        }
        session.put(&format!("/api/alerts/v1/contacts/{}", directory.person(name)?), &body).await?;
    }
    Ok(())
}

/// The day whose turn covers `now`, so that the first of each roster is on duty at once: before the
/// hand-over it is still yesterday's.
fn first_turn(now: Timestamp) -> jiff::civil::Date {
    clock::china_date(clock::plus_seconds(now, -(8 * 60 + 30) * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_half_past_eight_the_night_belongs_to_yesterday() {
        let day = |text: &str| first_turn(text.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T08:29:00+08:00"), "2026-11-21");
        assert_eq!(day("2026-11-22T08:30:00+08:00"), "2026-11-22");
    }
}
