//! `DecisionIssued`: handling ends here, not when the decision is served (art. 34).

use events::Envelope;
use events::routing::DecisionIssuedV1;
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
    let decision: DecisionIssuedV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let Some(case) = cases::find(work, CaseId::from(event.subject)).await? else {
        return Ok(Handled::Wait);
    };
    parties::apply(work, event).await?;
    let stopped = rulebook.rules.stopped_by(Trigger::DecisionIssued);
    let at = decision.issued_at;
    clocks::stop(work, event, &case, Some(&stopped), at).await?;
    clocks::arm(rulebook, work, event, &case, Trigger::DecisionIssued, at, event.time).await?;
    Ok(Handled::Apply)
}
