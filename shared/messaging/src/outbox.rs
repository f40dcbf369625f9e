use std::collections::BTreeMap;

use events::{Envelope, EventDraft, Service};
use ids::{EventId, InstanceId};
use jiff::Timestamp;
use store::{MultiInsert, OnConflict, Queryable, StoreError, Value, query};
use uuid::Uuid;

/// How long a producer's log is, and since when its epoch counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LogState {
    pub epoch: i64,
    /// The last seq of the epoch before: this epoch's first event is `base_seq + 1`.
    pub base_seq: i64,
    pub last_seq: i64,
}

/// The state of this service's own log.
///
/// # Errors
/// [`StoreError`].
pub async fn log_state(on: &mut impl Queryable) -> Result<LogState, StoreError> {
    let row = query("SELECT epoch, base_seq, last_seq FROM producer WHERE id = 1").fetch_one(on).await?;
    Ok(LogState { epoch: row.get("epoch")?, base_seq: row.get("base_seq")?, last_seq: row.get("last_seq")? })
}

/// Who writes to the log, and when.
pub(crate) struct Stamp<'a> {
    pub instance: &'a InstanceId,
    pub service: Service,
    pub business_now: Timestamp,
    pub recorded_at: Timestamp,
}

/// Draws the next seqs within each subject: one statement however many subjects.
pub(crate) async fn next_subject_seqs(
    on: &mut impl Queryable,
    subjects: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, i64>, StoreError> {
    // Sorted, so that two replicas on PostgreSQL lock the rows in the same order.
    let mut counts: BTreeMap<Uuid, i64> = BTreeMap::new();
    for subject in subjects {
        *counts.entry(subject).or_default() += 1;
    }
    let mut next = BTreeMap::new();
    let counts: Vec<(Uuid, i64)> = counts.into_iter().collect();
    for chunk in counts.chunks(64) {
        let rows: Vec<String> =
            (0..chunk.len()).map(|row| format!("(${}, ${})", 2 * row + 1, 2 * row + 2)).collect();
        let sql = format!(
            "INSERT INTO subject_seqs (subject, last_seq) VALUES {} \
             ON CONFLICT (subject) DO UPDATE SET last_seq = subject_seqs.last_seq + excluded.last_seq \
             RETURNING subject, last_seq",
            rows.join(", ")
        );
        let values = chunk.iter().flat_map(|(subject, count)| [Value::from(*subject), Value::from(*count)]);
        for row in query(sql).bind_all(values).fetch_all(on).await? {
            next.insert(row.get::<Uuid>("subject")?, row.get::<i64>("last_seq")?);
        }
    }
    for (subject, count) in counts {
        if let Some(last) = next.get_mut(&subject) {
            *last -= count - 1;
        }
    }
    Ok(next)
}

/// Writes the batch's events. The counter is drawn here, last before COMMIT: on PostgreSQL the row lock
/// is then held for two statements only, and no commit can be late or leave a gap.
pub(crate) async fn append(
    on: &mut impl Queryable,
    stamp: &Stamp<'_>,
    drafts: Vec<(EventId, EventDraft)>,
    mut subject_seqs: BTreeMap<Uuid, i64>,
) -> Result<LogState, StoreError> {
    let count = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
    let row = query(
        "UPDATE producer SET last_seq = last_seq + $1 WHERE id = 1 RETURNING epoch, base_seq, last_seq",
    )
    .bind(count)
    .fetch_one(on)
    .await?;
    let state =
        LogState { epoch: row.get("epoch")?, base_seq: row.get("base_seq")?, last_seq: row.get("last_seq")? };
    let mut rows = MultiInsert::new(
        "outbox",
        &["seq", "epoch", "event_id", "event_type", "subject", "subject_seq", "envelope"],
        OnConflict::Fail,
    );
    let mut seq = state.last_seq - count;
    for (id, draft) in drafts {
        seq += 1;
        let subject_seq = subject_seqs.get_mut(&draft.subject).map_or(0, |next| {
            *next += 1;
            *next - 1
        });
        let envelope = Envelope {
            specversion: "1.0".to_owned(),
            id,
            source: format!("{}/{}", stamp.instance, stamp.service),
            event_type: draft.event_type.to_owned(),
            epoch: state.epoch,
            seq,
            subject: draft.subject,
            subject_seq,
            time: draft.occurred.unwrap_or(stamp.business_now),
            recorded_at: stamp.recorded_at,
            actor: draft.actor,
            reason: draft.reason,
            classification: draft.classification,
            correlation: draft.correlation.unwrap_or_else(|| id.uuid()),
            causation: draft.causation,
            traceparent: draft.traceparent,
            data: draft.data,
        };
        let json = serde_json::to_value(&envelope)
            .map_err(|error| StoreError::Corrupt(format!("an envelope has no JSON form: {error}")))?;
        rows.push(vec![
            seq.into(),
            state.epoch.into(),
            id.into(),
            draft.event_type.into(),
            draft.subject.into(),
            subject_seq.into(),
            json.into(),
        ]);
    }
    rows.flush(on).await?;
    Ok(state)
}

/// The events from `from_seq` on, in order, at most `limit`.
pub(crate) async fn read(
    on: &mut impl Queryable,
    from_seq: i64,
    limit: i64,
) -> Result<Vec<Envelope>, StoreError> {
    query("SELECT envelope FROM outbox WHERE seq >= $1 ORDER BY seq LIMIT $2")
        .bind(from_seq)
        .bind(limit)
        .fetch_all(on)
        .await?
        .iter()
        .map(|row| row.json("envelope"))
        .collect()
}
