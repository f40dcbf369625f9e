//! How people are reached outside the console.

pub(super) mod get_contact;
pub(super) mod put_contact;

use ids::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::store::contacts::Contact;

/// One person's contacts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContactItem {
    person_id: PersonId,
    email: Option<String>,
    webhook_url: Option<String>,
    /// Local time `HH:MM`; what is not urgent waits from here …
    quiet_from: Option<String>,
    /// … to here.
    quiet_until: Option<String>,
    /// 0: never entered.
    version: i64,
}

impl ContactItem {
    fn new(person_id: PersonId, contact: Contact) -> Self {
        let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
        Self {
            person_id,
            email: contact.email,
            webhook_url: contact.webhook_url,
            quiet_from: contact.quiet.map(|quiet| clock(quiet.from)),
            quiet_until: contact.quiet.map(|quiet| clock(quiet.until)),
            version: contact.version,
        }
    }
}

fn person_not_found() -> http_kit::Problem {
    http_kit::Problem::not_found(
        "person_not_found",
        "名录里没有这个人。",
        "The directory does not have this person.",
    )
}
