use futures_util::StreamExt as _;
use store::StoreError;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::bus::Bus;
use crate::log::{LogPage, LogRequest};
use crate::{Writer, outbox};

/// Events in one page.
const PAGE_MAX: i64 = 256;
/// Bytes in one page: below the broker's 1 MiB for a message.
const PAGE_BYTES_MAX: usize = 700 * 1024;

/// Answers readers who miss a range of this service's log. Every replica answers; a queue group lets one
/// of them take each request.
pub(crate) async fn serve(bus: Bus, writer: Writer, shutdown: CancellationToken) {
    let subject = bus.names(bus.service()).log;
    loop {
        let mut requests = match bus.client.queue_subscribe(subject.clone(), "log".to_owned()).await {
            Ok(requests) => requests,
            Err(error) => {
                warn!(%error, "the log cannot be served yet");
                tokio::time::sleep(crate::tail::ADVERTISE_EVERY).await;
                continue;
            }
        };
        loop {
            let request = tokio::select! {
                () = shutdown.cancelled() => return,
                request = requests.next() => request,
            };
            let Some(request) = request else { break };
            let Some(reply) = request.reply.clone() else { continue };
            let Ok(asked) = serde_json::from_slice::<LogRequest>(&request.payload) else {
                debug!("a request for the log could not be read");
                continue;
            };
            match page(&writer, asked).await {
                Ok(body) => {
                    if let Err(error) = bus.client.publish(reply, body.into()).await {
                        debug!(%error, "a page of the log was not sent");
                    }
                }
                Err(error) => warn!(%error, "a page of the log could not be read"),
            }
        }
    }
}

async fn page(writer: &Writer, asked: LogRequest) -> Result<Vec<u8>, StoreError> {
    let mut reader = writer.context().store.read().await?;
    let state = outbox::log_state(&mut reader).await?;
    let mut events = outbox::read(&mut reader, asked.from_seq.max(1), asked.limit.clamp(0, PAGE_MAX)).await?;
    // The state was read first: an event committed since may be in the page and not in it.
    let state = outbox::LogState {
        last_seq: state.last_seq.max(events.last().map_or(0, |event| event.seq)),
        ..state
    };
    loop {
        let body = serde_json::to_vec(&LogPage { state, events: events.clone() })
            .map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if body.len() <= PAGE_BYTES_MAX || events.len() <= 1 {
            return Ok(body);
        }
        events.truncate(events.len() / 2);
    }
}
