//! Keeps `case_parties`: who is on a case and who must not see it (R11), in every service's own store.

use events::{Envelope, party_change};
use store::{MultiInsert, OnConflict, StoreError, query};

use crate::Work;

/// Applies what this event changes in the parties of its case, if anything. To be called for every event
/// about a case that a service reads, before the service's own handling of it.
///
/// # Errors
/// [`StoreError`]. An event of another shape changes nothing here: the service's handler meets the same
/// payload and answers it with a dead letter.
pub async fn apply(work: &mut Work, event: &Envelope) -> Result<(), StoreError> {
    let Ok(Some(change)) = party_change(event) else { return Ok(()) };
    query("DELETE FROM case_parties WHERE case_id = $1 AND kind = $2")
        .bind(event.subject)
        .bind(change.kind.as_str())
        .execute(work)
        .await?;
    let mut rows = MultiInsert::new("case_parties", &["case_id", "party_id", "kind"], OnConflict::Nothing);
    for party in change.parties {
        rows.push(vec![event.subject.into(), party.into(), change.kind.as_str().into()]);
    }
    rows.flush(work).await
}
