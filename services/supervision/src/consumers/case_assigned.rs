//! `CaseAssigned`: routing is done in time or late (art. 22), the letter is out (R4), and the lead unit's
//! 15 days to give notice of acceptance begin (art. 23).

use events::Envelope;
use events::routing::CaseAssignedV1;
use ids::CaseId;
use messaging::{Handled, Work, parties};
use store::StoreError;

use super::clocks;
use crate::domain::rulebook::Rulebook;
use crate::domain::rules::Trigger;
use crate::store::cases;

pub(super) async fn apply(
    rulebook: &Rulebook,
    work: &mut Work,
    event: &Envelope,
) -> Result<Handled, StoreError> {
    let assigned: CaseAssignedV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let Some(mut case) = cases::find(work, CaseId::from(event.subject)).await? else {
        return Ok(Handled::Wait);
    };
    parties::apply(work, event).await?;
    case.lead_unit = Some(assigned.lead_unit);
    case.due_set = assigned.due;
    cases::set_assignment(work, case.id, assigned.lead_unit, assigned.due).await?;
    let stopped = rulebook.rules.stopped_by(Trigger::CaseAssigned);
    clocks::stop(work, event, &case, Some(&stopped), assigned.assigned_at).await?;
    clocks::recount(rulebook, work, event, &case).await?;
    let at = assigned.assigned_at;
    clocks::arm(rulebook, work, event, &case, Trigger::CaseAssigned, at, event.time).await?;
    Ok(Handled::Apply)
}
