use events::Envelope;
use events::alerts::AlertEscalatedV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::{alerts, live_feed};

/// E5: nobody answered, the next level is called.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let escalated: AlertEscalatedV1 = event.payload()?;
    alerts::set_level(work, escalated.alert_id, escalated.to_level, event.time).await?;
    live_feed::append(work, CaseId::from(event.subject), Some(escalated.alert_id));
    Ok(())
}
