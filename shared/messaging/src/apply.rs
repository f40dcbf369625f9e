use std::collections::BTreeSet;
use std::sync::Arc;

use events::{Envelope, Service};
use futures_util::future::BoxFuture;
use store::{Queryable, Row, StoreError, Value, query};
use tracing::{Instrument as _, warn};
use uuid::Uuid;

use crate::cursor::{Cursor, advance, cursor};
use crate::{Command, Work, dead_letters, trace};

/// What a service reads of one producer.
#[derive(Clone, Copy, Debug)]
pub struct Reads {
    pub producer: Service,
    /// Event types; `"*"` alone means every one.
    pub types: &'static [&'static str],
}

/// A service's effects of other services' events.
///
/// `handle` reads, decides, then writes through `work`. It is called once for each event it reads, in
/// order per (producer, subject), inside the transaction that moves the cursor.
pub trait Consumer: Send + Sync + 'static {
    fn reads(&self) -> &'static [Reads];

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>>;
}

/// What became of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handled {
    Apply,
    /// It needs another producer's event about the same subject first: this subject alone waits.
    Wait,
    /// It cannot be understood, for this reason: its subject is parked and an operator is told.
    DeadLetter(String),
}

/// Applies a contiguous run of one producer's events in one transaction.
pub(crate) struct ApplyEvents {
    pub producer: Service,
    pub events: Vec<Envelope>,
    pub consumer: Arc<dyn Consumer>,
}

impl Command for ApplyEvents {
    /// The cursor afterwards.
    type Out = Cursor;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Cursor, StoreError> {
        let from = cursor(work, self.producer).await?;
        let mut to = from;
        let mut stopped = stopped_subjects(work, self.producer).await?;
        let mut touched = BTreeSet::new();
        for event in &self.events {
            if event.epoch < to.epoch || event.seq < to.next_seq {
                continue;
            }
            if event.seq > to.next_seq {
                // A gap: the reader pulls what is missing; nothing past it may be applied.
                break;
            }
            if reads(self.consumer.as_ref(), self.producer, &event.event_type) {
                if stopped.contains(&event.subject) {
                    wait(work, event).await?;
                } else if apply_one(work, self.consumer.as_ref(), event).await? {
                    touched.insert(event.subject);
                } else {
                    stopped.insert(event.subject);
                }
            }
            to = Cursor { epoch: event.epoch, next_seq: event.seq + 1, ..to };
        }
        if !touched.is_empty() {
            retry_waiting(work, self.consumer.as_ref(), &touched).await?;
        }
        if to != from {
            advance(work, from, to).await?;
        }
        Ok(to)
    }
}

fn reads(consumer: &dyn Consumer, producer: Service, event_type: &str) -> bool {
    consumer
        .reads()
        .iter()
        .any(|reads| reads.producer == producer && reads.types.iter().any(|t| *t == "*" || *t == event_type))
}

/// Hands an event to the service, in the trace that the event belongs to.
async fn handle(work: &mut Work, consumer: &dyn Consumer, event: &Envelope) -> Result<Handled, StoreError> {
    consumer.handle(work, event).instrument(trace::event(event)).await
}

/// Handles one event whose subject is not stopped. True when it had its effect, false when the subject
/// now waits or is parked.
async fn apply_one(work: &mut Work, consumer: &dyn Consumer, event: &Envelope) -> Result<bool, StoreError> {
    match handle(work, consumer, event).await? {
        Handled::Apply => Ok(true),
        Handled::Wait => {
            wait(work, event).await?;
            Ok(false)
        }
        Handled::DeadLetter(reason) => {
            dead_letters::park(work, event, &reason).await?;
            Ok(false)
        }
    }
}

async fn wait(work: &mut Work, event: &Envelope) -> Result<(), StoreError> {
    let producer = event
        .producer()
        .ok_or_else(|| StoreError::Corrupt(format!("an event of no service: {}", event.source)))?;
    let since = work.recorded();
    query(
        "INSERT INTO waiting (producer, seq, subject, envelope, since) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (producer, seq) DO NOTHING",
    )
    .bind(producer.as_str())
    .bind(event.seq)
    .bind(event.subject)
    .bind(serde_json::to_value(event).map_err(|error| StoreError::Corrupt(error.to_string()))?)
    .bind(since)
    .execute(work)
    .await?;
    Ok(())
}

/// Subjects of this producer whose events must not be applied now: an earlier one waits or is parked.
async fn stopped_subjects(on: &mut impl Queryable, producer: Service) -> Result<BTreeSet<Uuid>, StoreError> {
    query(
        "SELECT subject FROM waiting WHERE producer = $1 \
         UNION SELECT subject FROM dead_letters WHERE producer = $1 AND replayed_at IS NULL",
    )
    .bind(producer.as_str())
    .fetch_all(on)
    .await?
    .iter()
    .map(|row| row.get("subject"))
    .collect()
}

