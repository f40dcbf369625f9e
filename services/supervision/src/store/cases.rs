//! The copy of cases.

use events::CaseClass;
use ids::{CaseId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

/// A case as far as clocks go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaseRow {
    pub(crate) id: CaseId,
    pub(crate) case_number: String,
    pub(crate) class: CaseClass,
    pub(crate) lead_unit: Option<UnitId>,
    pub(crate) due_set: Option<Date>,
    pub(crate) registered_at: Timestamp,
    pub(crate) closed_at: Option<Timestamp>,
}

impl CaseRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let class: String = row.get("class")?;
        Ok(Self {
            id: row.get::<Uuid>("id")?.into(),
            case_number: row.get("case_number")?,
            class: CaseClass::from_code(&class)
                .ok_or_else(|| StoreError::Corrupt(format!("no case class is called {class:?}")))?,
            lead_unit: row.get::<Option<Uuid>>("lead_unit")?.map(UnitId::from),
            due_set: row.get::<Option<String>>("due_set")?.as_deref().map(stored_date).transpose()?,
            registered_at: row.time("registered_at")?,
            closed_at: row.opt_time("closed_at")?,
        })
    }
}

/// A date column: `YYYY-MM-DD` in both engines.
pub(crate) fn stored_date(text: &str) -> Result<Date, StoreError> {
    text.parse().map_err(|error| StoreError::Corrupt(format!("{text:?} is not a date: {error}")))
}

/// Enters a case; false when it is known.
pub(crate) async fn insert(on: &mut impl Queryable, case: &CaseRow) -> Result<bool, StoreError> {
    let rows = query(
        "INSERT INTO cases (id, case_number, class, lead_unit, due_set, registered_at, closed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
    )
    .bind(case.id)
    .bind(&case.case_number)
    .bind(case.class.as_str())
    .bind(case.lead_unit)
    .bind(case.due_set.map(|due| due.to_string()))
    .bind(case.registered_at)
    .bind(case.closed_at)
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// The case, if an event about it has arrived.
pub(crate) async fn find(on: &mut impl Queryable, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
    query(
        "SELECT id, case_number, class, lead_unit, due_set, registered_at, closed_at \
         FROM cases WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(on)
    .await?
    .map(|row| CaseRow::read(&row))
    .transpose()
}

/// The assignment's part: who answers for the deadline, and by when (R6).
pub(crate) async fn set_assignment(
    on: &mut impl Queryable,
    id: CaseId,
    lead_unit: UnitId,
    due_set: Option<Date>,
) -> Result<(), StoreError> {
    query("UPDATE cases SET lead_unit = $2, due_set = $3 WHERE id = $1")
        .bind(id)
        .bind(lead_unit)
        .bind(due_set.map(|due| due.to_string()))
        .execute(on)
        .await?;
    Ok(())
}

/// The case was closed.
pub(crate) async fn set_closed(on: &mut impl Queryable, id: CaseId, at: Timestamp) -> Result<(), StoreError> {
    query("UPDATE cases SET closed_at = $2 WHERE id = $1").bind(id).bind(at).execute(on).await?;
    Ok(())
}
