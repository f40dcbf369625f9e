use events::Envelope;
use events::routing::UnitChangedV1;
use messaging::{Handled, Work};

use super::HandleError;
use crate::store::people;

/// Keeps the unit's name.
pub(super) async fn handle(
    work: &mut Work,
    event: &Envelope,
    payload: UnitChangedV1,
) -> Result<Handled, HandleError> {
    people::save_unit(work, event.subject.into(), &payload.name, payload.active).await?;
    Ok(Handled::Apply)
}
