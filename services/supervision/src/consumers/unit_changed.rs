//! `UnitChanged`: the names on the board.

use events::Envelope;
use events::routing::UnitChangedV1;
use ids::UnitId;
use messaging::{Handled, Work};
use store::StoreError;

use crate::store::units;

pub(super) async fn apply(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    let unit: UnitChangedV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    units::put(work, UnitId::from(event.subject), &unit.name, unit.kind, unit.active).await?;
    Ok(Handled::Apply)
}
