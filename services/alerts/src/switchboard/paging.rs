//! Which channel reaches a person, and what goes out through it.

use events::EventDraft;
use events::alerts::LeaderPagedV1;
use ids::PersonId;
use jiff::Timestamp;
use messaging::Work;
use store::StoreError;
use uuid::Uuid;

use super::record::Subject;
use super::{Acting, Desk, tasks};
use crate::domain::message::{self, Message, PageFacts};
use crate::domain::quiet::breaks_quiet;
use crate::domain::{ChannelKind, DeliveryState};
use crate::store::alerts::{self, AlertRow};
use crate::store::contacts::{self, Contact};
use crate::store::deliveries::{self, About, DeliveryRow};

/// One call of one person.
pub(super) struct Call<'a> {
    pub(super) level: u32,
    pub(super) round: u32,
    pub(super) person: PersonId,
    /// Outside channels in the policy's order.
    pub(super) channels: &'a [ChannelKind],
}

/// Queues the page on the first channel that reaches the person, and says so in an event.
pub(super) async fn page(
    work: &mut Work,
    desk: &Desk,
    row: &AlertRow,
    subject: &Subject,
    call: Call<'_>,
    acting: &Acting,
) -> Result<(), StoreError> {
    let alert = &row.alert;
    let facts = PageFacts {
        alert_id: alert.id,
        kind: alert.kind,
        rule: row.rule,
        case_id: alert.case_id,
        case_number: subject.case_number(),
        place: subject.place(),
        headcount: subject.headcount(),
        due: row.due,
        level: call.level,
        round: call.round,
        note: row.note.clone(),
        accusation: subject.is_accusation(),
    };
    let message = message::page(&facts, &desk.public_url);
    let contact = contacts::find(work, call.person).await?;
    let about = About::Alert { alert: alert.id, case: alert.case_id, level: call.level, round: call.round };
    let recorded = work.recorded();
    let at = match contact.quiet {
        Some(quiet) if !breaks_quiet(alert.kind) => quiet.release(recorded),
        _ => recorded,
    };
    alerts::note_page(work, alert.id, call.person).await?;
    let channel = queue(work, desk, about, call.person, call.channels, &contact, message, at).await?;
    paged(work, row, subject, &call, channel, acting);
    Ok(())
}

/// Starts the next channel of a delivery that failed for good. False when there is none left.
pub(crate) async fn next_channel(
    work: &mut Work,
    desk: &Desk,
    failed: &DeliveryRow,
) -> Result<bool, StoreError> {
    let contact = contacts::find(work, failed.person).await?;
    let reachable = failed.next_channels.iter().any(|channel| target(desk, &contact, *channel).is_some());
    if !reachable {
        return Ok(false);
    }
    let (about, message, at) = (failed.about, failed.message.clone(), work.recorded());
    let channel =
        queue(work, desk, about, failed.person, &failed.next_channels, &contact, message, at).await?;
    if let About::Alert { alert, level, round, .. } = about
        && let Some(row) = alerts::find(work, alert).await?
    {
        let subject = Subject::load(work, row.alert.case_id).await?;
        let call = Call { level, round, person: failed.person, channels: &[] };
        paged(work, &row, &subject, &call, channel, &Acting::timer());
    }
    Ok(true)
}

/// Queues a digest to its recipient.
pub(super) async fn queue_digest(
    work: &mut Work,
    desk: &Desk,
    digest: Uuid,
    person: PersonId,
    message: Message,
) -> Result<(), StoreError> {
    let contact = contacts::find(work, person).await?;
    let recorded = work.recorded();
    let at = contact.quiet.map_or(recorded, |quiet| quiet.release(recorded));
    let channels = [ChannelKind::Webhook, ChannelKind::Mail];
    queue(work, desk, About::Digest(digest), person, &channels, &contact, message, at).await?;
    Ok(())
}

fn paged(
    work: &mut Work,
    row: &AlertRow,
    subject: &Subject,
    call: &Call<'_>,
    channel: ChannelKind,
    acting: &Acting,
) {
    let paged = LeaderPagedV1 {
        alert_id: row.alert.id,
        level: i64::from(call.level),
        person_id: call.person,
        channel: channel.as_str().to_owned(),
    };
    let draft = EventDraft::new(subject.uuid(&row.alert), &paged, &acting.actor);
    work.emit(acting.stamp(draft, row.correlation, subject.classification()));
}

#[expect(clippy::too_many_arguments, reason = "one row's parts; a struct would only rename them")]
async fn queue(
    work: &mut Work,
    desk: &Desk,
    about: About,
    person: PersonId,
    channels: &[ChannelKind],
    contact: &Contact,
    message: Message,
    at: Timestamp,
) -> Result<ChannelKind, StoreError> {
    let mut reachable = channels.iter().filter_map(|kind| Some((*kind, target(desk, contact, *kind)?)));
    // Without any outside address the live page is all there is; it is there already.
    let (channel, target) = reachable.next().unwrap_or((ChannelKind::Console, String::new()));
    let next_channels = reachable.map(|(kind, _)| kind).collect();
    let sends = channel != ChannelKind::Console;
    let row = DeliveryRow {
        id: work.ids().mint(),
        about,
        person,
        channel,
        target,
        next_channels,
        message,
        state: if sends { DeliveryState::Queued } else { DeliveryState::Accepted },
        attempts: 0,
        traceparent: telemetry::traceparent(),
    };
    let recorded = work.recorded();
    deliveries::add(work, &row, sends.then_some(at), recorded).await?;
    if sends {
        work.wake(tasks::DELIVER);
    }
    Ok(channel)
}

/// The person's address on this channel, if the channel is set up and they have one.
fn target(desk: &Desk, contact: &Contact, channel: ChannelKind) -> Option<String> {
    match channel {
        ChannelKind::Webhook if desk.webhook => {
            contact.webhook_url.clone().or_else(|| desk.default_webhook.clone())
        }
        ChannelKind::Mail if desk.mail => contact.email.clone(),
        ChannelKind::Webhook | ChannelKind::Mail | ChannelKind::Console => None,
    }
}
