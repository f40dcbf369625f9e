use events::{Actor, Envelope};
use http_kit::Caller;
use jiff::Timestamp;
use messaging::Work;
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

/// The header of one event, as the audit administrator reads it: who, when, what, why; never the data.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The entry's own id, in order of arrival.
    pub(crate) id: Uuid,
    pub(crate) source: String,
    pub(crate) epoch: i64,
    pub(crate) seq: i64,
    pub(crate) event_type: String,
    pub(crate) subject: Uuid,
    pub(crate) actor: Actor,
    pub(crate) reason: Option<String>,
    /// When it happened, in business time.
    pub(crate) occurred_at: Timestamp,
    /// When its owner wrote it down, in real time.
    pub(crate) recorded_at: Timestamp,
}

const COLUMNS: &[&str] =
    &["id", "source", "epoch", "seq", "type", "subject", "actor", "reason", "occurred_at", "recorded_at"];

/// Appends an event's header.
pub(crate) fn append(work: &mut Work, event: &Envelope) {
    // Minted here, not the event's own id: entries are read in the order of arrival, newest first.
    let id: Uuid = work.ids().mint();
    work.insert(
        "audit_log",
        COLUMNS,
        vec![
            id.into(),
            event.source.as_str().into(),
            event.epoch.into(),
            event.seq.into(),
            event.event_type.as_str().into(),
            event.subject.into(),
            serde_json::json!(event.actor).into(),
            event.reason.as_deref().into(),
            event.time.into(),
            event.recorded_at.into(),
        ],
    );
}

/// Entries from the newest, or from before `before`, but for those about a case that excludes the reader
/// or their unit (R11): the log, too, does not tell the accused that there is an accusation.
pub(crate) async fn list(
    on: &mut impl Queryable,
    reader: &Caller,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT id, source, epoch, seq, type, subject, actor, reason, occurred_at, recorded_at \
               FROM audit_log a WHERE id < $1 AND NOT EXISTS (SELECT 1 FROM case_parties x \
               WHERE x.case_id = a.subject AND x.kind = 'excluded' AND x.party_id IN ($3, $4)) \
               ORDER BY id DESC LIMIT $2";
    let rows = query(sql)
        .bind(before.unwrap_or(Uuid::max()))
        .bind(limit)
        .bind(Value::Uuid(reader.person.map(Uuid::from)))
        .bind(Value::Uuid(reader.unit.map(Uuid::from)))
        .fetch_all(on)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Entry {
                id: row.get("id")?,
                source: row.get("source")?,
                epoch: row.get("epoch")?,
                seq: row.get("seq")?,
                event_type: row.get("type")?,
                subject: row.get("subject")?,
                actor: row.json("actor")?,
                reason: row.get("reason")?,
                occurred_at: row.time("occurred_at")?,
                recorded_at: row.time("recorded_at")?,
            })
        })
        .collect()
}
