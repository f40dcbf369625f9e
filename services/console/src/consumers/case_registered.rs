use events::Envelope;
use events::intake::CaseRegisteredV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::{cases, live_feed};

/// The case's number and class: what a reader's scope and a headline need.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let registered: CaseRegisteredV1 = event.payload()?;
    let id = CaseId::from(event.subject);
    cases::insert(work, id, &registered.case_number, registered.class.as_str()).await?;
    live_feed::append(work, id, None);
    Ok(())
}
