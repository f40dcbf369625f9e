use events::Envelope;
use events::alerts::AlertAcknowledgedV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::{alerts, live_feed};

/// Somebody answered: every other open page stops ringing.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let acknowledged: AlertAcknowledgedV1 = event.payload()?;
    alerts::set_state(work, acknowledged.alert_id, "acknowledged", event.time).await?;
    live_feed::append(work, CaseId::from(event.subject), Some(acknowledged.alert_id));
    Ok(())
}
