//! What was late on arrival joins one digest per recipient and pages nobody.

use events::AlertKind;
use ids::{CaseId, ClockId, PersonId};
use messaging::Work;
use store::StoreError;
use uuid::Uuid;

use super::{Desk, gaps, paging, tasks};
use crate::domain::{Conflicts, Gap, Layer, Roll, message};
use crate::store::digests::{self, DigestRow};
use crate::store::{cases, rosters};

/// Puts one late stage into the digest of whoever is on call for this case now.
pub(crate) async fn join(
    work: &mut Work,
    case: CaseId,
    clock: ClockId,
    kind: AlertKind,
) -> Result<(), StoreError> {
    let now = work.now();
    let roll = rosters::roll(work, now).await?;
    let recipient = recipient(work, &roll, case).await?;
    let digest = open(work, recipient).await?;
    let recorded = work.recorded();
    digests::count_in(work, digest, 1, recorded).await?;
    let id: Uuid = work.ids().mint();
    work.insert(
        "digest_items",
        &["id", "digest_id", "case_id", "clock_id", "kind"],
        vec![id.into(), digest.into(), case.into(), clock.into(), kind.as_str().into()],
    );
    work.wake(tasks::DIGEST);
    Ok(())
}

/// Sends a digest that has become quiet.
pub(crate) async fn send(
    work: &mut Work,
    desk: &Desk,
    digest: &DigestRow,
    recipient: PersonId,
) -> Result<(), StoreError> {
    let sums = digests::sums(work, digest.id).await?;
    let recorded = work.recorded();
    if digests::mark_sent(work, digest.id, recorded).await? && sums.cases > 0 {
        let message = message::digest(sums.cases, sums.overdue, &desk.public_url);
        paging::queue_digest(work, desk, digest.id, recipient, message).await?;
    }
    Ok(())
}

/// Gives the items that came while nobody was on call to whoever is now, a bounded number at a time; while
/// there is still nobody, the gap is told.
pub(crate) async fn adopt(work: &mut Work, desk: &Desk, digest: &DigestRow) -> Result<(), StoreError> {
    let now = work.now();
    let recorded = work.recorded();
    let roll = rosters::roll(work, now).await?;
    let items = digests::items(work, digest.id).await?;
    let mut moved = 0_i64;
    for item in &items {
        if let Some(person) = recipient(work, &roll, item.case_id).await? {
            let to = open(work, Some(person)).await?;
            digests::move_item(work, item.id, to).await?;
            digests::count_in(work, to, 1, recorded).await?;
            moved = moved.saturating_add(1);
        }
    }
    if items.is_empty() {
        digests::mark_sent(work, digest.id, recorded).await?;
    } else {
        digests::count_in(work, digest.id, moved.saturating_neg(), recorded).await?;
    }
    // People merely left out for these cases (R11) are no gap: saying so would be a hint to them.
    let nobody = [Layer::Leader, Layer::Principal]
        .into_iter()
        .all(|layer| roll.on_call(layer, now, &Conflicts::default()).is_empty());
    if nobody && !items.is_empty() {
        let latest = now.saturating_add(gaps::SCAN_AHEAD).unwrap_or(now);
        let until = roll.next_change(Layer::Leader, now).map_or(latest, |next| next.min(latest));
        gaps::tell_gap(work, desk, Gap { layer: Layer::Leader, from: now, until }).await?;
    }
    work.wake(tasks::DIGEST);
    Ok(())
}

/// The on-call leader, or the principal leader, who is not in conflict with this case (R11).
async fn recipient(work: &mut Work, roll: &Roll, case: CaseId) -> Result<Option<PersonId>, StoreError> {
    let now = work.now();
    let conflicts = cases::conflicts(work, Some(case)).await?;
    let layers = [Layer::Leader, Layer::Principal];
    Ok(layers.into_iter().find_map(|layer| roll.on_call(layer, now, &conflicts).first().copied()))
}

async fn open(work: &mut Work, recipient: Option<PersonId>) -> Result<Uuid, StoreError> {
    if let Some(id) = digests::open_for(work, recipient).await? {
        return Ok(id);
    }
    let id: Uuid = work.ids().mint();
    let recorded = work.recorded();
    digests::open(work, id, recipient, recorded).await?;
    Ok(id)
}
