//! A layer without anybody on duty is told once, until it is filled.

use events::alerts::RosterGapFoundV1;
use events::{AlertKind, Classification, EventDraft};
use messaging::Work;
use store::StoreError;

use super::raise::raise_gaps;
use super::{Act, ActError, Acting, Desk, News, act};
use crate::domain::{Command, Gap, Layer};
use crate::store::{alerts, rosters};

/// How far ahead rosters are scanned (channels: 30 days), in business time.
pub(crate) const SCAN_AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// Says that nobody is on duty, and gives the alert to raise. `None` while an alert about this layer is
/// not closed: the same gap is not told again at every look.
pub(super) async fn news_of(work: &mut Work, gap: Gap, acting: &Acting) -> Result<Option<News>, StoreError> {
    if !alerts::gaps_of(work, gap.layer).await?.is_empty() {
        return Ok(None);
    }
    let found = RosterGapFoundV1 { layer: gap.layer.as_str().to_owned(), from: gap.from, until: gap.until };
    let subject: uuid::Uuid = work.ids().mint();
    let draft = EventDraft::new(subject, &found, &acting.actor);
    work.emit(acting.stamp(draft, acting.correlation(), Classification::Admin));
    let note = format!("{}自{}起至{}无人值班", gap.layer.zh(), local(gap.from), local(gap.until));
    Ok(Some(News {
        kind: AlertKind::RosterGap,
        case: None,
        clock: None,
        rule: None,
        due: None,
        layer: Some(gap.layer),
        note: Some(note),
        // The event's own id: whether the gap was told already was asked above.
        dedup_key: format!("gap:{}:{subject}", gap.layer.as_str()),
    }))
}

/// Tells of a gap that the scan found.
pub(crate) async fn tell_gap(work: &mut Work, desk: &Desk, gap: Gap) -> Result<(), StoreError> {
    raise_gaps(work, desk, vec![gap], &Acting::timer()).await
}

/// After a roster was changed: whoever filled a gap is the named person who closes its alert, and every
/// open alert is looked at again, since somebody may be called now.
pub(crate) async fn fill_gaps(
    work: &mut Work,
    desk: &Desk,
    layer: Layer,
    acting: &Acting,
) -> Result<(), StoreError> {
    let now = work.now();
    let roll = rosters::roll(work, now).await?;
    let until = now.saturating_add(SCAN_AHEAD).unwrap_or(now);
    if roll.gaps(layer, now, until).is_empty() {
        for alert in alerts::gaps_of(work, layer).await? {
            let command = Command::Close { outcome: "roster_filled".to_owned() };
            match act(work, desk, &Act { alert, command, acting: acting.clone() }).await {
                Ok(_) | Err(ActError::Unknown | ActError::Rejected(_)) => {}
                Err(ActError::Store(error)) => return Err(error),
            }
        }
    }
    alerts::look_now(work, now).await?;
    work.wake(super::tasks::ESCALATE);
    Ok(())
}

fn local(at: jiff::Timestamp) -> String {
    at.to_zoned(clock::china()).strftime("%Y-%m-%d %H:%M").to_string()
}
