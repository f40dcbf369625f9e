use ids::{CaseId, UnitId};
use jiff::Timestamp;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

/// Columns of a row, in the order in which the change of a case writes them.
pub const COLUMNS: &[&str] = &["case_id", "ordinal", "unit_id", "summary", "reported_at", "actor_name"];
/// Most reports shown with a case: newest first, what one page of a file holds.
const SHOWN_MAX: i64 = 100;

/// A report of progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The lead unit that reported.
    pub unit: UnitId,
    /// What was done.
    pub summary: String,
    /// Business time.
    pub reported_at: Timestamp,
    /// Who reported.
    pub by: String,
}

/// The latest reports of a case, oldest of them first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_case(on: &mut impl Queryable, case: CaseId) -> Result<Vec<Report>, StoreError> {
    let rows = query(
        "SELECT unit_id, summary, reported_at, actor_name FROM progress WHERE case_id = $1 \
         ORDER BY ordinal DESC LIMIT $2",
    )
    .bind(case)
    .bind(SHOWN_MAX)
    .fetch_all(on)
    .await?;
    rows.iter()
        .rev()
        .map(|row| {
            Ok(Report {
                unit: row.get::<Uuid>("unit_id")?.into(),
                summary: row.get("summary")?,
                reported_at: row.time("reported_at")?,
                by: row.get("actor_name")?,
            })
        })
        .collect()
}
