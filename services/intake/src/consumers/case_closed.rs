use events::routing::CaseClosedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// The case is closed (办结).
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<CaseClosedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Closed, payload.closed_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
