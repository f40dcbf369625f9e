//! The clock rows: `domain::clock::Clock` and what the timer needs beside it.

use events::{CaseClass, RuleCode};
use ids::{CaseId, EventId};
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use super::cases::stored_date;
use crate::domain::clock::{Clock, Stage, Stopped};
use crate::domain::deadline::Deadline;

/// Clocks of one case: four rules, each started anew at most a few times by reopening.
const PER_CASE_MAX: i64 = 200;

/// A stored clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClockRow {
    pub(crate) clock: Clock,
    /// Raised by every change.
    pub(crate) revision: i64,
    /// The class of its case, for the classification of its events (art. 30).
    pub(crate) class: CaseClass,
    /// The event that armed it.
    pub(crate) basis_event: EventId,
    /// The first event of its chain.
    pub(crate) correlation: Uuid,
    /// W3C trace context of what armed it.
    pub(crate) traceparent: Option<String>,
}

const COLUMNS: &str = "k.id, k.case_id, k.rule, k.ordinal, k.revision, k.stage, k.article, k.started_at, \
     k.due_unrolled, k.due_rolled, k.near_on, k.provisional, k.rule_version, k.calendar_version, \
     k.late_on_arrival, k.stopped_at, k.in_time, k.basis_event, k.correlation, \
     k.traceparent, c.class";

impl ClockRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        let rule: String = row.get("rule")?;
        let stage: i64 = row.get("stage")?;
        let class: String = row.get("class")?;
        let date = |column: &str| stored_date(&row.get::<String>(column)?);
        let stopped = match (row.opt_time("stopped_at")?, row.get::<Option<bool>>("in_time")?) {
            (Some(at), Some(in_time)) => Some(Stopped { at, in_time }),
            _ => None,
        };
        Ok(Self {
            clock: Clock {
                id: row.get::<Uuid>("id")?.into(),
                case: row.get::<Uuid>("case_id")?.into(),
                rule: RuleCode::from_code(&rule).ok_or_else(|| corrupt("rule", &rule))?,
                ordinal: row.get("ordinal")?,
                article: row.get("article")?,
                start: row.time("started_at")?,
                deadline: Deadline {
                    due_unrolled: date("due_unrolled")?,
                    due_rolled: date("due_rolled")?,
                    near_on: row.get::<Option<String>>("near_on")?.as_deref().map(stored_date).transpose()?,
                    provisional: row.get("provisional")?,
                },
                rule_version: row.get("rule_version")?,
                calendar_version: row.get("calendar_version")?,
                late_on_arrival: row.get("late_on_arrival")?,
                stage: Stage::from_number(stage).ok_or_else(|| corrupt("stage", &stage.to_string()))?,
                stopped,
            },
            revision: row.get("revision")?,
            class: CaseClass::from_code(&class).ok_or_else(|| corrupt("class", &class))?,
            basis_event: row.get::<Uuid>("basis_event")?.into(),
            correlation: row.get("correlation")?,
            traceparent: row.get("traceparent")?,
        })
    }
}

fn corrupt(column: &str, value: &str) -> StoreError {
    StoreError::Corrupt(format!("clocks.{column} holds {value:?}"))
}

const fn state_of(clock: &Clock) -> &'static str {
    if clock.stopped.is_some() { "stopped" } else { "running" }
}

