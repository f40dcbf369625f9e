use events::routing::CaseClosedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};
use crate::store::cases;

/// 办结. The clocks are stopped by supervision, whose events take the light away.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<CaseClosedV1>(work, event).await?;
    cases::set_status(work, of.id, CaseStatus::Closed, Some(of.payload.closed_at)).await?;
    keep(work, event, of).await
}
