use std::collections::BTreeMap;

use events::{EventDraft, Service};
use ids::{EventId, Ids};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::{ConnRef, MultiInsert, OnConflict, Queryable, StatementNote, StoreError, Tx, Value, query};

use crate::audit::AuditDraft;
use crate::outbox::{self, LogState, Stamp};
use crate::writer::WriterContext;

/// One transaction of a service's writer: statements run in it, events, audit entries and append-only
/// rows gather in memory and are written together just before the commit. State, audit and event are
/// saved in one transaction or not at all.
#[derive(Debug)]
pub struct Work {
    tx: Tx,
    context: WriterContext,
    business_now: Timestamp,
    recorded_at: Timestamp,
    pub(crate) pending: Pending,
    wrote: bool,
    failed: bool,
}

/// What will be written at the commit.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    events: Vec<(EventId, EventDraft)>,
    audit: Vec<AuditDraft>,
    inserts: Vec<MultiInsert>,
    answers: BTreeMap<(String, String, String), StoredAnswer>,
    /// Names of background tasks to wake after the commit.
    pub(crate) wakes: Vec<&'static str>,
}

/// The first answer to a request with an `Idempotency-Key`, kept for 72 hours.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredAnswer {
    pub request_hash: [u8; 32],
    pub status: u16,
    pub body: serde_json::Value,
}

impl Work {
    pub(crate) fn new(tx: Tx, context: WriterContext) -> Self {
        let (business_now, recorded_at) = (context.business.now(), context.real.now());
        Self {
            tx,
            context,
            business_now,
            recorded_at,
            pending: Pending::default(),
            wrote: false,
            failed: false,
        }
    }

