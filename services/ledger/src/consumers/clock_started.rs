use events::Envelope;
use events::supervision::ClockStartedV1;
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read, refresh_urgency};
use crate::store::clocks;

/// Section 6: a clock runs on the case; the queue shows the worst of them and the earliest day.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<ClockStartedV1>(work, event).await?;
    clocks::insert(work, of.id, &of.payload).await?;
    refresh_urgency(work, of.id).await?;
    keep(work, event, of).await
}
