use events::routing::CaseAcceptedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// The unit accepted the case (art. 23).
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<CaseAcceptedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Accepted, payload.accepted_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
