use events::routing::DecisionServedV1;
use events::{CaseStatus, Envelope};
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};
use crate::store::cases;

/// Art. 35: the petitioner has it in hand.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<DecisionServedV1>(work, event).await?;
    cases::set_status(work, of.id, CaseStatus::Served, None).await?;
    keep(work, event, of).await
}
