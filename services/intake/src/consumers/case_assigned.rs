use events::routing::CaseAssignedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// A unit has the case; its people may see the petition from now on.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<CaseAssignedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Assigned, payload.assigned_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
