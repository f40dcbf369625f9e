use events::Envelope;
use events::routing::CaseAssignedV1;
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};
use crate::store::cases;

/// R2: the six fixings; from here the lead unit answers for the deadline.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<CaseAssignedV1>(work, event).await?;
    cases::assign(work, of.id, &of.payload).await?;
    keep(work, event, of).await
}
