use events::supervision::ClockStartedV1;
use events::{Light, RuleCode};
use ids::{CaseId, ClockId};
use jiff::civil::Date;
use store::{Queryable, Row, StoreError, query};

use crate::domain::urgency::RunningClock;

/// Enters an armed clock; a second arming of the same id changes nothing.
pub async fn insert(on: &mut impl Queryable, case: CaseId, event: &ClockStartedV1) -> Result<(), StoreError> {
    query(
        "INSERT INTO case_clocks (id, case_id, rule, ordinal, running, light, due, late_on_arrival) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING",
    )
    .bind(event.clock_id)
    .bind(case)
    .bind(event.rule.as_str())
    .bind(event.ordinal)
    .bind(true)
    .bind(event.light.as_str())
    .bind(event.due_rolled.to_string())
    .bind(event.late_on_arrival)
    .execute(on)
    .await?;
    Ok(())
}

/// Changes of one clock; `None` leaves a column as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClockUpdate {
    pub running: Option<bool>,
    pub due: Option<Date>,
}

/// Writes a clock's new light and what else changed; `false` when the clock is not known here.
pub async fn update(
    on: &mut impl Queryable,
    id: ClockId,
    light: Light,
    change: ClockUpdate,
) -> Result<bool, StoreError> {
    let changed = query(
        "UPDATE case_clocks SET light = $1, running = COALESCE($2, running), due = COALESCE($3, due) \
         WHERE id = $4",
    )
    .bind(light.as_str())
    .bind(change.running)
    .bind(change.due.map(|due| due.to_string()))
    .bind(id)
    .execute(on)
    .await?;
    Ok(changed == 1)
}

/// Whether the clock is known here.
pub async fn exists(on: &mut impl Queryable, id: ClockId) -> Result<bool, StoreError> {
    Ok(query("SELECT id FROM case_clocks WHERE id = $1").bind(id).fetch_optional(on).await?.is_some())
}

/// The running clocks of a case. A case has one clock per rule and ordinal: tens at most.
pub async fn running(on: &mut impl Queryable, case: CaseId) -> Result<Vec<RunningClock>, StoreError> {
    query(
        "SELECT rule, light, due, late_on_arrival FROM case_clocks WHERE case_id = $1 AND running = $2 \
         ORDER BY due, id",
    )
    .bind(case)
    .bind(true)
    .fetch_all(on)
    .await?
    .iter()
    .map(clock)
    .collect()
}

fn clock(row: &Row) -> Result<RunningClock, StoreError> {
    let (rule, light, due): (String, String, String) = (row.get("rule")?, row.get("light")?, row.get("due")?);
    let unknown = |what: &str| StoreError::Corrupt(format!("clock {what}"));
    Ok(RunningClock {
        rule: RuleCode::from_code(&rule).ok_or_else(|| unknown(&rule))?,
        light: Light::from_code(&light).ok_or_else(|| unknown(&light))?,
        due: due.parse().map_err(|_| unknown(&due))?,
        late_on_arrival: row.get("late_on_arrival")?,
    })
}
