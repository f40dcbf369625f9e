use events::supervision::{DeadlineMissedV1, DeadlineNearV1, DueTodayV1, StageReachedV1};
use events::{Envelope, Payload};
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, known_clock, read, refresh_urgency};
use crate::store::clocks::{self, ClockUpdate};

/// E4: a clock came near, is due today or was missed; its light changes, and with it the queue.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(match event.event_type.as_str() {
        DeadlineNearV1::TYPE => project::<DeadlineNearV1>(work, event, |near| near.0.clone()).await,
        DueTodayV1::TYPE => project::<DueTodayV1>(work, event, |today| today.0.clone()).await,
        _ => project::<DeadlineMissedV1>(work, event, |missed| missed.0.clone()).await,
    })
}

async fn project<P: Payload>(
    work: &mut Work,
    event: &Envelope,
    stage: fn(&P) -> StageReachedV1,
) -> Result<(), Stop> {
    let of = read::<P>(work, event).await?;
    let stage = stage(&of.payload);
    known_clock(work, stage.clock_id).await?;
    clocks::update(work, stage.clock_id, stage.light, ClockUpdate::default()).await?;
    refresh_urgency(work, of.id).await?;
    keep(work, event, of).await
}
