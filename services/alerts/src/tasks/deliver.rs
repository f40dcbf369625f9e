//! Sends what is queued. Claims and outcomes are transactions; the sending between them is not in one. A
//! crash between sending and recording leaves a claim that runs out, is shown as `unknown`, and is sent
//! again with the same key. Lives by real time.

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use ids::DeliveryId;
use jiff::Timestamp;
use messaging::{Command, Work};
use store::{Store, StoreError};
use tracing::field::Empty;
use tracing::{Instrument as _, Span, error, info_span, warn};

use super::{AFTER_ERROR, sleep_until_real};
use crate::app::App;
use crate::channels::Parcel;
use crate::domain::delivery::verdict;
use crate::domain::{self, AlertState, ChannelKind, DeliveryLimits, DeliveryState, Outcome};
use crate::store::deliveries::{self, About, CLAIM_MAX, DeliveryRow};
use crate::store::{alerts, cases, people};
use crate::switchboard::{Act, ActError, Acting, Desk, act, next_channel, tasks};

pub(crate) async fn run(app: App) {
    let signal = app.host.wake_signal(tasks::DELIVER);
    let mut sending = FuturesUnordered::new();
    loop {
        // A slow receiver holds one of the places, never the others' pages.
        let room = usize::try_from(CLAIM_MAX).unwrap_or(1).saturating_sub(sending.len());
        let next = match take(&app, room).await {
            Ok((taken, next)) => {
                sending.extend(taken.into_iter().map(|claimed| deliver(&app, claimed)));
                next
            }
            Err(cause) => {
                warn!(%cause, "deliveries are looked at again in a second");
                tokio::time::sleep(AFTER_ERROR).await;
                continue;
            }
        };
        tokio::select! {
            Some(()) = sending.next(), if !sending.is_empty() => {}
            () = signal.notified() => {}
            () = sleep_until_real(&app.host.real, next), if sending.len() < CLAIM_MAX as usize => {}
        }
    }
}

async fn take(app: &App, room: usize) -> Result<(Vec<Claimed>, Option<Timestamp>), StoreError> {
    let next = next_due(&app.host.store).await?;
    if room == 0 || next.is_none_or(|due| due > app.host.real.now()) {
        return Ok((Vec::new(), next));
    }
    let claim = Claim { room, limits: app.limits };
    let taken = app.host.writer.run(claim).await?.out;
    Ok((taken, next_due(&app.host.store).await?))
}

async fn next_due(store: &Store) -> Result<Option<Timestamp>, StoreError> {
    deliveries::next_due(&mut store.read().await?).await
}

/// Sends one page in the trace of what called for it. No name and no address go into the span.
async fn deliver(app: &App, claimed: Claimed) {
    let span = match claimed.traceparent.as_deref() {
        // A digest has many causes, and belongs to the trace of none.
        None => Span::none(),
        Some(traceparent) => {
            let name = format!("deliver by {}", claimed.channel.as_str());
            let span = info_span!(
                parent: None,
                "deliver",
                otel.name = name,
                otel.kind = "client",
                otel.status_code = Empty,
                huiyin.delivery.attempt = claimed.attempt,
            );
            telemetry::follow(&span, Some(traceparent));
            span
        }
    };
    send(app, claimed).instrument(span).await;
}

async fn send(app: &App, claimed: Claimed) {
    let Claimed { id, attempt, channel, parcel, traceparent: _ } = claimed;
    let outcome = app.channels.send(channel, &parcel).await;
    if let Some(reason) = outcome.reason() {
        Span::current().record("otel.status_code", "error");
        warn!(delivery = %id, attempt, channel = channel.as_str(), reason, "a page was not accepted");
    }
    let jitter = f64::from(u32::from_be_bytes(app.host.secrets.bytes::<4>())) / f64::from(u32::MAX);
    let record = Record { id, attempt, outcome, limits: app.limits, jitter, desk: app.desk.clone() };
    if let Err(cause) = app.host.writer.run(record).await {
        // The claim runs out and the page is shown as unknown.
        error!(delivery = %id, %cause, "the outcome of a page could not be recorded");
    }
}

