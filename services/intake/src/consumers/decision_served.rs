use events::routing::DecisionServedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// The petitioner has the decision; the 30 days for review run (art. 35).
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<DecisionServedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Served, payload.served_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
