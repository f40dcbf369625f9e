//! `CaseAccepted`: notice of acceptance is given (art. 23) and the 60 days of handling begin (art. 34), or
//! the shorter time set with the assignment (R6).

use events::Envelope;
use events::routing::CaseAcceptedV1;
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
    let accepted: CaseAcceptedV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let Some(case) = cases::find(work, CaseId::from(event.subject)).await? else {
        return Ok(Handled::Wait);
    };
    parties::apply(work, event).await?;
    let stopped = rulebook.rules.stopped_by(Trigger::CaseAccepted);
    let at = accepted.accepted_at;
    clocks::stop(work, event, &case, Some(&stopped), at).await?;
    clocks::arm(rulebook, work, event, &case, Trigger::CaseAccepted, at, event.time).await?;
    Ok(Handled::Apply)
}
