//! Invariant 6: each service's audit chain, recomputed from its first entry.

use sha2::{Digest, Sha256};
use store::{ReadConn, StoreError, query};

use super::report::Report;
use super::stores::{Stores, Unreadable, broken};
use crate::dev::SERVICES;

const PAGE: i64 = 5_000;

pub(crate) async fn check(stores: &Stores, report: &mut Report) -> Result<(), Unreadable> {
    for service in SERVICES {
        let mut on = stores.read(service).await?;
        let broken_at = chain(&mut on).await.map_err(|error| broken(service, &error))?;
        if let Some(detail) = broken_at {
            report.problem("audit", service, detail);
        }
    }
    Ok(())
}

/// Where the chain breaks first; behind that point nothing can be said.
async fn chain(on: &mut ReadConn) -> Result<Option<String>, StoreError> {
    // The tip is read first: entries that come while the chain is read are not beyond it.
    let tip = query("SELECT seq, hash FROM audit_tip").fetch_one(on).await?;
    let (tip_seq, tip_hash) = (tip.get::<i64>("seq")?, tip.bytes("hash")?);
    let mut hash = vec![0_u8; 32];
    let mut seq = 0;
    while seq < tip_seq {
        let rows = query(
            "SELECT seq, entry, previous, hash FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3",
        );
        let rows = rows.bind(seq).bind(tip_seq).bind(PAGE).fetch_all(on).await?;
        if rows.is_empty() {
            return Ok(Some(format!("the chain ends at {seq}, its tip says {tip_seq}")));
        }
        for row in &rows {
            let found: i64 = row.get("seq")?;
            let entry: String = row.get("entry")?;
            if found != seq + 1 {
                return Ok(Some(format!("entry {} is missing", seq + 1)));
            }
            if row.bytes("previous")? != hash {
                return Ok(Some(format!("entry {found} does not follow the one before it")));
            }
            let computed = Sha256::new().chain_update(&hash).chain_update(entry.as_bytes()).finalize();
            if row.bytes("hash")? != computed.as_slice() {
                return Ok(Some(format!("entry {found} was changed after it was written")));
            }
            let inside: serde_json::Value =
                serde_json::from_str(&entry).map_err(|error| StoreError::Corrupt(error.to_string()))?;
            if inside.get("seq").and_then(serde_json::Value::as_i64) != Some(found) {
                return Ok(Some(format!("entry {found} carries another number")));
            }
            (seq, hash) = (found, computed.to_vec());
        }
    }
    Ok((hash != tip_hash).then(|| format!("the tip's hash is not that of entry {seq}")))
}
