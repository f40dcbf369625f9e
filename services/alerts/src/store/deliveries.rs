//! Deliveries: one message to one person through one channel. Times are real time.

use ids::{AlertId, CaseId, DeliveryId, PersonId};
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, Value, query};
use uuid::Uuid;

use super::{code, json, places};
use crate::domain::message::Message;
use crate::domain::{ChannelKind, DeliveryState};

/// Deliveries claimed at once: as many as are sent side by side.
pub(crate) const CLAIM_MAX: i64 = 16;

/// What a delivery is about: an alert at a level and round, or a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Alert { alert: AlertId, case: Option<CaseId>, level: u32, round: u32 },
    Digest(Uuid),
}

#[derive(Clone, Debug)]
pub(crate) struct DeliveryRow {
    /// Also the idempotency key of every attempt.
    pub(crate) id: DeliveryId,
    pub(crate) about: About,
    pub(crate) person: PersonId,
    pub(crate) channel: ChannelKind,
    pub(crate) target: String,
    /// Tried in this order when this one fails.
    pub(crate) next_channels: Vec<ChannelKind>,
    pub(crate) message: Message,
    pub(crate) state: DeliveryState,
    pub(crate) attempts: i64,
    /// W3C trace context of what queued it.
    pub(crate) traceparent: Option<String>,
}

/// The latest state of a person's page at a level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageState {
    pub(crate) alert: AlertId,
    pub(crate) level: i64,
    pub(crate) person: PersonId,
    pub(crate) channel: ChannelKind,
    pub(crate) state: DeliveryState,
}

const COLUMNS: &str = "id, alert_id, digest_id, case_id, person_id, level, round, channel, target, \
     next_channels, message, state, attempts, traceparent";

