use events::{Actor, Envelope};
use jiff::Timestamp;
use messaging::Work;
use store::{Queryable, StoreError, query};
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

/// Entries from the newest, or from before `before`.
pub(crate) async fn list(
    on: &mut impl Queryable,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT id, source, epoch, seq, type, subject, actor, reason, occurred_at, recorded_at \
               FROM audit_log WHERE id < $1 ORDER BY id DESC LIMIT $2";
    let rows = query(sql).bind(before.unwrap_or(Uuid::max())).bind(limit).fetch_all(on).await?;
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
