use events::Envelope;
use events::routing::{PersonChangedV1, UnitChangedV1};
use ids::{PersonId, UnitId};
use messaging::{Handled, Work};
use store::StoreError;

use super::projection::{Stop, handled};
use crate::store::names;

/// Routing owns the directory; the ledger keeps the names that its lists and lines show.
pub(super) async fn unit_changed(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(unit(work, event).await)
}

/// The same for members of staff.
pub(super) async fn person_changed(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(person(work, event).await)
}

async fn unit(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let changed: UnitChangedV1 = event.payload()?;
    names::put_unit(work, UnitId::from(event.subject), &changed.name).await?;
    Ok(())
}

async fn person(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let changed: PersonChangedV1 = event.payload()?;
    names::put_person(work, PersonId::from(event.subject), &changed.name).await?;
    Ok(())
}
