//! Alerts: the state machine's state as `body`, and beside it what is searched and shown.

use events::{AlertKind, RuleCode};
use ids::{AlertId, CaseId, ClockId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use super::{json, parsed};
use crate::domain::{Alert, AlertState, Layer};

/// Due alerts taken in one round of the timer, and open alerts of one clock or case.
pub(crate) const DUE_MAX: i64 = 64;

/// The columns that [`decode`] reads, with alias `a`.
pub(crate) const COLUMNS: &str = "a.id, a.case_id, a.clock_id, a.rule, a.due, a.layer, a.note, a.correlation, \
     a.traceparent, a.acknowledged_at, a.acknowledged_by, a.closed_at, a.outcome, a.body, a.version";

/// An alert with the facts that its machine does not need.
#[derive(Clone, Debug)]
pub(crate) struct AlertRow {
    pub(crate) alert: Alert,
    pub(crate) rule: Option<RuleCode>,
    /// The last day on which the clock is in time.
    pub(crate) due: Option<Date>,
    /// The layer that a roster gap is about.
    pub(crate) layer: Option<Layer>,
    pub(crate) note: Option<String>,
    /// The id of the first event of the chain that led here.
    pub(crate) correlation: Option<Uuid>,
    /// W3C trace context of what raised it.
    pub(crate) traceparent: Option<String>,
    pub(crate) acknowledged_at: Option<Timestamp>,
    pub(crate) acknowledged_by: Option<String>,
    pub(crate) closed_at: Option<Timestamp>,
    pub(crate) outcome: Option<String>,
    pub(crate) version: i64,
}

/// Inserts a new alert. False when this key has raised one before.
pub(crate) async fn add(
    on: &mut impl Queryable,
    row: &AlertRow,
    dedup_key: &str,
) -> Result<bool, StoreError> {
    let alert = &row.alert;
    let added = query(
        "INSERT INTO alerts (id, case_id, clock_id, kind, dedup_key, rule, due, layer, note, correlation, \
         traceparent, state, level, raised_at, check_at, body, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) \
         ON CONFLICT (dedup_key) DO NOTHING",
    )
    .bind(alert.id)
    .bind(alert.case_id)
    .bind(alert.clock_id)
    .bind(alert.kind.as_str())
    .bind(dedup_key)
    .bind(row.rule.map(RuleCode::as_str))
    .bind(row.due.map(|due| due.to_string()))
    .bind(row.layer.map(Layer::as_str))
    .bind(row.note.as_deref())
    .bind(row.correlation)
    .bind(row.traceparent.as_deref())
    .bind(alert.state.as_str())
    .bind(alert.level)
    .bind(alert.raised_at)
    .bind(alert.check_at)
    .bind_all([json(alert)?])
    .bind(row.version)
    .execute(on)
    .await?;
    Ok(added == 1)
}

/// Saves an alert by compare-and-set on its version; every change of level changes it (CAS on alert and
/// level). False when another writer was first.
pub(crate) async fn save(on: &mut impl Queryable, row: &AlertRow) -> Result<bool, StoreError> {
    let alert = &row.alert;
    let saved = query(
        "UPDATE alerts SET state = $1, level = $2, check_at = $3, acknowledged_at = $4, \
         acknowledged_by = $5, closed_at = $6, outcome = $7, body = $8, version = version + 1 \
         WHERE id = $9 AND version = $10",
    )
    .bind(alert.state.as_str())
    .bind(alert.level)
    .bind(alert.check_at)
    .bind(row.acknowledged_at)
    .bind(row.acknowledged_by.as_deref())
    .bind(row.closed_at)
    .bind(row.outcome.as_deref())
    .bind_all([json(alert)?])
    .bind(alert.id)
    .bind(row.version)
    .execute(on)
    .await?;
    Ok(saved == 1)
}

pub(crate) async fn find(on: &mut impl Queryable, id: AlertId) -> Result<Option<AlertRow>, StoreError> {
    let row =
        query(format!("SELECT {COLUMNS} FROM alerts a WHERE a.id = $1")).bind(id).fetch_optional(on).await?;
    row.as_ref().map(decode).transpose()
}

/// Open alerts that are due to be looked at.
pub(crate) async fn due(on: &mut impl Queryable, now: Timestamp) -> Result<Vec<AlertId>, StoreError> {
    ids(query("SELECT id FROM alerts WHERE state = $1 AND check_at <= $2 ORDER BY check_at LIMIT $3")
        .bind(AlertState::Open.as_str())
        .bind(now)
        .bind(DUE_MAX)
        .fetch_all(on)
        .await?)
}

/// The next moment at which an open alert is due.
pub(crate) async fn next_check(on: &mut impl Queryable) -> Result<Option<Timestamp>, StoreError> {
    query("SELECT MIN(check_at) AS check_at FROM alerts WHERE state = $1")
        .bind(AlertState::Open.as_str())
        .fetch_one(on)
        .await?
        .opt_time("check_at")
}

/// Lets every open alert be looked at now: a roster changed.
pub(crate) async fn look_now(on: &mut impl Queryable, now: Timestamp) -> Result<(), StoreError> {
    query("UPDATE alerts SET check_at = $1 WHERE state = $2 AND check_at > $1")
        .bind(now)
        .bind(AlertState::Open.as_str())
        .execute(on)
        .await?;
    Ok(())
}

pub(crate) async fn open_of_clock(
    on: &mut impl Queryable,
    clock: ClockId,
) -> Result<Vec<AlertId>, StoreError> {
    ids(query("SELECT id FROM alerts WHERE clock_id = $1 AND state = $2 ORDER BY id LIMIT $3")
        .bind(clock)
        .bind(AlertState::Open.as_str())
        .bind(DUE_MAX)
        .fetch_all(on)
        .await?)
}

pub(crate) async fn open_of_case(on: &mut impl Queryable, case: CaseId) -> Result<Vec<AlertId>, StoreError> {
    ids(query("SELECT id FROM alerts WHERE case_id = $1 AND state = $2 ORDER BY id LIMIT $3")
        .bind(case)
        .bind(AlertState::Open.as_str())
        .bind(DUE_MAX)
        .fetch_all(on)
        .await?)
}

/// Roster-gap alerts of this layer that are not closed.
pub(crate) async fn gaps_of(on: &mut impl Queryable, layer: Layer) -> Result<Vec<AlertId>, StoreError> {
    ids(query("SELECT id FROM alerts WHERE layer = $1 AND kind = $2 AND state <> $3 ORDER BY id LIMIT $4")
        .bind(layer.as_str())
        .bind(AlertKind::RosterGap.as_str())
        .bind(AlertState::Closed.as_str())
        .bind(DUE_MAX)
        .fetch_all(on)
        .await?)
}

/// Remembers that this person was called, so that they may see and answer the alert.
pub(crate) async fn note_page(
    on: &mut impl Queryable,
    alert: AlertId,
    person: PersonId,
) -> Result<(), StoreError> {
    query("INSERT INTO alert_pages (alert_id, person_id) VALUES ($1, $2) ON CONFLICT (alert_id, person_id) DO NOTHING")
        .bind(alert)
        .bind(person)
        .execute(on)
        .await?;
    Ok(())
}

pub(crate) fn decode(row: &Row) -> Result<AlertRow, StoreError> {
    let text = |column: &str| row.get::<Option<String>>(column);
    Ok(AlertRow {
        alert: row.json("body")?,
        rule: text("rule")?.and_then(|code| RuleCode::from_code(&code)),
        due: text("due")?.map(|due| parsed(&due, "due")).transpose()?,
        layer: text("layer")?.and_then(|code| Layer::from_code(&code)),
        note: text("note")?,
        correlation: row.get("correlation")?,
        traceparent: text("traceparent")?,
        acknowledged_at: row.opt_time("acknowledged_at")?,
        acknowledged_by: text("acknowledged_by")?,
        closed_at: row.opt_time("closed_at")?,
        outcome: text("outcome")?,
        version: row.get("version")?,
    })
}

fn ids(rows: Vec<Row>) -> Result<Vec<AlertId>, StoreError> {
    rows.iter().map(|row| Ok(row.get::<Uuid>("id")?.into())).collect()
}
