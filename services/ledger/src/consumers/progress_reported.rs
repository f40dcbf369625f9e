use events::routing::ProgressReportedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};
use crate::store::cases;

/// The first report after acceptance makes it 办理中.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<ProgressReportedV1>(work, event).await?;
    if of.status == CaseStatus::Accepted {
        cases::set_status(work, of.id, CaseStatus::Handling, None).await?;
    }
    keep(work, event, of).await
}
