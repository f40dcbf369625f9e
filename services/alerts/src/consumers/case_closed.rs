use events::Envelope;
use events::routing::CaseClosedV1;
use messaging::{Handled, Work};

use super::HandleError;
use super::clock_stopped::close_all;
use crate::store::alerts;
use crate::switchboard::Desk;

/// Closing the case closes what was still being called, in the name of whoever closed it (invariant 4).
pub(super) async fn handle(
    work: &mut Work,
    desk: &Desk,
    event: &Envelope,
    _: CaseClosedV1,
) -> Result<Handled, HandleError> {
    let open = alerts::open_of_case(work, event.subject.into()).await?;
    close_all(work, desk, event, open, "case_closed").await?;
    Ok(Handled::Apply)
}
