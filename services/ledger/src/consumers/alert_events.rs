use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1, AlertRaisedV1, LeaderPagedV1};
use events::{Envelope, Payload};
use ids::AlertId;
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled, keep, read};

/// Calls to leaders stand in the case's timeline beside everything else.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(match event.event_type.as_str() {
        AlertRaisedV1::TYPE => project::<AlertRaisedV1>(work, event, |e| e.alert_id).await,
        LeaderPagedV1::TYPE => project::<LeaderPagedV1>(work, event, |e| e.alert_id).await,
        AlertEscalatedV1::TYPE => project::<AlertEscalatedV1>(work, event, |e| e.alert_id).await,
        AlertAcknowledgedV1::TYPE => project::<AlertAcknowledgedV1>(work, event, |e| e.alert_id).await,
        AlertClosedV1::TYPE => project::<AlertClosedV1>(work, event, |e| e.alert_id).await,
        other => Err(Stop::DeadLetter(format!("the ledger does not read {other}"))),
    })
}

async fn project<P: Payload>(
    work: &mut Work,
    event: &Envelope,
    alert: fn(&P) -> AlertId,
) -> Result<(), Stop> {
    // An alert about no case (a roster gap, the system itself) is its own subject: no timeline is
    // waiting for it.
    if alert(&event.payload()?).uuid() == event.subject {
        return Ok(());
    }
    let of = read::<P>(work, event).await?;
    keep(work, event, of).await
}