    /// Business time, the same for everything in this transaction.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.business_now
    }

    /// Real time, the same for everything in this transaction.
    #[must_use]
    pub const fn recorded(&self) -> Timestamp {
        self.recorded_at
    }

    #[must_use]
    pub const fn ids(&self) -> &Ids {
        &self.context.ids
    }

    /// The service whose store this is.
    #[must_use]
    pub const fn service(&self) -> Service {
        self.context.service
    }

    /// Publishes an event with this transaction, and puts it on the audit chain. Its id is known at once,
    /// so that a following event can name it as its cause. It carries on the trace of what runs now; the
    /// draft's own trace counts only where nothing is traced.
    pub fn emit(&mut self, mut draft: EventDraft) -> EventId {
        draft.traceparent = telemetry::traceparent().or(draft.traceparent);
        let id: EventId = self.context.ids.mint();
        let digest = Sha256::digest(draft.data.to_string().as_bytes());
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        self.pending.audit.push(AuditDraft {
            actor: draft.actor.clone(),
            action: draft.event_type.to_owned(),
            subject: Some(draft.subject),
            reason: draft.reason.clone(),
            detail: serde_json::json!({ "event_id": id, "data_sha256": digest }),
        });
        self.pending.events.push((id, draft));
        id
    }

    /// Puts an act that publishes no event on the audit chain.
    pub fn audit(&mut self, draft: AuditDraft) {
        self.pending.audit.push(draft);
    }

    /// Adds a row to a table that only grows; it is written with the batch's other rows for this table
    /// just before the commit, so nothing in this transaction can read it.
    pub fn insert(&mut self, table: &'static str, columns: &'static [&'static str], row: Vec<Value>) {
        if let Some(insert) = self.pending.inserts.iter_mut().find(|insert| insert.table() == table) {
            insert.push(row);
        } else {
            let mut insert = MultiInsert::new(table, columns, OnConflict::Fail);
            insert.push(row);
            self.pending.inserts.push(insert);
        }
    }

    /// Wakes a background task after the commit.
    pub fn wake(&mut self, task: &'static str) {
        if !self.pending.wakes.contains(&task) {
            self.pending.wakes.push(task);
        }
    }

    /// The answer already given under this key, in an earlier transaction or earlier in this batch.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn answer_for(
        &mut self,
        principal: &str,
        route: &str,
        key: &str,
    ) -> Result<Option<StoredAnswer>, StoreError> {
        let place = (principal.to_owned(), route.to_owned(), key.to_owned());
        if let Some(answer) = self.pending.answers.get(&place) {
            return Ok(Some(answer.clone()));
        }
        let row = query(
            "SELECT request_hash, status, body FROM idempotency \
             WHERE principal = $1 AND route = $2 AND key = $3",
        )
        .bind(principal)
        .bind(route)
        .bind(key)
        .fetch_optional(self)
        .await?;
        row.map(|row| {
            let hash = row.bytes("request_hash")?;
            Ok(StoredAnswer {
                request_hash: hash
                    .try_into()
                    .map_err(|_| StoreError::Corrupt("an idempotency hash is not 32 bytes".to_owned()))?,
                status: u16::try_from(row.get::<i64>("status")?).unwrap_or(500),
                body: row.json("body")?,
            })
        })
        .transpose()
    }

    /// Keeps the answer to a request for its repetitions.
    pub fn keep_answer(&mut self, principal: &str, route: &str, key: &str, answer: StoredAnswer) {
        self.pending.answers.insert((principal.to_owned(), route.to_owned(), key.to_owned()), answer);
    }

    /// Where a command begins, to undo what it gathered when it is refused.
    pub(crate) fn mark(&mut self) -> Mark {
        self.wrote = false;
        Mark {
            events: self.pending.events.len(),
            audit: self.pending.audit.len(),
            wakes: self.pending.wakes.len(),
            gathered: self.gathered(),
        }
    }

    fn gathered(&self) -> usize {
        self.pending.inserts.iter().map(MultiInsert::len).sum::<usize>() + self.pending.answers.len()
    }

    /// Takes back what a refused command gathered. False when it wrote already, so that only a rollback
    /// can undo it.
    pub(crate) fn undo_to(&mut self, mark: &Mark) -> bool {
        self.pending.events.truncate(mark.events);
        self.pending.audit.truncate(mark.audit);
        self.pending.wakes.truncate(mark.wakes);
        !self.wrote && self.gathered() == mark.gathered
    }

    /// Whether a statement failed: on PostgreSQL the transaction is lost then, and COMMIT would silently
    /// roll back what others of the batch were told is saved.
    pub(crate) const fn failed(&self) -> bool {
        self.failed
    }

    /// Writes what was gathered and commits.
    pub(crate) async fn commit(mut self) -> Result<(LogState, Vec<&'static str>), StoreError> {
        let pending = std::mem::take(&mut self.pending);
        for insert in pending.inserts {
            insert.flush(&mut self.tx).await?;
        }
        if !pending.answers.is_empty() {
            let mut rows = MultiInsert::new(
                "idempotency",
                &["principal", "route", "key", "request_hash", "status", "body", "created_at"],
                OnConflict::Fail,
            );
            for ((principal, route, key), answer) in pending.answers {
                rows.push(vec![
                    principal.into(),
                    route.into(),
                    key.into(),
                    answer.request_hash.into(),
                    i64::from(answer.status).into(),
                    answer.body.into(),
                    self.recorded_at.into(),
                ]);
            }
            rows.flush(&mut self.tx).await?;
        }
        if !pending.audit.is_empty() {
            crate::audit::append(&mut self.tx, self.recorded_at, pending.audit).await?;
        }
        let state = if pending.events.is_empty() {
            outbox::log_state(&mut self.tx).await?
        } else {
            let subjects = pending.events.iter().map(|(_, draft)| draft.subject);
            let seqs = outbox::next_subject_seqs(&mut self.tx, subjects).await?;
            let stamp = Stamp {
                instance: &self.context.instance,
                service: self.context.service,
                business_now: self.business_now,
                recorded_at: self.recorded_at,
            };
            outbox::append(&mut self.tx, &stamp, pending.events, seqs).await?
        };
        self.tx.commit().await?;
        Ok((state, pending.wakes))
    }

    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        self.tx.rollback().await
    }
}

#[derive(Debug)]
pub(crate) struct Mark {
    events: usize,
    audit: usize,
    wakes: usize,
    gathered: usize,
}

impl Queryable for Work {
    fn conn(&mut self) -> ConnRef<'_> {
        self.tx.conn()
    }

    fn note(&mut self, note: StatementNote) {
        match note {
            StatementNote::Writes => self.wrote = true,
            StatementNote::Failed => self.failed = true,
        }
    }
}