/// A page that is to be sent now.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) id: DeliveryId,
    pub(crate) attempt: i64,
    pub(crate) channel: ChannelKind,
    pub(crate) parcel: Parcel,
    /// W3C trace context of what queued it.
    pub(crate) traceparent: Option<String>,
}

/// What the operator reads of a page whose outcome nobody learnt before it was needed no more.
const NEVER_KNOWN: &str = "the outcome of the last attempt was never learnt";

/// Takes due deliveries, after giving up claims that were never answered.
pub(crate) struct Claim {
    pub(crate) room: usize,
    pub(crate) limits: DeliveryLimits,
}

impl Command for Claim {
    type Out = Vec<Claimed>;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Vec<Claimed>, StoreError> {
        let now = work.recorded();
        let lease_until = now.saturating_add(self.limits.lease).unwrap_or(now);
        deliveries::give_up_claims(work, now).await?;
        let mut taken = Vec::new();
        for row in deliveries::due(work, now).await?.into_iter().take(self.room) {
            if !is_wanted(work, &row).await? {
                // What may have gone out stays shown as such (invariant 4); it is not sent again.
                let (state, error) = match row.state {
                    DeliveryState::Unknown => (DeliveryState::Unknown, Some(NEVER_KNOWN)),
                    _ => (DeliveryState::Withdrawn, None),
                };
                deliveries::settle(work, &row, state, None, error, now).await?;
                continue;
            }
            if deliveries::claim(work, &row, now, lease_until).await? {
                let recipient =
                    people::names(work, &[row.person]).await?.remove(&row.person).unwrap_or_default();
                taken.push(Claimed {
                    traceparent: row.traceparent,
                    id: row.id,
                    attempt: row.attempts.saturating_add(1),
                    channel: row.channel,
                    parcel: Parcel {
                        key: row.id,
                        recipient,
                        target: row.target,
                        message: row.message,
                        at: now,
                    },
                });
            }
        }
        Ok(taken)
    }
}

/// Not once the alert was answered, and not to somebody who has come into conflict since (R11).
async fn is_wanted(work: &mut Work, row: &DeliveryRow) -> Result<bool, StoreError> {
    let About::Alert { alert, case, .. } = row.about else { return Ok(true) };
    let open = alerts::find(work, alert).await?.is_some_and(|row| row.alert.state == AlertState::Open);
    let excluded = match case {
        Some(case) => cases::is_excluded(work, case, row.person).await?,
        None => false,
    };
    Ok(open && !excluded)
}

/// Records what came of an attempt; starts the next channel at once where this one failed for good, and
/// the next person where no channel is left.
pub(crate) struct Record {
    pub(crate) id: DeliveryId,
    pub(crate) attempt: i64,
    pub(crate) outcome: Outcome,
    pub(crate) limits: DeliveryLimits,
    /// Within 0..=1, drawn outside: a command may run twice and must decide the same.
    pub(crate) jitter: f64,
    pub(crate) desk: Desk,
}

impl Command for Record {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let Some(row) = deliveries::find(work, self.id).await? else { return Ok(()) };
        if row.attempts != self.attempt {
            // The claim ran out and another attempt is under way: its outcome counts.
            return Ok(());
        }
        let now = work.recorded();
        let verdict = verdict(&self.outcome, self.attempt, self.limits, self.jitter, now);
        if !deliveries::settle(work, &row, verdict.state, verdict.again_at, self.outcome.reason(), now)
            .await?
        {
            return Ok(());
        }
        work.wake(tasks::DELIVER);
        if verdict.next_channel
            && is_wanted(work, &row).await?
            && !next_channel(work, &self.desk, &row).await?
        {
            self.reached_nobody(work, &row).await?;
        }
        Ok(())
    }
}

impl Record {
    async fn reached_nobody(&self, work: &mut Work, row: &DeliveryRow) -> Result<(), StoreError> {
        let About::Alert { alert, level, round, .. } = row.about else {
            error!(delivery = %row.id, "a digest reached nobody; it stays on the page of digests");
            return Ok(());
        };
        let command = domain::Command::Unreachable { level, round, person: row.person };
        match act(work, &self.desk, &Act { alert, command, acting: Acting::timer() }).await {
            Ok(_) | Err(ActError::Unknown | ActError::Rejected(_)) => Ok(()),
            Err(ActError::Store(cause)) => Err(cause),
        }
    }
}
