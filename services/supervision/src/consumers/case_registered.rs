//! `CaseRegistered`: the routing clock starts on the day the matter was received (art. 22), and after a
//! leaders' reception the clock of the assignment letter (R4).

use events::intake::CaseRegisteredV1;
use events::{Envelope, ReceptionResult};
use ids::CaseId;
use messaging::{Handled, Work, parties};
use store::StoreError;

use super::clocks;
use crate::domain::rulebook::Rulebook;
use crate::domain::rules::Trigger;
use crate::store::cases::{self, CaseRow};

pub(super) async fn apply(
    rulebook: &Rulebook,
    work: &mut Work,
    event: &Envelope,
) -> Result<Handled, StoreError> {
    let registered: CaseRegisteredV1 = match event.payload() {
        Ok(payload) => payload,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let case = CaseRow {
        id: CaseId::from(event.subject),
        case_number: registered.case_number,
        class: registered.class,
        lead_unit: None,
        due_set: None,
        registered_at: registered.registered_at,
        closed_at: None,
    };
    if !cases::insert(work, &case).await? {
        // Only a rebuild can bring it twice (the cursor drops repeats): its clocks are armed already.
        return Ok(Handled::Apply);
    }
    parties::apply(work, event).await?;
    // An import enters matters that are years old: whatever was past when the office entered it is late
    // on arrival.
    let arrived = registered.registered_at;
    clocks::arm(rulebook, work, event, &case, Trigger::CaseRegistered, registered.received_at, arrived)
        .await?;
    if let Some(reception) = registered.reception
        && matches!(reception.result, ReceptionResult::ByDate | ReceptionResult::ToStudy)
    {
        clocks::arm(rulebook, work, event, &case, Trigger::ReceptionEnded, reception.ended_at, arrived)
            .await?;
    }
    Ok(Handled::Apply)
}
