use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;

use clock::{BusinessClock, RealClock};
use events::Service;
use futures_util::FutureExt as _;
use ids::{Ids, InstanceId};
use store::{Store, StoreError};
use tokio::sync::{Notify, mpsc, oneshot, watch};
use tracing::{Instrument as _, Span, error, warn};

use crate::outbox::LogState;
use crate::work::Work;
use crate::{Position, trace};

/// Commands in one transaction: one fsync for all of them. Past 64 the gain is small and a failed batch
/// costs more to repeat.
const BATCH_MAX: usize = 64;
/// Commands waiting for the writer. A full queue makes callers wait, and the HTTP timeout tells them.
const QUEUE_MAX: usize = 1_024;

/// A change of state. It reads, decides, and only then writes: an error is returned before the first
/// write. It may run twice, since a failed batch is repeated one by one, so it acts through `work` alone.
pub trait Command: Send + Sync + 'static {
    type Out: Send + 'static;
    type Err: From<StoreError> + Send + 'static;

    fn execute(&self, work: &mut Work) -> impl Future<Output = Result<Self::Out, Self::Err>> + Send;

    /// What the command is called in traces: its type's name.
    #[must_use]
    fn name() -> &'static str
    where
        Self: Sized,
    {
        trace::short_name(std::any::type_name::<Self>())
    }
}

/// What a committed command answered, and the place in the log by which it is visible everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Committed<T> {
    pub out: T,
    pub position: Position,
}

/// Why a command has no answer of its own.
#[derive(Debug, thiserror::Error)]
pub enum WriterError {
    #[error("the writer has stopped")]
    Stopped,
    #[error("the command failed by a defect")]
    Panicked,
}

/// What every transaction of a service needs.
#[derive(Clone, Debug)]
pub(crate) struct WriterContext {
    pub instance: InstanceId,
    pub service: Service,
    pub store: Store,
    pub business: BusinessClock,
    pub real: RealClock,
    pub ids: Ids,
}

/// The one task of a service that writes to its store.
///
/// It takes up to 64 waiting commands into one transaction and answers them after the commit. Requests
/// may be cancelled at any time: the transaction lives in this task, so none leaks.
#[derive(Clone, Debug)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    context: WriterContext,
    /// The log's state after the last commit; the relay and the tail follow it.
    log: watch::Receiver<LogState>,
    wakes: Arc<Wakes>,
}

/// Named signals to background tasks.
#[derive(Debug, Default)]
struct Wakes(std::sync::Mutex<std::collections::BTreeMap<&'static str, Arc<Notify>>>);

impl Wakes {
    fn signal(&self, task: &'static str) -> Arc<Notify> {
        let mut signals = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(signals.entry(task).or_default())
    }
}

impl Writer {
    /// Starts the writer task; it ends when the last handle is dropped.
    ///
    /// # Errors
    /// [`StoreError`] when the log's state cannot be read.
    pub async fn start(
        instance: InstanceId,
        service: Service,
        store: Store,
        business: BusinessClock,
        real: RealClock,
        ids: Ids,
    ) -> Result<Self, StoreError> {
        let state = crate::outbox::log_state(&mut store.read().await?).await?;
        let context = WriterContext { instance, service, store, business, real, ids };
        let (queue, jobs) = mpsc::channel(QUEUE_MAX);
        let (log_sender, log) = watch::channel(state);
        let wakes = Arc::new(Wakes::default());
        tokio::spawn(write_batches(context.clone(), jobs, log_sender, Arc::clone(&wakes)));
        Ok(Self { queue, context, log, wakes })
    }

    /// Runs a command and waits for its commit.
    ///
    /// # Errors
    /// The command's own error, or its form of a [`StoreError`] when the store failed.
    pub async fn run<C: Command>(&self, command: C) -> Result<Committed<C::Out>, C::Err> {
        let (answer, received) = oneshot::channel();
        let job =
            CommandJob { command, span: trace::command(C::name()), outcome: None, answer: Some(answer) };
        let stopped = || C::Err::from(StoreError::Conflict(WriterError::Stopped.to_string()));
        if self.queue.send(Box::new(job)).await.is_err() {
            return Err(stopped());
        }
        match received.await {
            Ok(Ok((out, state))) => Ok(Committed { out, position: self.position(state) }),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(stopped()),
        }
    }

    fn position(&self, state: LogState) -> Position {
        Position { producer: self.context.service, epoch: state.epoch, seq: state.last_seq }
    }

    /// The log's state after the last commit of this process.
    #[must_use]
    pub fn log_state(&self) -> LogState {
        *self.log.borrow()
    }

    pub(crate) fn log_changes(&self) -> watch::Receiver<LogState> {
        self.log.clone()
    }

    pub(crate) const fn context(&self) -> &WriterContext {
        &self.context
    }

    /// The signal that [`Work::wake`] gives to this task.
    #[must_use]
    pub fn wake_signal(&self, task: &'static str) -> Arc<Notify> {
        self.wakes.signal(task)
    }
}

type JobFuture<'a> = Pin<Box<dyn Future<Output = Step> + Send + 'a>>;

/// How one command of a batch ended, before the commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Done,
    Refused,
}

/// A command with the place for its answer, whatever its types.
trait Job: Send {
    fn run<'a>(&'a mut self, work: &'a mut Work) -> JobFuture<'a>;
    /// The transaction is committed: gives the answer.
    fn committed(self: Box<Self>, state: LogState);
    /// The store failed: gives that as the answer.
    fn failed(self: Box<Self>, error: StoreError);
    /// Gives the command's own refusal; false when it was not refused.
    fn is_refused(&self) -> bool;
}

