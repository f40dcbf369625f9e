use events::Envelope;
use events::alerts::AlertClosedV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::{alerts, live_feed};

/// The matter behind the alert is dealt with.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let closed: AlertClosedV1 = event.payload()?;
    alerts::set_state(work, closed.alert_id, "closed", event.time).await?;
    live_feed::append(work, CaseId::from(event.subject), Some(closed.alert_id));
    Ok(())
}
