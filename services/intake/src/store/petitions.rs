//! Petitions as registered: what may be shown to whoever may see the case.

use events::intake::ReceptionV1;
use events::{CaseClass, CaseStatus, Channel, ReceptionResult};
use http_kit::Scope;
use ids::CaseId;
use jiff::Timestamp;
use messaging::Work;
use store::{Queryable, Row, StoreError, Value, query};
use uuid::Uuid;

use super::public_steps;

const COLUMNS: &[&str] = &[
    "id",
    "case_number",
    "receipt_hash",
    "channel",
    "class",
    "subject",
    "place",
    "category",
    "persons",
    "received_at",
    "registered_at",
    "late_entry",
    "reception_ended_at",
    "reception_result",
    "body_chars",
    "version",
];

/// The columns that are read, for an alias `c` as the scope clause wants it.
const READ: &str = "c.id, c.case_number, c.channel, c.class, c.subject, c.place, c.category, c.persons, \
    c.received_at, c.registered_at, c.late_entry, c.reception_ended_at, c.reception_result, c.body_chars, \
    c.version";

/// One petition, without its text and its petitioners.
#[derive(Clone, Debug)]
pub(crate) struct Petition {
    pub(crate) id: CaseId,
    pub(crate) case_number: String,
    pub(crate) channel: Channel,
    pub(crate) class: CaseClass,
    pub(crate) subject: String,
    pub(crate) place: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) persons: i64,
    pub(crate) received_at: Timestamp,
    pub(crate) registered_at: Timestamp,
    pub(crate) late_entry: bool,
    pub(crate) reception: Option<ReceptionV1>,
    pub(crate) body_chars: i64,
    pub(crate) version: i64,
}

/// Writes a new petition.
pub(crate) fn insert(work: &mut Work, petition: &Petition, receipt_hash: [u8; 32]) {
    let reception = petition.reception;
    work.insert(
        "petitions",
        COLUMNS,
        vec![
            petition.id.into(),
            (&petition.case_number).into(),
            receipt_hash.into(),
            petition.channel.as_str().into(),
            petition.class.as_str().into(),
            (&petition.subject).into(),
            petition.place.clone().into(),
            petition.category.clone().into(),
            petition.persons.into(),
            petition.received_at.into(),
            petition.registered_at.into(),
            petition.late_entry.into(),
            reception.map(|reception| reception.ended_at).into(),
            reception.map(|reception| reception.result.as_str()).into(),
            petition.body_chars.into(),
            petition.version.into(),
        ],
    );
}

/// The petition, if it exists within the caller's scope.
pub(crate) async fn find(
    on: &mut impl Queryable,
    id: CaseId,
    scope: &Scope,
) -> Result<Option<Petition>, StoreError> {
    let (condition, values) = scope.clause("c", 2);
    query(format!("SELECT {READ} FROM petitions c WHERE c.id = $1 AND {condition}"))
        .bind(id)
        .bind_all(values)
        .fetch_optional(on)
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// What a list shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Search {
    /// Part of the subject in any case, or of the case number.
    pub(crate) text: Option<String>,
    /// Only petitions registered before this one.
    pub(crate) before: Option<CaseId>,
    /// Rows at most.
    pub(crate) limit: i64,
}

/// The newest petitions within the caller's scope.
pub(crate) async fn search(
    on: &mut impl Queryable,
    search: &Search,
    scope: &Scope,
) -> Result<Vec<Petition>, StoreError> {
    let mut conditions = String::new();
    let mut values: Vec<Value> = vec![search.limit.into()];
    if let Some(text) = &search.text {
        values.push(containing(text).into());
        let n = values.len();
        conditions.push_str(&format!(
            " AND (LOWER(c.subject) LIKE LOWER(${n}) ESCAPE '!' OR LOWER(c.case_number) LIKE LOWER(${n}) ESCAPE '!')"
        ));
    }
    if let Some(before) = search.before {
        values.push(before.into());
        conditions.push_str(&format!(" AND c.id < ${}", values.len()));
    }
    let (condition, scope_values) = scope.clause("c", values.len().saturating_add(1));
    values.extend(scope_values);
    // Ids are UUIDv7: their order is the order of registration.
    query(format!("SELECT {READ} FROM petitions c WHERE {condition}{conditions} ORDER BY c.id DESC LIMIT $1"))
        .bind_all(values)
        .fetch_all(on)
        .await?
        .iter()
        .map(read)
        .collect()
}

/// A LIKE pattern in which what the user typed stands for itself.
fn containing(text: &str) -> String {
    let escaped = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// What the public page shows.
#[derive(Clone, Debug)]
pub(crate) struct PublicPetition {
    pub(crate) case_number: String,
    pub(crate) registered_at: Timestamp,
    pub(crate) status: CaseStatus,
}

/// The petition of a receipt. Whoever holds the code may see this much, whatever the class.
pub(crate) async fn find_by_receipt(
    on: &mut impl Queryable,
    receipt_hash: [u8; 32],
) -> Result<Option<PublicPetition>, StoreError> {
    let row = query(
        "SELECT p.case_number, p.registered_at, s.status FROM petitions p \
         LEFT JOIN public_steps s ON s.petition_id = p.id WHERE p.receipt_hash = $1",
    )
    .bind(receipt_hash)
    .fetch_optional(on)
    .await?;
    row.map(|row| {
        Ok(PublicPetition {
            case_number: row.get("case_number")?,
            registered_at: row.time("registered_at")?,
            status: public_steps::status(row.get::<Option<String>>("status")?.as_deref())?,
        })
    })
    .transpose()
}

fn read(row: &Row) -> Result<Petition, StoreError> {
    let reception =
        match (row.opt_time("reception_ended_at")?, row.get::<Option<String>>("reception_result")?) {
            (Some(ended_at), Some(result)) => Some(ReceptionV1 {
                ended_at,
                result: word(ReceptionResult::from_code(&result), "reception_result", &result)?,
            }),
            _ => None,
        };
    let channel: String = row.get("channel")?;
    let class: String = row.get("class")?;
    Ok(Petition {
        id: CaseId::from(row.get::<Uuid>("id")?),
        case_number: row.get("case_number")?,
        channel: word(Channel::from_code(&channel), "channel", &channel)?,
        class: word(CaseClass::from_code(&class), "class", &class)?,
        subject: row.get("subject")?,
        place: row.get("place")?,
        category: row.get("category")?,
        persons: row.get("persons")?,
        received_at: row.time("received_at")?,
        registered_at: row.time("registered_at")?,
        late_entry: row.get("late_entry")?,
        reception,
        body_chars: row.get("body_chars")?,
        version: row.get("version")?,
    })
}

fn word<T>(word: Option<T>, column: &str, code: &str) -> Result<T, StoreError> {
    word.ok_or_else(|| StoreError::Corrupt(format!("petitions.{column} {code}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_a_search_stands_for_itself() {
        assert_eq!(containing("100%_!"), "%100!%!_!!%");
    }
}