/// Adds a delivery; `at` is when it may first be sent, `None` for one that needs no sending.
pub(crate) async fn add(
    on: &mut impl Queryable,
    row: &DeliveryRow,
    at: Option<Timestamp>,
    created_at: Timestamp,
) -> Result<(), StoreError> {
    let (alert, case, level, round, digest) = match row.about {
        About::Alert { alert, case, level, round } => (Some(alert), case, level, round, None),
        About::Digest(digest) => (None, None, 0, 0, Some(digest)),
    };
    query(
        "INSERT INTO deliveries (id, alert_id, digest_id, case_id, person_id, level, round, channel, target, \
         next_channels, message, state, attempts, next_attempt_at, created_at, traceparent) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(row.id)
    .bind(alert)
    .bind(digest)
    .bind(case)
    .bind(row.person)
    .bind(level)
    .bind(round)
    .bind(row.channel.as_str())
    .bind(&row.target)
    .bind_all([json(&row.next_channels)?, json(&row.message)?])
    .bind(row.state.as_str())
    .bind(row.attempts)
    .bind(at)
    .bind(created_at)
    .bind(row.traceparent.as_deref())
    .execute(on)
    .await?;
    Ok(())
}

pub(crate) async fn find(on: &mut impl Queryable, id: DeliveryId) -> Result<Option<DeliveryRow>, StoreError> {
    let row =
        query(format!("SELECT {COLUMNS} FROM deliveries WHERE id = $1")).bind(id).fetch_optional(on).await?;
    row.as_ref().map(decode).transpose()
}

/// Deliveries whose time has come.
pub(crate) async fn due(on: &mut impl Queryable, now: Timestamp) -> Result<Vec<DeliveryRow>, StoreError> {
    let rows = query(format!(
        "SELECT {COLUMNS} FROM deliveries WHERE state IN ('queued', 'unknown') AND next_attempt_at <= $1 \
         ORDER BY next_attempt_at LIMIT $2"
    ))
    .bind(now)
    .bind(CLAIM_MAX)
    .fetch_all(on)
    .await?;
    rows.iter().map(decode).collect()
}

/// The next moment at which something is to be sent, or at which a claim may be taken for crashed.
pub(crate) async fn next_due(on: &mut impl Queryable) -> Result<Option<Timestamp>, StoreError> {
    let waiting =
        query("SELECT MIN(next_attempt_at) AS at FROM deliveries WHERE state IN ('queued', 'unknown')")
            .fetch_one(on)
            .await?
            .opt_time("at")?;
    let claimed = query("SELECT MIN(lease_until) AS at FROM deliveries WHERE state = 'sent'")
        .fetch_one(on)
        .await?
        .opt_time("at")?;
    Ok(waiting.into_iter().chain(claimed).min())
}

/// Takes a delivery for one attempt, by compare-and-set on its attempts.
pub(crate) async fn claim(
    on: &mut impl Queryable,
    row: &DeliveryRow,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<bool, StoreError> {
    let claimed = query(
        "UPDATE deliveries SET state = 'sent', attempts = attempts + 1, sent_at = $1, lease_until = $2 \
         WHERE id = $3 AND attempts = $4 AND state IN ('queued', 'unknown')",
    )
    .bind(now)
    .bind(lease_until)
    .bind(row.id)
    .bind(row.attempts)
    .execute(on)
    .await?;
    Ok(claimed == 1)
}

/// Claims that were never answered: the sender crashed between sending and recording. Nobody can say
/// whether the channel took them, so they are shown as unknown and sent again with the same key.
pub(crate) async fn give_up_claims(on: &mut impl Queryable, now: Timestamp) -> Result<u64, StoreError> {
    query(
        "UPDATE deliveries SET state = 'unknown', next_attempt_at = $1, lease_until = NULL, \
         last_error = 'the sender stopped before the outcome was recorded' \
         WHERE state = 'sent' AND lease_until <= $1",
    )
    .bind(now)
    .execute(on)
    .await
}

/// Records what came of attempt number `attempts`. False when the row has moved on meanwhile.
pub(crate) async fn settle(
    on: &mut impl Queryable,
    row: &DeliveryRow,
    state: DeliveryState,
    again_at: Option<Timestamp>,
    error: Option<&str>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let settled = query(
        "UPDATE deliveries SET state = $1, next_attempt_at = $2, lease_until = NULL, last_error = $3, \
         settled_at = $4 WHERE id = $5 AND attempts = $6 AND state IN ('queued', 'sent', 'unknown')",
    )
    .bind(state.as_str())
    .bind(again_at)
    .bind(error)
    .bind(now)
    .bind(row.id)
    .bind(row.attempts)
    .execute(on)
    .await?;
    Ok(settled == 1)
}

/// Takes back what has not been sent: the alert was answered. What may have been sent stays `unknown`, and
/// is not sent again.
pub(crate) async fn withdraw(
    on: &mut impl Queryable,
    alert: AlertId,
    now: Timestamp,
) -> Result<(), StoreError> {
    query(
        "UPDATE deliveries SET state = CASE WHEN state = 'queued' THEN 'withdrawn' ELSE state END, \
         next_attempt_at = NULL, settled_at = $1 \
         WHERE alert_id = $2 AND state IN ('queued', 'unknown') AND next_attempt_at IS NOT NULL",
    )
    .bind(now)
    .bind(alert)
    .execute(on)
    .await?;
    Ok(())
}

/// The latest delivery of each person at each level of these alerts.
pub(crate) async fn latest(
    on: &mut impl Queryable,
    alerts: &[AlertId],
) -> Result<Vec<PageState>, StoreError> {
    if alerts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = query(format!(
        "SELECT d.alert_id, d.level, d.person_id, d.channel, d.state FROM deliveries d \
         WHERE d.alert_id IN ({}) AND NOT EXISTS (SELECT 1 FROM deliveries n \
         WHERE n.alert_id = d.alert_id AND n.level = d.level AND n.person_id = d.person_id AND n.id > d.id)",
        places(1, alerts.len())
    ))
    .bind_all(alerts.iter().map(|id| Value::from(*id)))
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(PageState {
                alert: row.get::<Uuid>("alert_id")?.into(),
                level: row.get("level")?,
                person: row.get::<Uuid>("person_id")?.into(),
                channel: code(row, "channel", ChannelKind::from_code)?,
                state: code(row, "state", DeliveryState::from_code)?,
            })
        })
        .collect()
}

fn decode(row: &Row) -> Result<DeliveryRow, StoreError> {
    let number = |column: &str| -> Result<u32, StoreError> {
        u32::try_from(row.get::<i64>(column)?).map_err(|_| StoreError::Corrupt(format!("column {column}")))
    };
    let about = match (row.get::<Option<Uuid>>("alert_id")?, row.get::<Option<Uuid>>("digest_id")?) {
        (Some(alert), _) => About::Alert {
            alert: alert.into(),
            case: row.get::<Option<Uuid>>("case_id")?.map(CaseId::from),
            level: number("level")?,
            round: number("round")?,
        },
        (None, Some(digest)) => About::Digest(digest),
        (None, None) => return Err(StoreError::Corrupt("a delivery about nothing".to_owned())),
    };
    Ok(DeliveryRow {
        id: row.get::<Uuid>("id")?.into(),
        about,
        person: row.get::<Uuid>("person_id")?.into(),
        channel: code(row, "channel", ChannelKind::from_code)?,
        target: row.get("target")?,
        next_channels: row.json("next_channels")?,
        message: row.json("message")?,
        state: code(row, "state", DeliveryState::from_code)?,
        attempts: row.get("attempts")?,
        traceparent: row.get("traceparent")?,
    })
}
