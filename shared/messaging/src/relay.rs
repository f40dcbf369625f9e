use std::time::Duration;

use async_nats::jetstream::message::PublishMessage;
use events::Envelope;
use futures_util::future::join_all;
use store::{StoreError, query};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::bus::Bus;
use crate::outbox;
use crate::{Command, Lease, Work, Writer};

/// Events in one message: one ack and one fsync of the broker are shared by all of them.
const EVENTS_PER_MESSAGE_MAX: usize = 64;
/// Half of the broker's default limit of 1 MiB for a message.
const MESSAGE_BYTES_MAX: usize = 512 * 1024;
/// Events read from the outbox at once.
const READ_MAX: i64 = 256;
/// The watermark is only an optimisation (what it forgets is published again and dropped by the
/// readers), so it need not be saved more often.
const SAVE_EVERY: Duration = Duration::from_secs(1);
const IDLE_LOOK: Duration = Duration::from_secs(1);
const BACKOFF_MAX: Duration = Duration::from_secs(5);

/// Publishes the outbox in order, for as long as the lease is held. No transaction is open across the
/// network; an ack from the broker means "sent", not "delivered".
pub(crate) async fn run(bus: Bus, writer: Writer, mut lease: Lease, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = lease.held() => {}
        }
        let mut lost = lease.clone();
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = lost.lost() => {}
            () = publish_for_ever(&bus, &writer) => {}
        }
    }
}

async fn publish_for_ever(bus: &Bus, writer: &Writer) {
    let mut changes = writer.log_changes();
    let mut backoff = Duration::from_millis(50);
    let mut stream_checked = false;
    let mut sent = None;
    let mut saved_at = tokio::time::Instant::now();
    let mut unsaved = false;
    loop {
        let step = async {
            if !stream_checked {
                bus.ensure_own_stream().await.map_err(|error| error.to_string())?;
                stream_checked = true;
            }
            let mut reader = writer.context().store.read().await.map_err(|error| error.to_string())?;
            let from = match sent {
                Some(sent) => sent,
                None => watermark(&mut reader).await.map_err(|error| error.to_string())?,
            };
            let events =
                outbox::read(&mut reader, from + 1, READ_MAX).await.map_err(|error| error.to_string())?;
            drop(reader);
            let (reached, failure) = publish(bus, from, &events).await;
            sent = Some(reached);
            unsaved |= reached > from;
            failure.map_or(Ok(events.is_empty()), Err)
        };
        let idle = match step.await {
            Ok(idle) => {
                backoff = Duration::from_millis(50);
                idle
            }
            Err(error) => {
                // Also how a vanished stream is noticed: it is made anew on the next round.
                warn!(service = %bus.service(), %error, "publishing failed; it is tried again");
                stream_checked = false;
                tokio::time::sleep(backoff).await;
                backoff = (backoff * 2).min(BACKOFF_MAX);
                continue;
            }
        };
        if unsaved && saved_at.elapsed() >= SAVE_EVERY {
            if let Some(sent_seq) = sent
                && let Err(error) = writer.run(SaveWatermark { sent_seq }).await
            {
                debug!(%error, "the relay's watermark was not saved");
            }
            saved_at = tokio::time::Instant::now();
            unsaved = false;
        }
        if idle {
            tokio::select! {
                changed = changes.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(IDLE_LOOK) => stream_checked = false,
            }
        }
    }
}

async fn watermark(on: &mut store::ReadConn) -> Result<i64, StoreError> {
    query("SELECT sent_seq FROM relay WHERE id = 1").fetch_one(on).await?.get("sent_seq")
}

/// Publishes the events in messages of up to 64, all on their way at once, and returns the last seq up
/// to which every message was acknowledged.
async fn publish(bus: &Bus, from: i64, events: &[Envelope]) -> (i64, Option<String>) {
    let names = bus.names(bus.service());
    let mut sends = Vec::new();
    for pack in packs(events) {
        let (Some(first), Some(last)) = (pack.first(), pack.last()) else { continue };
        let body = match serde_json::to_vec(pack) {
            Ok(body) => body,
            Err(error) => return (from, Some(error.to_string())),
        };
        let message = PublishMessage::build()
            .payload(body.into())
            .message_id(format!("{}:{}:{}-{}", first.source, last.epoch, first.seq, last.seq))
            .expected_stream(&names.stream);
        match bus.jetstream.send_publish(names.events.clone(), message).await {
            Ok(ack) => sends.push((last.seq, ack.into_future())),
            Err(error) => return (from, Some(error.to_string())),
        }
    }
    let (seqs, acks): (Vec<i64>, Vec<_>) = sends.into_iter().unzip();
    let mut reached = from;
    for (seq, ack) in seqs.into_iter().zip(join_all(acks).await) {
        match ack {
            Ok(_) => reached = seq,
            Err(error) => return (reached, Some(error.to_string())),
        }
    }
    metrics::counter!("huiyin_events_published_total").increment(u64::try_from(reached - from).unwrap_or(0));
    (reached, None)
}

/// Consecutive runs that fit one message.
fn packs(events: &[Envelope]) -> Vec<&[Envelope]> {
    let mut packs = Vec::new();
    let mut rest = events;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest
            .iter()
            .take(EVENTS_PER_MESSAGE_MAX)
            .take_while(|event| {
                // The data dominates; 1 KiB covers the envelope around it.
                bytes += event.data.to_string().len() + 1_024;
                bytes <= MESSAGE_BYTES_MAX
            })
            .count()
            .max(1);
        let (pack, left) = rest.split_at(fits);
        packs.push(pack);
        rest = left;
    }
    packs
}

struct SaveWatermark {
    sent_seq: i64,
}

impl Command for SaveWatermark {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        query("UPDATE relay SET sent_seq = $1 WHERE id = 1 AND sent_seq < $1")
            .bind(self.sent_seq)
            .execute(work)
            .await?;
        Ok(())
    }
}
