//! `CaseClosed`: every clock that still runs on the case ends.

use events::Envelope;
use events::routing::CaseClosedV1;
use ids::CaseId;
use messaging::{Handled, Work, parties};
use store::StoreError;

use super::clocks;
use crate::store::cases;

pub(super) async fn apply(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    let closed: CaseClosedV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let Some(case) = cases::find(work, CaseId::from(event.subject)).await? else {
        return Ok(Handled::Wait);
    };
    parties::apply(work, event).await?;
    cases::set_closed(work, case.id, closed.closed_at).await?;
    clocks::stop(work, event, &case, None, closed.closed_at).await?;
    Ok(Handled::Apply)
}
