use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::Message;
use async_nats::jetstream::consumer::pull;
use events::{Envelope, Service};
use futures_util::{FutureExt as _, StreamExt as _};
use store::StoreError;
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, info, warn};

use crate::apply::{ApplyEvents, Consumer, ParkEvent, Reconcile, RetryParked};
use crate::bus::{Bus, BusError};
use crate::cursor::{Cursor, cursor};
use crate::endpoint::Progress;
use crate::log::{LogRequest, PullError};
use crate::outbox::LogState;
use crate::tail::ADVERTISE_EVERY;
use crate::{Lease, Writer};

/// Events applied in one transaction: enough to share the fsync, few enough that HTTP writes queued
/// behind it do not feel it.
const EVENTS_PER_COMMIT: usize = 128;
/// Messages taken from the broker at once; each carries up to 64 events.
const MESSAGES_MAX: usize = 8;
/// How often the consumer is looked at, so that a recreated one is noticed, and waiting events tried.
const LOOK_EVERY: Duration = Duration::from_secs(5);
const BACKOFF_MAX: Duration = Duration::from_secs(5);
/// Attempts at an event whose handling fails for a reason that does not pass.
const ATTEMPTS_MAX: u32 = 3;

/// Follows one producer's log: the loop of one (producer → this service).
pub(crate) struct Reader {
    pub producer: Service,
    pub bus: Bus,
    pub writer: Writer,
    pub consumer: Arc<dyn Consumer>,
    pub progress: Progress,
}

/// Why a reader starts over.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReaderError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Bus(#[from] BusError),
    #[error(transparent)]
    Pull(#[from] PullError),
    #[error("the subscription ended: {0}")]
    Subscription(String),
}

