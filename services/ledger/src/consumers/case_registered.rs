use events::Envelope;
use events::intake::CaseRegisteredV1;
use ids::CaseId;
use messaging::{Handled, Work, parties};
use store::StoreError;

use super::projection::{Stop, handled};
use crate::domain::describe;
use crate::store::{cases, names, timeline};

/// I5: the case enters the read model; R11: so do the units and persons that must never see it, in the
/// same transaction, so that no list is ever right about one and wrong about the other.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    handled(project(work, event).await)
}

async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let registered: CaseRegisteredV1 = event.payload()?;
    let (units, persons) = describe::mentions(event)?;
    let names = names::load(work, units, persons).await?;
    let line = describe::describe(event, &names)?;
    cases::insert(work, CaseId::from(event.subject), &registered).await?;
    parties::apply(work, event).await?;
    if let Some(line) = line {
        timeline::append(work, event, line, describe::actor_name(event, &names));
    }
    Ok(())
}
