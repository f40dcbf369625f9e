use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tracing::debug;

use crate::Writer;
use crate::bus::Bus;

/// How often a producer says how long its log is: a lost last message is found after two of these.
pub(crate) const ADVERTISE_EVERY: Duration = Duration::from_secs(2);

/// Advertises the log's state, so that a reader notices also the loss of the last events, after which
/// nothing follows that could show a gap.
pub(crate) async fn advertise(bus: Bus, writer: Writer, shutdown: CancellationToken) {
    let subject = bus.names(bus.service()).tail;
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(ADVERTISE_EVERY) => {}
        }
        // Another replica may have written: the store knows, the last commit of this process may not.
        let state = match writer.context().store.read().await {
            Ok(mut reader) => crate::outbox::log_state(&mut reader).await,
            Err(error) => Err(error),
        };
        let sent = match state.map(|state| serde_json::to_vec(&state)) {
            Ok(Ok(body)) => bus.client.publish(subject.clone(), body.into()).await.map_err(|e| e.to_string()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = sent {
            debug!(%error, "the log's state was not advertised");
        }
    }
}