impl Reader {
    pub(crate) async fn run(self, mut lease: Lease, shutdown: CancellationToken) {
        let mut backoff = Duration::from_millis(100);
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = lease.held() => {}
            }
            let mut lost = lease.clone();
            let started = tokio::time::Instant::now();
            let end = tokio::select! {
                () = shutdown.cancelled() => return,
                () = lost.lost() => continue,
                end = self.follow() => end,
            };
            if started.elapsed() > BACKOFF_MAX {
                backoff = Duration::from_millis(100);
            }
            if let Err(error) = end {
                warn!(service = %self.bus.service(), producer = %self.producer, %error, "a reader starts over");
            }
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(backoff) => {}
            }
            backoff = (backoff * 2).min(BACKOFF_MAX);
        }
    }

    async fn follow(&self) -> Result<(), ReaderError> {
        let subscription = |error: &dyn std::fmt::Display| ReaderError::Subscription(error.to_string());
        let mut tails = self
            .bus
            .client
            .subscribe(self.bus.names(self.producer).tail)
            .await
            .map_err(|error| subscription(&error))?;
        let mut at = cursor(&mut self.writer.context().store.read().await?, self.producer).await?;
        let mut messages = self.messages().await;
        at = self.catch_up(at, None).await?;
        let mut advertised = 0;
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = next(&mut messages) => match message {
                    Some(Ok(message)) => at = self.take(at, message, &mut messages).await?,
                    Some(Err(error)) => {
                        debug!(producer = %self.producer, %error, "the consumer is asked for anew");
                        messages = self.messages().await;
                        at = self.catch_up(at, None).await?;
                    }
                    None => messages = self.messages().await,
                },
                tail = tails.next() => {
                    let Some(tail) = tail else { return Err(ReaderError::Subscription("tail".to_owned())) };
                    if let Ok(state) = serde_json::from_slice::<LogState>(&tail.payload) {
                        self.progress.head(self.producer, state.last_seq);
                        // What was advertised one interval ago should have arrived by now; what is newer
                        // is probably under way.
                        if state.epoch != at.epoch || at.next_seq <= advertised {
                            at = self.catch_up(at, Some(state)).await?;
                        }
                        advertised = state.last_seq;
                    }
                }
                _ = look.tick() => {
                    if self.consumer_is_gone().await {
                        info!(producer = %self.producer, "the consumer or its stream is gone; it is made anew");
                        messages = self.messages().await;
                        self.catch_up(at, None).await?;
                    }
                    // Failing here must not stop the log: what waits stays waiting and is seen by operators.
                    if let Err(error) = self.writer.run(RetryParked { consumer: Arc::clone(&self.consumer) }).await {
                        warn!(producer = %self.producer, %error, "waiting events could not be tried again");
                    }
                    at = cursor(&mut self.writer.context().store.read().await?, self.producer).await?;
                }
            }
        }
    }

    /// The stream of messages, or none while the broker has no such stream: tails and pulls go on.
    async fn messages(&self) -> Option<pull::Stream> {
        let opened = async {
            let consumer =
                self.bus.ensure_consumer(self.producer).await.map_err(|error| error.to_string())?;
            consumer
                .stream()
                .max_messages_per_batch(MESSAGES_MAX * 4)
                .heartbeat(ADVERTISE_EVERY)
                .expires(Duration::from_secs(10))
                .messages()
                .await
                .map_err(|error| error.to_string())
        };
        match opened.await {
            Ok(messages) => Some(messages),
            Err(error) => {
                debug!(producer = %self.producer, %error, "no consumer yet; the log is pulled instead");
                None
            }
        }
    }

    async fn consumer_is_gone(&self) -> bool {
        let stream = self.bus.names(self.producer).stream;
        match self.bus.jetstream.get_stream_no_info(&stream).await {
            Ok(stream) => stream.consumer_info(self.bus.service().as_str()).await.is_err(),
            Err(_) => true,
        }
    }

    /// Applies a message and those that have already arrived behind it; parks them in memory while a gap
    /// before them is filled from the owner's log. Acked after the commit.
    async fn take(
        &self,
        mut at: Cursor,
        first: Message,
        messages: &mut Option<pull::Stream>,
    ) -> Result<Cursor, ReaderError> {
        let mut events = Vec::new();
        let mut last = first;
        self.read_into(&last, &mut events);
        for _ in 1..MESSAGES_MAX {
            let Some(Some(Ok(message))) = next(messages).now_or_never() else { break };
            self.read_into(&message, &mut events);
            last = message;
        }
        events.sort_by_key(|event| event.seq);
        if let Some(head) = events.last() {
            self.progress.head(self.producer, head.seq);
        }
        let ahead = events
            .iter()
            .find(|event| event.seq >= at.next_seq && event.epoch >= at.epoch)
            .is_some_and(|event| event.seq > at.next_seq || event.epoch > at.epoch);
        if ahead {
            at = self.catch_up(at, None).await?;
        }
        at = self.apply(at, events).await?;
        // An ack that is lost only means that the message comes again and is dropped.
        if let Err(error) = last.ack().await {
            debug!(%error, "an ack was not sent");
        }
        Ok(at)
    }

    fn read_into(&self, message: &Message, events: &mut Vec<Envelope>) {
        match serde_json::from_slice::<Vec<Envelope>>(&message.payload) {
            Ok(run) => {
                let source = self.bus.source_of(self.producer);
                let (own, foreign): (Vec<_>, Vec<_>) =
                    run.into_iter().partition(|event| event.source == source);
                if !foreign.is_empty() {
                    // Nobody may speak for another producer, whatever stream it came by.
                    error!(producer = %self.producer, count = foreign.len(), "events of another source are refused");
                }
                events.extend(own);
            }
            // A damaged message is as good as a lost one: the gap shows, and the owner's log fills it.
            Err(error) => warn!(producer = %self.producer, %error, "a message could not be read"),
        }
    }

    /// Pulls from the owner's log until its end. The one path for a gap, a restart, a rebuild and a new
    /// consumer.
    async fn catch_up(&self, mut at: Cursor, known: Option<LogState>) -> Result<Cursor, ReaderError> {
        if let Some(state) = known {
            at = self.reconcile(at, state).await?;
            if at.next_seq > state.last_seq {
                return Ok(at);
            }
        }
        loop {
            let request = LogRequest {
                from_seq: at.next_seq,
                limit: i64::try_from(EVENTS_PER_COMMIT).unwrap_or(i64::MAX),
            };
            let page = match self.bus.pull(self.producer, request).await {
                Ok(page) => page,
                Err(error @ PullError::NoAnswer { .. }) => {
                    // The owner is down: its tail or next message will say when it is back.
                    debug!(producer = %self.producer, %error, "the log cannot be pulled now");
                    return Ok(at);
                }
                Err(error) => return Err(error.into()),
            };
            self.progress.head(self.producer, page.state.last_seq);
            let reconciled = self.reconcile(at, page.state).await?;
            if reconciled != at {
                at = reconciled;
                continue;
            }
            if page.events.is_empty() {
                return Ok(at);
            }
            at = self.apply(at, page.events).await?;
            if at.next_seq > page.state.last_seq {
                return Ok(at);
            }
        }
    }

    /// A new epoch that begins below what was already applied.
    async fn reconcile(&self, at: Cursor, state: LogState) -> Result<Cursor, ReaderError> {
        if state.epoch <= at.epoch || at.next_seq <= state.base_seq + 1 {
            return Ok(at);
        }
        warn!(
            producer = %self.producer, epoch = state.epoch, base_seq = state.base_seq, expected = at.next_seq,
            "the producer was restored from a backup and has lost events that were applied here"
        );
        let command = Reconcile { producer: self.producer, epoch: state.epoch, base_seq: state.base_seq };
        Ok(self.writer.run(command).await?.out)
    }

    async fn apply(&self, mut at: Cursor, mut events: Vec<Envelope>) -> Result<Cursor, ReaderError> {
        events.retain(|event| event.seq >= at.next_seq && event.epoch >= at.epoch);
        while !events.is_empty() {
            let rest = events.split_off(events.len().min(EVENTS_PER_COMMIT));
            let before = at;
            at = self.apply_run(events).await?;
            if at == before {
                // Nothing applied: a gap inside the run. The next tail or pull fills it.
                return Ok(at);
            }
            events = rest;
        }
        Ok(at)
    }

    async fn apply_run(&self, events: Vec<Envelope>) -> Result<Cursor, ReaderError> {
        let error = match self.commit(events.clone()).await {
            Ok(at) => return Ok(at),
            Err(error) if error.is_passing() => return Err(error.into()),
            Err(error) => error,
        };
        warn!(producer = %self.producer, %error, "a run of events failed; they are applied one by one");
        let mut at = cursor(&mut self.writer.context().store.read().await?, self.producer).await?;
        for event in events {
            at = self.apply_alone(event).await?;
        }
        Ok(at)
    }

    async fn apply_alone(&self, event: Envelope) -> Result<Cursor, ReaderError> {
        let mut attempt = 1;
        loop {
            match self.commit(vec![event.clone()]).await {
                Ok(at) => return Ok(at),
                Err(error) if error.is_passing() => return Err(error.into()),
                Err(error) if attempt >= ATTEMPTS_MAX => {
                    let reason = format!("handling failed {ATTEMPTS_MAX} times: {error}");
                    let park = ParkEvent { producer: self.producer, event, reason };
                    return Ok(self.writer.run(park).await?.out);
                }
                Err(_) => attempt += 1,
            }
        }
    }

    async fn commit(&self, events: Vec<Envelope>) -> Result<Cursor, StoreError> {
        let command = ApplyEvents { producer: self.producer, events, consumer: Arc::clone(&self.consumer) };
        let at = self.writer.run(command).await?.out;
        self.progress.applied(at);
        Ok(at)
    }
}

async fn next(
    messages: &mut Option<pull::Stream>,
) -> Option<Result<Message, async_nats::jetstream::consumer::pull::MessagesError>> {
    match messages {
        Some(messages) => messages.next().await,
        None => std::future::pending().await,
    }
}
