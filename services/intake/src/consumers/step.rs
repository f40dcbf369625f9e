use events::{CaseStatus, Envelope};
use ids::CaseId;
use jiff::Timestamp;
use messaging::{Handled, Work, parties};
use store::StoreError;

use crate::domain::after;
use crate::store::public_steps;

/// Shows the step that this event reached, and keeps the parties of the case.
pub(super) async fn show(
    work: &mut Work,
    event: &Envelope,
    reached: CaseStatus,
    reached_at: Timestamp,
) -> Result<Handled, StoreError> {
    let petition = CaseId::from(event.subject);
    let Some(shown) = public_steps::current(work, petition).await? else {
        return Ok(Handled::DeadLetter(format!("intake registered no petition {petition}")));
    };
    parties::apply(work, event).await?;
    let next = after(shown, reached);
    if next != shown {
        public_steps::set(work, petition, next, reached_at).await?;
    }
    Ok(Handled::Apply)
}
