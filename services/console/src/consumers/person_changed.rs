use events::Envelope;
use events::routing::PersonChangedV1;
use ids::PersonId;
use messaging::Work;

use super::Stop;
use crate::auth::sessions::DIRECTORY;
use crate::store::persons;

/// Somebody moved to another unit, left, or came back: what they may see follows at once (R11). Everything
/// that is believed of open sessions is forgotten after the commit.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let changed: PersonChangedV1 = event.payload()?;
    persons::put(work, PersonId::from(event.subject), changed.unit_id, changed.active).await?;
    work.wake(DIRECTORY);
    Ok(())
}
