use events::Envelope;
use events::routing::PersonChangedV1;
use messaging::{Handled, Work};

use super::HandleError;
use crate::store::{alerts, people};
use crate::switchboard::tasks;

/// Keeps name, unit and standing. Somebody who left or moved changes who is on call, so open alerts are
/// looked at again.
pub(super) async fn handle(
    work: &mut Work,
    event: &Envelope,
    payload: PersonChangedV1,
) -> Result<Handled, HandleError> {
    people::save_person(work, event.subject.into(), &payload.name, payload.unit_id, payload.active).await?;
    let now = work.now();
    alerts::look_now(work, now).await?;
    work.wake(tasks::ESCALATE);
    Ok(Handled::Apply)
}
