use events::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{MultiInsert, OnConflict, Queryable, StoreError, query};
use uuid::Uuid;

/// The hash before the first entry of a chain.
pub const GENESIS: [u8; 32] = [0; 32];

/// Something that must be on record although it changes no state: a reveal refused, a sign-in.
#[derive(Clone, Debug)]
pub struct AuditDraft {
    pub actor: Actor,
    /// Dotted and stable, e.g. `identity.reveal`; for an event, its type.
    pub action: String,
    pub subject: Option<Uuid>,
    pub reason: Option<String>,
    pub detail: serde_json::Value,
}

/// One entry as it is hashed and stored: who, when, what, why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    pub seq: i64,
    /// Real time.
    pub at: Timestamp,
    pub actor: Actor,
    pub action: String,
    pub subject: Option<Uuid>,
    pub reason: Option<String>,
    pub detail: serde_json::Value,
}

/// The hash of an entry: SHA-256 over the hash before it and the entry's exact stored text.
#[must_use]
pub fn chain_hash(previous: &[u8], entry: &str) -> [u8; 32] {
    Sha256::new().chain_update(previous).chain_update(entry.as_bytes()).finalize().into()
}

/// Appends entries to the chain. The tip row is updated first, which on PostgreSQL locks out another
/// replica until this transaction ends.
pub(crate) async fn append(
    on: &mut impl Queryable,
    at: Timestamp,
    drafts: Vec<AuditDraft>,
) -> Result<(), StoreError> {
    let count = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
    let tip = query("UPDATE audit_tip SET seq = seq + $1 WHERE id = 1 RETURNING seq, hash")
        .bind(count)
        .fetch_one(on)
        .await?;
    let mut seq = tip.get::<i64>("seq")? - count;
    let mut previous = tip.bytes("hash")?;
    let mut rows = MultiInsert::new(
        "audit",
        &["seq", "at", "action", "subject", "entry", "previous", "hash"],
        OnConflict::Fail,
    );
    for draft in drafts {
        seq += 1;
        let AuditDraft { actor, action, subject, reason, detail } = draft;
        let entry = AuditEntry { seq, at, actor, action: action.clone(), subject, reason, detail };
        let text = serde_json::to_string(&entry)
            .map_err(|error| StoreError::Corrupt(format!("an audit entry has no JSON form: {error}")))?;
        let hash = chain_hash(&previous, &text);
        rows.push(vec![
            seq.into(),
            at.into(),
            action.into(),
            subject.into(),
            text.into(),
            previous.into(),
            hash.into(),
        ]);
        previous = hash.to_vec();
    }
    rows.flush(on).await?;
    query("UPDATE audit_tip SET hash = $1 WHERE id = 1").bind(previous).execute(on).await?;
    Ok(())
}
