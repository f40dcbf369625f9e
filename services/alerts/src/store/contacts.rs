//! How a person is reached outside the console.

use ids::PersonId;
use jiff::Timestamp;
use jiff::civil::Time;
use store::{Queryable, StoreError, query};

use super::parsed;
use crate::domain::quiet::QuietHours;

/// One person's contacts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contact {
    pub(crate) email: Option<String>,
    pub(crate) webhook_url: Option<String>,
    pub(crate) quiet: Option<QuietHours>,
    /// 0: never entered.
    pub(crate) version: i64,
}

pub(crate) async fn find(on: &mut impl Queryable, person: PersonId) -> Result<Contact, StoreError> {
    let row = query(
        "SELECT email, webhook_url, quiet_from, quiet_until, version FROM contacts WHERE person_id = $1",
    )
    .bind(person)
    .fetch_optional(on)
    .await?;
    let Some(row) = row else { return Ok(Contact::default()) };
    let time = |column: &str| -> Result<Option<Time>, StoreError> {
        row.get::<Option<String>>(column)?.map(|text| parsed(&text, column)).transpose()
    };
    let quiet = time("quiet_from")?.zip(time("quiet_until")?).map(|(from, until)| QuietHours { from, until });
    Ok(Contact {
        email: row.get("email")?,
        webhook_url: row.get("webhook_url")?,
        quiet,
        version: row.get("version")?,
    })
}

pub(crate) async fn save(
    on: &mut impl Queryable,
    person: PersonId,
    contact: &Contact,
    at: Timestamp,
) -> Result<(), StoreError> {
    let clock = |time: Time| time.strftime("%H:%M").to_string();
    query(
        "INSERT INTO contacts (person_id, email, webhook_url, quiet_from, quiet_until, version, changed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (person_id) DO UPDATE SET \
         email = excluded.email, webhook_url = excluded.webhook_url, quiet_from = excluded.quiet_from, \
         quiet_until = excluded.quiet_until, version = excluded.version, changed_at = excluded.changed_at",
    )
    .bind(person)
    .bind(contact.email.as_deref())
    .bind(contact.webhook_url.as_deref())
    .bind(contact.quiet.map(|quiet| clock(quiet.from)))
    .bind(contact.quiet.map(|quiet| clock(quiet.until)))
    .bind(contact.version)
    .bind(at)
    .execute(on)
    .await?;
    Ok(())
}