/// Enters an armed clock; false when this clock (case, rule, ordinal) is there already.
pub(crate) async fn insert(on: &mut impl Queryable, row: &ClockRow) -> Result<bool, StoreError> {
    let clock = &row.clock;
    let rows = query(
        "INSERT INTO clocks (id, case_id, rule, ordinal, revision, state, stage, article, started_at, \
         due_unrolled, due_rolled, near_on, provisional, rule_version, calendar_version, late_on_arrival, \
         next_fire_at, stopped_at, in_time, basis_event, correlation, traceparent) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, $21, $22) ON CONFLICT (id) DO NOTHING",
    )
    .bind(clock.id)
    .bind(clock.case)
    .bind(clock.rule.as_str())
    .bind(clock.ordinal)
    .bind(row.revision)
    .bind(state_of(clock))
    .bind(clock.stage.number())
    .bind(&clock.article)
    .bind(clock.start)
    .bind(clock.deadline.due_unrolled.to_string())
    .bind(clock.deadline.due_rolled.to_string())
    .bind(clock.deadline.near_on.map(|day| day.to_string()))
    .bind(clock.deadline.provisional)
    .bind(clock.rule_version)
    .bind(&clock.calendar_version)
    .bind(clock.late_on_arrival)
    .bind(clock.next_fire_at())
    .bind(clock.stopped.map(|stopped| stopped.at))
    .bind(clock.stopped.map(|stopped| stopped.in_time))
    .bind(row.basis_event)
    .bind(row.correlation)
    .bind(row.traceparent.as_deref())
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// Writes a changed clock over the row that was read as `before`: compare-and-set on (id, revision,
/// stage). False when another writer was there first; nothing may be published then.
pub(crate) async fn replace(
    on: &mut impl Queryable,
    before: &ClockRow,
    now: &Clock,
) -> Result<bool, StoreError> {
    let rows = query(
        "UPDATE clocks SET revision = $4, state = $5, stage = $6, due_unrolled = $7, due_rolled = $8, \
         near_on = $9, provisional = $10, rule_version = $11, calendar_version = $12, next_fire_at = $13, \
         stopped_at = $14, in_time = $15 WHERE id = $1 AND revision = $2 AND stage = $3",
    )
    .bind(before.clock.id)
    .bind(before.revision)
    .bind(before.clock.stage.number())
    .bind(before.revision.saturating_add(1))
    .bind(state_of(now))
    .bind(now.stage.number())
    .bind(now.deadline.due_unrolled.to_string())
    .bind(now.deadline.due_rolled.to_string())
    .bind(now.deadline.near_on.map(|day| day.to_string()))
    .bind(now.deadline.provisional)
    .bind(now.rule_version)
    .bind(&now.calendar_version)
    .bind(now.next_fire_at())
    .bind(now.stopped.map(|stopped| stopped.at))
    .bind(now.stopped.map(|stopped| stopped.in_time))
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// Every clock of a case, running ones first, then by start.
pub(crate) async fn of_case(on: &mut impl Queryable, case: CaseId) -> Result<Vec<ClockRow>, StoreError> {
    query(format!(
        "SELECT {COLUMNS} FROM clocks k JOIN cases c ON c.id = k.case_id WHERE k.case_id = $1 \
         ORDER BY k.state, k.started_at, k.rule, k.ordinal LIMIT $2"
    ))
    .bind(case)
    .bind(PER_CASE_MAX)
    .fetch_all(on)
    .await?
    .iter()
    .map(ClockRow::read)
    .collect()
}

/// The running clocks whose next stage is due at `now`, the longest due first.
pub(crate) async fn due(
    on: &mut impl Queryable,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ClockRow>, StoreError> {
    query(format!(
        "SELECT {COLUMNS} FROM clocks k JOIN cases c ON c.id = k.case_id \
         WHERE k.state = 'running' AND k.next_fire_at <= $1 ORDER BY k.next_fire_at, k.id LIMIT $2"
    ))
    .bind(now)
    .bind(limit)
    .fetch_all(on)
    .await?
    .iter()
    .map(ClockRow::read)
    .collect()
}

/// When the timer has to look next.
pub(crate) async fn next_fire_at(on: &mut impl Queryable) -> Result<Option<Timestamp>, StoreError> {
    // ORDER BY … LIMIT 1 walks one entry of the index; MIN() would do the same on SQLite but has a NULL
    // row to tell apart.
    query(
        "SELECT next_fire_at FROM clocks WHERE state = 'running' AND next_fire_at IS NOT NULL \
         ORDER BY next_fire_at LIMIT 1",
    )
    .fetch_optional(on)
    .await?
    .map(|row| row.time("next_fire_at"))
    .transpose()
}
