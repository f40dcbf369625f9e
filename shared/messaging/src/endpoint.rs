use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use events::Service;
use store::StoreError;
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

use crate::bus::{Bus, BusError, BusSettings};
use crate::cursor::{Cursor, cursors};
use crate::reader::Reader;
use crate::{Consumer, Lease, Position, Writer, log_server, relay, tail};

/// A service's place in the event protocol: connects to the broker, publishes the service's log, answers
/// for it, and follows the logs that the consumer reads. It starts without a broker and waits for one:
/// the service accepts work meanwhile, and the outbox grows.
#[derive(Clone, Debug)]
pub struct Endpoint {
    writer: Writer,
    progress: Progress,
    bus: watch::Receiver<Option<Bus>>,
    fatal: watch::Receiver<Option<String>>,
    reads: &'static [crate::Reads],
}

/// What `/readyz` and the metrics say of the event protocol.
#[derive(Clone, Debug, serde::Serialize)]
pub struct EndpointHealth {
    pub connected: bool,
    pub epoch: i64,
    pub last_seq: i64,
    pub readers: Vec<ReaderHealth>,
}

/// How far one producer's log has been applied.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub struct ReaderHealth {
    pub producer: Service,
    pub next_seq: i64,
    /// The longest that the log is known to be.
    pub head_seq: i64,
    /// Events not yet applied.
    pub lag: i64,
}

/// How long a request waits to see a write that another service has acknowledged.
const WAIT_AFTER: Duration = Duration::from_secs(2);
/// Another replica may do the reading: its progress is only in the store.
const WAIT_LOOK: Duration = Duration::from_millis(50);

impl Endpoint {
    /// Starts everything in the background.
    #[must_use]
    pub fn start(
        settings: BusSettings,
        writer: Writer,
        consumer: Option<Arc<dyn Consumer>>,
        lease: Lease,
        shutdown: CancellationToken,
    ) -> Self {
        let (bus_sender, bus) = watch::channel(None);
        let (fatal_sender, fatal) = watch::channel(None);
        let reads = consumer.as_ref().map_or(&[][..], |consumer| consumer.reads());
        let progress = Progress::default();
        let endpoint = Self { writer: writer.clone(), progress: progress.clone(), bus, fatal, reads };
        tokio::spawn(async move {
            let Some(bus) = connect(settings, &fatal_sender, &shutdown).await else { return };
            bus_sender.send_replace(Some(bus.clone()));
            tokio::spawn(log_server::serve(bus.clone(), writer.clone(), shutdown.clone()));
            tokio::spawn(tail::advertise(bus.clone(), writer.clone(), shutdown.clone()));
            tokio::spawn(relay::run(bus.clone(), writer.clone(), lease.clone(), shutdown.clone()));
            if let Some(consumer) = consumer {
                for reads in consumer.reads() {
                    let reader = Reader {
                        producer: reads.producer,
                        bus: bus.clone(),
                        writer: writer.clone(),
                        consumer: Arc::clone(&consumer),
                        progress: progress.clone(),
                    };
                    tokio::spawn(reader.run(lease.clone(), shutdown.clone()));
                }
            }
            // The tasks hold their own handles; this one keeps the channels open until shutdown.
            shutdown.cancelled().await;
            drop((bus_sender, fatal_sender));
        });
        endpoint
    }

    /// Waits until the effects of everything up to these positions are in this service's store: a client
    /// that registered a case in intake can at once assign it in routing. False after 2 seconds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn caught_up(&self, after: &[Position]) -> Result<bool, StoreError> {
        let own = self.writer.context().service;
        let after: Vec<Position> = after
            .iter()
            .copied()
            .filter(|position| {
                position.producer != own && self.reads.iter().any(|reads| reads.producer == position.producer)
            })
            .collect();
        let deadline = tokio::time::Instant::now() + WAIT_AFTER;
        while !after.is_empty() {
            // Registered before the look, so that progress between the two is not missed.
            let progressed = self.progress.notify.notified();
            let at = cursors(&mut self.writer.context().store.read().await?).await?;
            if after.iter().all(|position| passed(&at, *position)) {
                return Ok(true);
            }
            if tokio::time::Instant::now() >= deadline {
                return Ok(false);
            }
            tokio::select! {
                () = progressed => {}
                () = tokio::time::sleep(WAIT_LOOK) => {}
            }
        }
        Ok(true)
    }

    #[must_use]
    pub fn health(&self) -> EndpointHealth {
        let state = self.writer.log_state();
        EndpointHealth {
            connected: self.bus.borrow().as_ref().is_some_and(Bus::is_connected),
            epoch: state.epoch,
            last_seq: state.last_seq,
            readers: self.progress.health(self.reads),
        }
    }

    /// Resolves with the reason when the service must not go on (a server that is too old).
    pub async fn fatal(&self) -> String {
        let mut fatal = self.fatal.clone();
        let reason = match fatal.wait_for(Option::is_some).await {
            Ok(reason) => reason.clone(),
            Err(_) => None,
        };
        match reason {
            Some(reason) => reason,
            None => std::future::pending().await,
        }
    }
}

fn passed(cursors: &[Cursor], position: Position) -> bool {
    cursors.iter().any(|cursor| {
        cursor.producer == position.producer
            && (cursor.epoch > position.epoch
                || (cursor.epoch == position.epoch && cursor.next_seq > position.seq))
    })
}

async fn connect(
    settings: BusSettings,
    fatal: &watch::Sender<Option<String>>,
    shutdown: &CancellationToken,
) -> Option<Bus> {
    let mut backoff = Duration::from_millis(100);
    loop {
        match Bus::connect(settings.clone()).await {
            Ok(bus) => return Some(bus),
            Err(error @ BusError::Version { .. }) => {
                error!(%error, "the service does not go on with this server");
                fatal.send_replace(Some(error.to_string()));
                return None;
            }
            Err(error) => warn!(%error, "the broker is tried again"),
        }
        tokio::select! {
            () = shutdown.cancelled() => return None,
            () = tokio::time::sleep(backoff) => {}
        }
        backoff = (backoff * 2).min(Duration::from_secs(2));
    }
}

/// Where the readers stand, shared with health checks and waiting requests.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress {
    places: Arc<Mutex<BTreeMap<Service, (i64, i64)>>>,
    notify: Arc<Notify>,
}

impl Progress {
    pub(crate) fn applied(&self, at: Cursor) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let place = places.entry(at.producer).or_default();
        place.0 = at.next_seq;
        drop(places);
        self.notify.notify_waiters();
    }

    pub(crate) fn head(&self, producer: Service, head_seq: i64) {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let place = places.entry(producer).or_default();
        place.1 = place.1.max(head_seq);
    }

    fn health(&self, reads: &[crate::Reads]) -> Vec<ReaderHealth> {
        let places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        reads
            .iter()
            .map(|reads| {
                let (next_seq, head_seq) = places.get(&reads.producer).copied().unwrap_or_default();
                let next_seq = next_seq.max(1);
                ReaderHealth {
                    producer: reads.producer,
                    next_seq,
                    head_seq,
                    lag: (head_seq + 1 - next_seq).max(0),
                }
            })
            .collect()
    }
}
