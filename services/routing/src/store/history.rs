use ids::CaseId;
use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::domain::{CaseEvent, Sentence};

/// Columns of a row, in the order of [`Entry`] and in which the change of a case writes them.
pub const COLUMNS: &[&str] =
    &["case_id", "ordinal", "type", "occurred_at", "recorded_at", "actor_name", "text_zh", "text_en", "data"];
/// Most entries shown with a case: the ledger's own timeline pages through all of them.
const SHOWN_MAX: i64 = 200;

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What happened.
    pub code: String,
    /// Business time.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What a person reads.
    pub text: Sentence,
}

/// The latest entries of a case, oldest of them first.
///
/// # Errors
/// [`StoreError`].
pub async fn of_case(on: &mut impl Queryable, case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let rows = query(
        "SELECT type, occurred_at, actor_name, text_zh, text_en FROM case_history WHERE case_id = $1 \
         ORDER BY ordinal DESC LIMIT $2",
    )
    .bind(case)
    .bind(SHOWN_MAX)
    .fetch_all(on)
    .await?;
    rows.iter()
        .rev()
        .map(|row| {
            Ok(Entry {
                code: row.get("type")?,
                at: row.time("occurred_at")?,
                by: row.get("actor_name")?,
                text: Sentence::new(row.get::<String>("text_zh")?, row.get::<String>("text_en")?),
            })
        })
        .collect()
}

/// Everything that happened to a case after its registration, in order: its state is the fold of these.
/// Unbounded on purpose: a fold of a part would be a wrong state; one case has tens of events.
///
/// # Errors
/// [`StoreError`].
pub async fn events_of(on: &mut impl Queryable, case: CaseId) -> Result<Vec<CaseEvent>, StoreError> {
    let rows =
        query("SELECT data FROM case_history WHERE case_id = $1 AND data IS NOT NULL ORDER BY ordinal")
            .bind(case)
            .fetch_all(on)
            .await?;
    rows.iter().map(|row| row.json("data")).collect()
}
