use events::Envelope;
use events::supervision::ClockStoppedV1;
use ids::AlertId;
use messaging::{Handled, Work};
use store::StoreError;

use super::HandleError;
use crate::domain::Command;
use crate::store::alerts;
use crate::switchboard::{Act, ActError, Acting, Desk, act};

/// The act that stopped the clock also answers its alerts: they are closed in the name of whoever did it
/// (invariant 4: by a named person), and nobody else is called.
pub(super) async fn handle(
    work: &mut Work,
    desk: &Desk,
    event: &Envelope,
    payload: ClockStoppedV1,
) -> Result<Handled, HandleError> {
    let open = alerts::open_of_clock(work, payload.clock_id).await?;
    close_all(work, desk, event, open, "clock_stopped").await?;
    Ok(Handled::Apply)
}

pub(super) async fn close_all(
    work: &mut Work,
    desk: &Desk,
    event: &Envelope,
    open: Vec<AlertId>,
    outcome: &str,
) -> Result<(), StoreError> {
    let acting = Acting::for_the_actor_of(event);
    for alert in open {
        let command = Command::Close { outcome: outcome.to_owned() };
        match act(work, desk, &Act { alert, command, acting: acting.clone() }).await {
            Ok(_) | Err(ActError::Unknown | ActError::Rejected(_)) => {}
            Err(ActError::Store(error)) => return Err(error),
        }
    }
    Ok(())
}