/// Events that waited are tried once more after another event of their subject had its effect. Bounded:
/// each round must apply at least one event, and each applied event is deleted.
async fn retry_waiting(
    work: &mut Work,
    consumer: &dyn Consumer,
    touched: &BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let subjects: Vec<Uuid> = touched.iter().copied().collect();
    for chunk in subjects.chunks(64) {
        loop {
            let waiting = waiting_of(work, chunk).await?;
            let mut progress = false;
            // (producer, subject) pairs that stopped again in this round.
            let mut stopped = BTreeSet::new();
            for row in waiting {
                let event: Envelope = row.json("envelope")?;
                let producer: String = row.get("producer")?;
                if stopped.contains(&(producer.clone(), event.subject))
                    || is_parked(work, &producer, event.subject).await?
                {
                    continue;
                }
                match handle(work, consumer, &event).await? {
                    Handled::Wait => {
                        stopped.insert((producer, event.subject));
                        continue;
                    }
                    Handled::Apply => progress = true,
                    Handled::DeadLetter(reason) => dead_letters::park(work, &event, &reason).await?,
                }
                query("DELETE FROM waiting WHERE producer = $1 AND seq = $2")
                    .bind(producer)
                    .bind(event.seq)
                    .execute(work)
                    .await?;
            }
            if !progress {
                break;
            }
        }
    }
    Ok(())
}

async fn is_parked(on: &mut impl Queryable, producer: &str, subject: Uuid) -> Result<bool, StoreError> {
    let parked = query(
        "SELECT 1 AS parked FROM dead_letters WHERE producer = $1 AND subject = $2 AND replayed_at IS NULL LIMIT 1",
    )
    .bind(producer)
    .bind(subject)
    .fetch_optional(on)
    .await?;
    Ok(parked.is_some())
}

async fn waiting_of(on: &mut impl Queryable, subjects: &[Uuid]) -> Result<Vec<Row>, StoreError> {
    let places: Vec<String> = (1..=subjects.len()).map(|place| format!("${place}")).collect();
    query(format!(
        "SELECT producer, seq, envelope FROM waiting WHERE subject IN ({}) ORDER BY producer, seq",
        places.join(", ")
    ))
    .bind_all(subjects.iter().map(|subject| Value::from(*subject)))
    .fetch_all(on)
    .await
}

/// Puts aside an event whose handling fails again and again for a reason that does not pass, so that
/// its case alone stops and not the whole log.
pub(crate) struct ParkEvent {
    pub producer: Service,
    pub event: Envelope,
    pub reason: String,
}

impl Command for ParkEvent {
    type Out = Cursor;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Cursor, StoreError> {
        let from = cursor(work, self.producer).await?;
        if from.next_seq != self.event.seq {
            return Ok(from);
        }
        warn!(producer = %self.producer, seq = self.event.seq, reason = %self.reason, "an event is parked");
        dead_letters::park(work, &self.event, &self.reason).await?;
        let to = Cursor { epoch: self.event.epoch, next_seq: self.event.seq + 1, ..from };
        advance(work, from, to).await?;
        Ok(to)
    }
}

/// A producer opened a new epoch below what this service has already applied: its lost events are put on
/// record, and reading goes on from where the new epoch begins.
pub(crate) struct Reconcile {
    pub producer: Service,
    pub epoch: i64,
    pub base_seq: i64,
}

impl Command for Reconcile {
    type Out = Cursor;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Cursor, StoreError> {
        let from = cursor(work, self.producer).await?;
        if from.epoch >= self.epoch || from.next_seq <= self.base_seq + 1 {
            return Ok(from);
        }
        let found_at = work.recorded();
        query(
            "INSERT INTO reconciliations (producer, epoch, base_seq, expected_seq, found_at) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (producer, epoch) DO NOTHING",
        )
        .bind(self.producer.as_str())
        .bind(self.epoch)
        .bind(self.base_seq)
        .bind(from.next_seq)
        .bind(found_at)
        .execute(work)
        .await?;
        let to = Cursor { epoch: self.epoch, next_seq: self.base_seq + 1, ..from };
        advance(work, from, to).await?;
        Ok(to)
    }
}

/// Tries again what waits or was asked to be replayed: run now and then, and after a replay was asked.
pub(crate) struct RetryParked {
    pub consumer: Arc<dyn Consumer>,
}

impl Command for RetryParked {
    /// Dead letters that had their effect now.
    type Out = usize;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<usize, StoreError> {
        let mut touched = BTreeSet::new();
        let mut replayed = 0;
        for letter in dead_letters::asked(work).await? {
            match handle(work, self.consumer.as_ref(), &letter).await? {
                Handled::Apply => {
                    dead_letters::replayed(work, &letter).await?;
                    touched.insert(letter.subject);
                    replayed += 1;
                }
                Handled::Wait => {}
                Handled::DeadLetter(reason) => dead_letters::refused_again(work, &letter, &reason).await?,
            }
        }
        let waiting = query("SELECT DISTINCT subject FROM waiting LIMIT 256").fetch_all(work).await?;
        for row in &waiting {
            touched.insert(row.get("subject")?);
        }
        if !touched.is_empty() {
            retry_waiting(work, self.consumer.as_ref(), &touched).await?;
        }
        Ok(replayed)
    }
}
