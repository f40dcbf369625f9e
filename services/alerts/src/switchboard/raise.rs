use std::collections::VecDeque;

use events::alerts::AlertRaisedV1;
use events::{AlertKind, EventDraft, RuleCode};
use ids::{AlertId, CaseId, ClockId};
use jiff::civil::Date;
use messaging::Work;
use store::StoreError;

use super::record::{Subject, record};
use super::{Acting, Desk, gaps, tasks};
use crate::domain::{self, Alert, Gap, Layer, Origin, Policy};
use crate::store::alerts::{self, AlertRow};
use crate::store::{cases, rosters};

/// Something that leaders must hear of.
#[derive(Clone, Debug)]
pub(crate) struct News {
    pub(crate) kind: AlertKind,
    pub(crate) case: Option<CaseId>,
    pub(crate) clock: Option<ClockId>,
    pub(crate) rule: Option<RuleCode>,
    /// The last day on which the clock is in time.
    pub(crate) due: Option<Date>,
    /// The layer that a roster gap is about.
    pub(crate) layer: Option<Layer>,
    /// What a system alert is about.
    pub(crate) note: Option<String>,
    /// One alert for one key, for ever.
    pub(crate) dedup_key: String,
}

/// Raises the alert and calls its first level. `None` when this key has raised one before.
pub(crate) async fn raise(
    work: &mut Work,
    desk: &Desk,
    news: News,
    acting: &Acting,
) -> Result<Option<AlertId>, StoreError> {
    let Some((id, found)) = raise_one(work, desk, news, acting).await? else { return Ok(None) };
    raise_gaps(work, desk, found, acting).await?;
    Ok(Some(id))
}

/// Raises an alert for each empty layer. Such an alert may find another empty layer: at most one for each
/// layer, since a layer whose gap is not closed is not told again.
pub(super) async fn raise_gaps(
    work: &mut Work,
    desk: &Desk,
    found: Vec<Gap>,
    acting: &Acting,
) -> Result<(), StoreError> {
    let mut waiting = VecDeque::from(found);
    while let Some(gap) = waiting.pop_front() {
        if let Some(news) = gaps::news_of(work, gap, acting).await?
            && let Some((_, more)) = raise_one(work, desk, news, acting).await?
        {
            waiting.extend(more);
        }
    }
    Ok(())
}

async fn raise_one(
    work: &mut Work,
    desk: &Desk,
    news: News,
    acting: &Acting,
) -> Result<Option<(AlertId, Vec<Gap>)>, StoreError> {
    let now = work.now();
    let roll = rosters::roll(work, now).await?;
    let conflicts = cases::conflicts(work, news.case).await?;
    let subject = Subject::load(work, news.case).await?;
    let id: AlertId = work.ids().mint();
    let origin = Origin {
        id,
        kind: news.kind,
        case_id: news.case,
        clock_id: news.clock,
        policy: Policy::standing(news.kind),
    };
    let changes = domain::raise(origin, &roll, &conflicts, now);
    let Some(alert) = Alert::fold(&changes) else {
        return Err(StoreError::Corrupt("an alert that was not raised".to_owned()));
    };
    let row = AlertRow {
        alert,
        rule: news.rule,
        due: news.due,
        layer: news.layer,
        note: news.note,
        correlation: acting.correlation(),
        traceparent: acting.traceparent(),
        acknowledged_at: None,
        acknowledged_by: None,
        closed_at: None,
        outcome: None,
        version: 1,
    };
    if !alerts::add(work, &row, &news.dedup_key).await? {
        return Ok(None);
    }
    let raised = AlertRaisedV1 {
        alert_id: id,
        kind: news.kind,
        case_number: subject.case_number(),
        clock_id: news.clock,
        level: i64::from(row.alert.level.max(1)),
        headcount: subject.headcount(),
        place: subject.place(),
    };
    let draft = EventDraft::new(subject.uuid(&row.alert), &raised, &acting.actor);
    work.emit(acting.stamp(draft, row.correlation, subject.classification()));
    let gaps = record(work, desk, &row, &subject, &changes, &roll, acting).await?;
    work.wake(tasks::ESCALATE);
    Ok(Some((id, gaps)))
}
