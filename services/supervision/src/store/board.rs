//! The supervision board: running clocks counted by unit and urgency.

use ids::UnitId;
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

use crate::domain::clock::Stage;

/// Units of one instance on the board: a county has some hundred; four stages each.
const ROWS_MAX: i64 = 4_000;

/// How many cases of one unit stand at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BoardCount {
    /// The unit that answers for the deadline (R9); none while the petition office routes.
    pub(crate) unit: Option<UnitId>,
    pub(crate) unit_name: Option<String>,
    /// The most urgent stage among the case's running clocks.
    pub(crate) stage: Stage,
    pub(crate) cases: i64,
}

/// Counts cases with a running clock by unit and most urgent stage. `scope` is the reader's condition on
/// `c` (R11): what he may not see is not counted either. Its parameters begin at `$2`.
pub(crate) async fn counts(
    on: &mut impl Queryable,
    scope: &str,
    scope_values: Vec<Value>,
) -> Result<Vec<BoardCount>, StoreError> {
    // Cases without a unit come first: the engines sort NULL to opposite ends.
    query(format!(
        "SELECT c.lead_unit AS unit, u.name AS unit_name, k.stage AS stage, COUNT(*) AS cases \
         FROM cases c \
         JOIN (SELECT case_id, MAX(stage) AS stage FROM clocks WHERE state = 'running' GROUP BY case_id) k \
           ON k.case_id = c.id \
         LEFT JOIN units u ON u.id = c.lead_unit \
         WHERE {scope} GROUP BY c.lead_unit, u.name, k.stage \
         ORDER BY CASE WHEN c.lead_unit IS NULL THEN 0 ELSE 1 END, u.name, c.lead_unit, k.stage LIMIT $1"
    ))
    .bind(ROWS_MAX)
    .bind_all(scope_values)
    .fetch_all(on)
    .await?
    .iter()
    .map(|row| {
        let stage: i64 = row.get("stage")?;
        Ok(BoardCount {
            unit: row.get::<Option<Uuid>>("unit")?.map(UnitId::from),
            unit_name: row.get("unit_name")?,
            stage: Stage::from_number(stage)
                .ok_or_else(|| StoreError::Corrupt(format!("no clock stage has the number {stage}")))?,
            cases: row.get("cases")?,
        })
    })
    .collect()
}
