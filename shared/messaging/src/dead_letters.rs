use events::operations::ParkedV1;
use events::{Actor, Envelope, EventDraft, Service};
use jiff::Timestamp;
use store::{Queryable, StoreError, query};

use crate::Work;

/// An event that could not be understood, as an operator sees it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct DeadLetter {
    pub producer: Service,
    pub seq: i64,
    pub event_type: String,
    pub subject: uuid::Uuid,
    pub reason: String,
    pub parked_at: Timestamp,
}

/// Letters in one list or one replay: an operator looks at a page, not at a flood.
const LETTERS_MAX: i64 = 200;

/// Puts an event aside and tells the operators by an event of this service's own.
pub(crate) async fn park(work: &mut Work, event: &Envelope, reason: &str) -> Result<(), StoreError> {
    let producer = event
        .producer()
        .ok_or_else(|| StoreError::Corrupt(format!("an event of no service: {}", event.source)))?;
    let parked_at = work.recorded();
    let stored = query(
        "INSERT INTO dead_letters \
         (producer, seq, epoch, subject, event_type, envelope, reason, parked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (producer, seq) DO NOTHING",
    )
    .bind(producer.as_str())
    .bind(event.seq)
    .bind(event.epoch)
    .bind(event.subject)
    .bind(&event.event_type)
    .bind(serde_json::to_value(event).map_err(|error| StoreError::Corrupt(error.to_string()))?)
    .bind(reason)
    .bind(parked_at)
    .execute(work)
    .await?;
    if stored == 1 {
        metrics::counter!("huiyin_dead_letters_total", "producer" => producer.as_str()).increment(1);
        let parked = ParkedV1 {
            producer,
            epoch: event.epoch,
            seq: event.seq,
            event_id: event.id,
            event_type: event.event_type.clone(),
            reason: reason.to_owned(),
        };
        let draft =
            EventDraft::parked(work.service(), event.subject, &parked, &Actor::system(work.service()));
        work.emit(draft.caused_by(event));
    }
    Ok(())
}

/// The letters that wait for an operator, oldest first, at most 200.
///
/// # Errors
/// [`StoreError`].
pub async fn list(on: &mut impl Queryable) -> Result<Vec<DeadLetter>, StoreError> {
    query(
        "SELECT producer, seq, event_type, subject, reason, parked_at FROM dead_letters \
         WHERE replayed_at IS NULL ORDER BY parked_at, producer, seq LIMIT $1",
    )
    .bind(LETTERS_MAX)
    .fetch_all(on)
    .await?
    .iter()
    .map(|row| {
        let producer: String = row.get("producer")?;
        Ok(DeadLetter {
            producer: producer.parse().map_err(|error| StoreError::Corrupt(format!("{error}")))?,
            seq: row.get("seq")?,
            event_type: row.get("event_type")?,
            subject: row.get("subject")?,
            reason: row.get("reason")?,
            parked_at: row.time("parked_at")?,
        })
    })
    .collect()
}

/// Asks the running service to try a letter again; it does so within seconds. False when there is no such
/// letter.
///
/// # Errors
/// [`StoreError`].
pub async fn ask_replay(on: &mut impl Queryable, producer: Service, seq: i64) -> Result<bool, StoreError> {
    let asked = query(
        "UPDATE dead_letters SET replay_asked = $1 WHERE producer = $2 AND seq = $3 AND replayed_at IS NULL",
    )
    .bind(true)
    .bind(producer.as_str())
    .bind(seq)
    .execute(on)
    .await?;
    Ok(asked == 1)
}

pub(crate) async fn asked(on: &mut impl Queryable) -> Result<Vec<Envelope>, StoreError> {
    query(
        "SELECT envelope FROM dead_letters WHERE replay_asked = $1 AND replayed_at IS NULL \
         ORDER BY producer, seq LIMIT $2",
    )
    .bind(true)
    .bind(LETTERS_MAX)
    .fetch_all(on)
    .await?
    .iter()
    .map(|row| row.json("envelope"))
    .collect()
}

pub(crate) async fn replayed(work: &mut Work, event: &Envelope) -> Result<(), StoreError> {
    let at = work.recorded();
    query("UPDATE dead_letters SET replayed_at = $1 WHERE producer = $2 AND seq = $3")
        .bind(at)
        .bind(event.producer().map(Service::as_str))
        .bind(event.seq)
        .execute(work)
        .await?;
    Ok(())
}

pub(crate) async fn refused_again(work: &mut Work, event: &Envelope, reason: &str) -> Result<(), StoreError> {
    query("UPDATE dead_letters SET replay_asked = $1, reason = $2 WHERE producer = $3 AND seq = $4")
        .bind(false)
        .bind(reason)
        .bind(event.producer().map(Service::as_str))
        .bind(event.seq)
        .execute(work)
        .await?;
    Ok(())
}
