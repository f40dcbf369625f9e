use events::Envelope;
use events::supervision::ClockStoppedV1;
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, known_clock, read, refresh_urgency};
use crate::store::clocks::{self, ClockUpdate};

/// A stopped clock keeps its last light but no longer counts for the queue.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let of = read::<ClockStoppedV1>(work, event).await?;
    known_clock(work, of.payload.clock_id).await?;
    let change = ClockUpdate { running: Some(false), due: None };
    clocks::update(work, of.payload.clock_id, of.payload.light, change).await?;
    refresh_urgency(work, of.id).await?;
    keep(work, event, of).await
}
