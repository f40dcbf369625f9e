use events::Envelope;
use events::alerts::AlertRaisedV1;
use ids::CaseId;
use messaging::Work;

use super::Stop;
use crate::store::alerts::{self, Alert};
use crate::store::{cases, live_feed};

/// A new alert appears on the pages of those who may see its case. It waits until the case is known here,
/// because only then can anybody's scope be checked; an alert about no case has no page to appear on.
pub(super) async fn project(work: &mut Work, event: &Envelope) -> Result<(), Stop> {
    let raised: AlertRaisedV1 = event.payload()?;
    if raised.alert_id.uuid() == event.subject {
        return Ok(());
    }
    let case_id = CaseId::from(event.subject);
    if !cases::exists(work, case_id).await? {
        return Err(Stop::Wait);
    }
    let alert = Alert {
        id: raised.alert_id,
        case_id,
        kind: raised.kind.as_str().to_owned(),
        level: raised.level,
        state: "open".to_owned(),
        changed_at: event.time,
    };
    alerts::insert(work, &alert).await?;
    live_feed::append(work, case_id, Some(raised.alert_id));
    Ok(())
}
