use events::routing::ProgressReportedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::step;

/// The unit is at work; what it reports is not shown to the public.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    match event.payload::<ProgressReportedV1>() {
        Ok(payload) => step::show(work, event, CaseStatus::Handling, payload.reported_at).await,
        Err(error) => Ok(Handled::DeadLetter(error.to_string())),
    }
}
