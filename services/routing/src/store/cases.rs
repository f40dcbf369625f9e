use events::intake::CaseRegisteredV1;
use events::{CaseClass, Channel};
use http_kit::Scope;
use ids::CaseId;
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, Value, query};
use uuid::Uuid;

use super::{roles, stage, unknown_code};
use crate::domain::{CaseState, Conflict};

/// A case as stored: the facts of its registration, its state, and the version of this resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCase {
    /// The state machine's part.
    pub state: CaseState,
    /// How the matter arrived (I5).
    pub channel: Channel,
    /// The registrar's one line.
    pub matter: String,
    /// Where it happened.
    pub place: Option<String>,
    /// Subject path (I10).
    pub category: Option<String>,
    /// Heads counted (人次).
    pub persons: i64,
    /// Day 0 of the route clock (art. 22).
    pub received_at: Timestamp,
    /// When it was entered.
    pub registered_at: Timestamp,
    /// Number of events in its history; for `If-Match`.
    pub version: i64,
}

const COLUMNS: &str = "c.id, c.case_number, c.channel, c.class, c.matter, c.place, c.category, c.persons, \
    c.received_at, c.registered_at, c.conflict, c.status, c.requirement, c.due, c.letter_number, \
    c.assigned_at, c.accepted_unit, c.accepted_at, c.decision_number, c.outcome, c.issued_at, c.served_at, \
    c.service_method, c.result, c.closed_at, c.version";

/// Enters a newly registered case; `false` when it, or its number, is there already.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(
    on: &mut impl Queryable,
    id: CaseId,
    registered: &CaseRegisteredV1,
    conflict: &Conflict,
) -> Result<bool, StoreError> {
    let rows = query(
        "INSERT INTO cases (id, case_number, channel, class, matter, place, category, persons, \
         received_at, registered_at, conflict, status, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'registered', 1) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(&registered.case_number)
    .bind(registered.channel.as_str())
    .bind(registered.class.as_str())
    .bind(&registered.matter)
    .bind(registered.place.clone())
    .bind(registered.category.clone())
    .bind(registered.persons)
    .bind(registered.received_at)
    .bind(registered.registered_at)
    .bind(conflict_json(conflict)?)
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// Whether the case is stored, whoever asks: for consumers only, never for an answer to a person.
///
/// # Errors
/// [`StoreError`].
pub async fn exists(on: &mut impl Queryable, id: CaseId) -> Result<bool, StoreError> {
    Ok(query("SELECT id FROM cases WHERE id = $1").bind(id).fetch_optional(on).await?.is_some())
}

/// The case, if this reader may know of it (R11, scope of rows): otherwise it does not exist.
///
/// # Errors
/// [`StoreError`].
pub async fn load(
    on: &mut impl Queryable,
    id: CaseId,
    scope: &Scope,
) -> Result<Option<StoredCase>, StoreError> {
    let (clause, values) = scope.clause("c", 2);
    let row = query(format!("SELECT {COLUMNS} FROM cases c WHERE c.id = $1 AND {clause}"))
        .bind(id)
        .bind_all(values)
        .fetch_optional(on)
        .await?;
    match row {
        None => Ok(None),
        Some(row) => {
            let roles = roles::of_case(on, id).await?;
            stored_case(&row, roles).map(Some)
        }
    }
}

/// Writes the whole state, if nobody else changed the case since `read_version`.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn save(
    on: &mut impl Queryable,
    state: &CaseState,
    read_version: i64,
    version: i64,
) -> Result<(), StoreError> {
    let mut values: Vec<Value> = vec![state.id.into(), read_version.into(), version.into()];
    values.extend(stage::values(&state.stage));
    let rows = query(
        "UPDATE cases SET version = $3, status = $4, requirement = $5, due = $6, letter_number = $7, \
         assigned_at = $8, accepted_unit = $9, accepted_at = $10, decision_number = $11, outcome = $12, \
         issued_at = $13, served_at = $14, service_method = $15, result = $16, closed_at = $17 \
         WHERE id = $1 AND version = $2",
    )
    .bind_all(values)
    .execute(on)
    .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict(format!("case {}", state.id))) }
}

fn stored_case(row: &Row, roles: roles::Roles) -> Result<StoredCase, StoreError> {
    let class: String = row.get("class")?;
    let channel: String = row.get("channel")?;
    Ok(StoredCase {
        state: CaseState {
            id: row.get::<Uuid>("id")?.into(),
            case_number: row.get("case_number")?,
            class: CaseClass::from_code(&class).ok_or_else(|| unknown_code("class", &class))?,
            conflict: row.json("conflict")?,
            stage: stage::read(row, roles)?,
        },
        channel: Channel::from_code(&channel).ok_or_else(|| unknown_code("channel", &channel))?,
        matter: row.get("matter")?,
        place: row.get("place")?,
        category: row.get("category")?,
        persons: row.get("persons")?,
        received_at: row.time("received_at")?,
        registered_at: row.time("registered_at")?,
        version: row.get("version")?,
    })
}

fn conflict_json(conflict: &Conflict) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(conflict).map_err(|error| StoreError::Corrupt(error.to_string()))
}
