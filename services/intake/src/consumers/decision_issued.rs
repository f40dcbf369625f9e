use events::routing::DecisionIssuedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// The decision opinion was issued (art. 34).
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<DecisionIssuedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Decided, payload.issued_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