type Answer<C> = Result<(<C as Command>::Out, LogState), <C as Command>::Err>;

struct CommandJob<C: Command> {
    command: C,
    /// The caller's trace goes on in the writer's task; closed with the commit.
    span: Span,
    outcome: Option<Result<C::Out, C::Err>>,
    answer: Option<oneshot::Sender<Answer<C>>>,
}

impl<C: Command> Job for CommandJob<C> {
    fn run<'a>(&'a mut self, work: &'a mut Work) -> JobFuture<'a> {
        Box::pin(async move {
            let outcome = self.command.execute(work).instrument(self.span.clone()).await;
            let step = if outcome.is_ok() { Step::Done } else { Step::Refused };
            self.outcome = Some(outcome);
            step
        })
    }

    fn committed(mut self: Box<Self>, state: LogState) {
        if let (Some(answer), Some(outcome)) = (self.answer.take(), self.outcome.take()) {
            self.span = Span::none();
            // The request may have been cancelled meanwhile; the commit stands.
            let _ = answer.send(outcome.map(|out| (out, state)));
        }
    }

    fn failed(mut self: Box<Self>, error: StoreError) {
        if let Some(answer) = self.answer.take() {
            let refusal = match self.outcome.take() {
                Some(Err(refusal)) => refusal,
                Some(Ok(_)) | None => C::Err::from(error),
            };
            self.span = Span::none();
            let _ = answer.send(Err(refusal));
        }
    }

    fn is_refused(&self) -> bool {
        matches!(self.outcome, Some(Err(_)))
    }
}

async fn write_batches(
    context: WriterContext,
    mut jobs: mpsc::Receiver<Box<dyn Job>>,
    log: watch::Sender<LogState>,
    wakes: Arc<Wakes>,
) {
    let mut batch = Vec::with_capacity(BATCH_MAX);
    while jobs.recv_many(&mut batch, BATCH_MAX).await > 0 {
        let jobs = std::mem::take(&mut batch);
        let unanswered = match run_batch(&context, jobs).await {
            BatchEnd::Committed(state, woken) => {
                publish_state(&log, &wakes, state, &woken);
                continue;
            }
            BatchEnd::Repeat(jobs) => jobs,
        };
        // One of them spoiled the transaction: each gets its own, and the others lose nothing.
        for job in unanswered {
            if let Some((state, woken)) = run_alone(&context, job).await {
                publish_state(&log, &wakes, state, &woken);
            }
        }
    }
}

fn publish_state(log: &watch::Sender<LogState>, wakes: &Wakes, state: LogState, woken: &[&'static str]) {
    log.send_if_modified(|known| {
        let changed = *known != state;
        *known = state;
        changed
    });
    for task in woken {
        wakes.signal(task).notify_one();
    }
}

enum BatchEnd {
    Committed(LogState, Vec<&'static str>),
    Repeat(Vec<Box<dyn Job>>),
}

async fn run_batch(context: &WriterContext, mut jobs: Vec<Box<dyn Job>>) -> BatchEnd {
    if jobs.len() == 1 {
        return BatchEnd::Repeat(jobs);
    }
    let tx = match context.store.begin().await {
        Ok(tx) => tx,
        Err(error) => {
            warn!(%error, "a batch could not begin; its commands are tried one by one");
            return BatchEnd::Repeat(jobs);
        }
    };
    let mut work = Work::new(tx, context.clone());
    for job in &mut jobs {
        let mark = work.mark();
        let step = AssertUnwindSafe(job.run(&mut work)).catch_unwind().await;
        let keep = match step {
            Ok(Step::Done) => !work.failed(),
            Ok(Step::Refused) => work.undo_to(&mark) && !work.failed(),
            Err(_) => false,
        };
        if !keep {
            roll_back(work).await;
            return BatchEnd::Repeat(jobs);
        }
    }
    match work.commit().await {
        Ok((state, woken)) => {
            for job in jobs {
                job.committed(state);
            }
            BatchEnd::Committed(state, woken)
        }
        Err(error) => {
            warn!(%error, "a batch could not be committed; its commands are tried one by one");
            BatchEnd::Repeat(jobs)
        }
    }
}

async fn run_alone(context: &WriterContext, mut job: Box<dyn Job>) -> Option<(LogState, Vec<&'static str>)> {
    let tx = match context.store.begin().await {
        Ok(tx) => tx,
        Err(error) => {
            job.failed(error);
            return None;
        }
    };
    let mut work = Work::new(tx, context.clone());
    let step = AssertUnwindSafe(job.run(&mut work)).catch_unwind().await;
    if step.is_err() {
        error!(service = %context.service, "a command panicked; its transaction is rolled back");
        roll_back(work).await;
        job.failed(StoreError::Corrupt(WriterError::Panicked.to_string()));
        return None;
    }
    if job.is_refused() || work.failed() {
        roll_back(work).await;
        // A command that swallowed a failed statement must not be told that it was saved.
        job.failed(StoreError::Corrupt("a failed statement was ignored".to_owned()));
        return None;
    }
    match work.commit().await {
        Ok((state, woken)) => {
            job.committed(state);
            Some((state, woken))
        }
        Err(error) => {
            job.failed(error);
            None
        }
    }
}

async fn roll_back(work: Work) {
    if let Err(error) = work.rollback().await {
        // The connection is gone and the server rolls back by itself; the next begin() tells more.
        warn!(%error, "a rollback was not confirmed");
    }
}
