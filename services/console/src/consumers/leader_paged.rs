use events::Envelope;
use events::alerts::LeaderPagedV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::{alerts, live_feed};

/// A leader was called: the strip of levels on the page shows it.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let paged: LeaderPagedV1 = event.payload()?;
    alerts::set_level(work, paged.alert_id, paged.level, event.time).await?;
    live_feed::append(work, CaseId::from(event.subject), Some(paged.alert_id));
    Ok(())
}
