//! Keeps `case_parties`: who is on a case and who must not see it (R11), in every service's own store.

use events::{Envelope, PartyChange, party_change};
use store::{MultiInsert, OnConflict, StoreError, query};

use uuid::Uuid;

use crate::Work;

/// Applies what this event changes in the parties of its case, if anything. To be called for every event
/// about a case that a service reads, before the service's own handling of it.
///
/// # Errors
/// [`StoreError`]. An event of another shape changes nothing here: the service's handler meets the same
/// payload and answers it with a dead letter.
pub async fn apply(work: &mut Work, event: &Envelope) -> Result<(), StoreError> {
    match party_change(event) {
        Ok(Some(change)) => set(work, event.subject, change).await,
        Ok(None) | Err(_) => Ok(()),
    }
}

/// Sets the parties of one kind on a case: for the service whose own decision it is.
///
/// # Errors
/// [`StoreError`].
pub async fn set(
    work: &mut Work,
    case: impl Into<Uuid> + Send,
    change: PartyChange,
) -> Result<(), StoreError> {
    let case = case.into();
    query("DELETE FROM case_parties WHERE case_id = $1 AND kind = $2")
        .bind(case)
        .bind(change.kind.as_str())
        .execute(work)
        .await?;
    let mut rows = MultiInsert::new("case_parties", &["case_id", "party_id", "kind"], OnConflict::Nothing);
    for party in change.parties {
        rows.push(vec![case.into(), party.into(), change.kind.as_str().into()]);
    }
    rows.flush(work).await
}
