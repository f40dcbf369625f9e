use events::supervision::StageReachedV1;
use events::{AlertKind, Envelope};
use ids::CaseId;
use jiff::SignedDuration;
use messaging::{Handled, Work};

use super::HandleError;
use crate::store::{cases, fired};
use crate::switchboard::{Acting, Desk, News, join, raise};

/// A stage written down longer ago than this (real time) is heard after downtime, of this service, of the
/// broker or of the way between: one digest, not a page for each (architecture, "Time"). The same hour as
/// supervision's own.
const HEARD_LATE_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// DeadlineNear, DueToday, DeadlineMissed (E4): an alert, or a place in a digest when the stage was past
/// already on arrival or after downtime. Each stage once, by (clock, kind, due day).
pub(super) async fn handle(
    work: &mut Work,
    desk: &Desk,
    event: &Envelope,
    kind: AlertKind,
    stage: &StageReachedV1,
) -> Result<Handled, HandleError> {
    let case: CaseId = event.subject.into();
    // Number and conflicts come with the registration, from another producer.
    if cases::find(work, case).await?.is_none() {
        return Ok(Handled::Wait);
    }
    let heard_late = work.recorded().duration_since(event.recorded_at) > HEARD_LATE_AFTER;
    let late = stage.on_arrival || stage.catch_up || heard_late;
    let effect = if late { "digest" } else { "alert" };
    if !fired::take(work, stage.clock_id, kind, stage.due_rolled, effect).await? {
        return Ok(Handled::Apply);
    }
    if late {
        join(work, case, stage.clock_id, kind).await?;
    } else {
        let news = News {
            kind,
            case: Some(case),
            clock: Some(stage.clock_id),
            rule: Some(stage.rule),
            due: Some(stage.due_rolled),
            layer: None,
            note: None,
            dedup_key: format!("clock:{}:{kind}:{}", stage.clock_id, stage.due_rolled),
        };
        raise(work, desk, news, &Acting::following(event)).await?;
    }
    Ok(Handled::Apply)
}
