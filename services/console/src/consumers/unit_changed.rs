use events::Envelope;
use events::routing::UnitChangedV1;
use ids::UnitId;
use messaging::Work;

use super::Stop;
use crate::store::units;

/// The name of a signed-in user's unit.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let changed: UnitChangedV1 = event.payload()?;
    units::put(work, UnitId::from(event.subject), &changed.name).await?;
    Ok(())
}
