//! The timer: fires the stages of clocks when they are due, never early, each once (invariant 3).
//!
//! It sleeps on the business clock until the earliest stage, and is woken when a clock is armed or moved.
//! Its cost is what is due, not what is open.
//!
//! When the wall clock jumps ahead of the monotonic one, time goes on as if it had not, until the wall clock
//! is back, is synchronised, or is confirmed by an operator (`POST /api/supervision/v1/time/confirm`).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use store::StoreError;
use tokio::time::Instant;
use tracing::{error, info, warn};

use super::FIRE;
use crate::app::{App, HeldTime};
use crate::commands::fire_due::FireDue;
use crate::domain::wall::{Look, Wall};
use crate::store::{clocks, time_mark};

/// The longest real time between two looks: another replica may arm a clock without waking this one, and
/// a jump of the wall clock must be noticed soon.
const TICK: Duration = Duration::from_secs(5);
/// How often the high-water mark is written when nothing fires.
const MARK_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// A jump is noticed at the next look at the latest: a tick, and a slow store on top.
const NOTICED_WITHIN: SignedDuration = SignedDuration::from_secs(10);
/// Touched by systemd-timesyncd at each synchronisation.
const SYNC_FILE: &str = "/run/systemd/timesync/synchronized";
/// Names another such file, for other time services and for containers.
const SYNC_FILE_VARIABLE: &str = "HUIYIN_TIME_SYNC_FILE";
/// Pause after the store failed, as its own retries have been used up by then.
const RETRY: Duration = Duration::from_secs(1);

/// Runs until the host drops it (shutdown, or the lease is lost).
pub(crate) async fn run(app: App) {
    let wake = app.host.writer.wake_signal(FIRE);
    let mut timer = Timer::new(app);
    timer.compare_with_mark().await;
    if let Err(error) = super::after_downtime::logs_are_read(&timer.app.host).await {
        warn!(%error, "it is not known whether the logs are read; the timer fires all the same");
    }
    loop {
        let pause = match timer.look().await {
            Ok(Next::Now) => continue,
            Ok(Next::Sleep(until)) => until,
            Err(error) => {
                warn!(%error, "the timer could not look at its clocks; it tries again");
                tokio::time::sleep(RETRY).await;
                continue;
            }
        };
        tokio::select! {
            () = timer.app.host.shutdown.cancelled() => return,
            () = wake.notified() => {}
            () = tokio::time::sleep(TICK) => {}
            () = timer.app.host.business.sleep_until(pause.unwrap_or(Timestamp::MAX)) => {}
        }
    }
}

/// When to look again.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// More is due than one transaction takes.
    Now,
    /// Nothing is due; the earliest stage, if there is one that time alone can bring.
    Sleep(Option<Timestamp>),
}

/// The timer's memory between two looks.
pub(super) struct Timer {
    app: App,
    wall: Wall,
    started: Instant,
    /// The last look of this process at which every due stage had fired.
    last: Option<Look>,
    /// Real time at which the mark was last written.
    marked: Option<Timestamp>,
    /// Real time at which the wall clock's present jump was noticed.
    held_since: Option<Timestamp>,
}

impl Timer {
    pub(super) fn new(app: App) -> Self {
        Self {
            app,
            wall: Wall::default(),
            started: Instant::now(),
            last: None,
            marked: None,
            held_since: None,
        }
    }

    /// A wall clock behind its own high-water mark was set back while the service was down. Nothing fires
    /// early by it and nothing fires twice; but deadlines will be late by as much, so somebody must know.
    async fn compare_with_mark(&self) {
        let look = match self.app.host.store.read().await {
            Ok(mut on) => time_mark::read(&mut on).await.map(|mark| mark.look),
            Err(error) => Err(error),
        };
        match look {
            Ok(Some(look)) if look.real > self.app.host.real.now() => {
                error!(mark = %look.real, "the wall clock is behind the time at which this service last ran");
            }
            Ok(_) => {}
            Err(error) => warn!(%error, "the high-water mark of time could not be read"),
        }
    }

    /// Fires what is due.
    pub(super) async fn look(&mut self) -> Result<Next, StoreError> {
        let (now, held) = self.believed_now().await?;
        let mut on = self.app.host.store.read().await?;
        let next = clocks::next_fire_at(&mut on).await?;
        drop(on);
        let due = next.is_some_and(|at| at <= now.business);
        let mark = self.marked.is_none_or(|at| now.real.duration_since(at).abs() >= MARK_EVERY);
        if due || mark {
            let command = FireDue { now, last: self.last, rate: self.rate() };
            let fired = self.app.host.writer.run(command).await?.out;
            if fired.stages > 0 {
                info!(stages = fired.stages, more = fired.more, "stages fired");
            }
            if fired.more {
                return Ok(Next::Now);
            }
            self.marked = Some(now.real);
        }
        self.last = Some(now);
        if due {
            // The batch moved the earliest stage: look at once where it is now.
            return Ok(Next::Now);
        }
        // While the wall clock is held, business time has "passed" stages that must not fire: only a tick
        // or a wake may bring the next look.
        Ok(Next::Sleep(next.filter(|_| !held)))
    }

    fn rate(&self) -> f64 {
        self.app.host.business.drill_rate().unwrap_or(1.0)
    }

    /// Both clocks, as far as they may be believed, and whether the wall clock is being held.
    async fn believed_now(&mut self) -> Result<(Look, bool), StoreError> {
        let (real, business) = (self.app.host.real.now(), self.app.host.business.now());
        if self.app.host.business.drill_rate().is_some() {
            // A drill moves time as its leader likes, and nobody's real deadline hangs on it.
            return Ok((Look { business, real }, false));
        }
        let ahead = self.wall.ahead(real, self.started.elapsed());
        if !ahead.is_zero() {
            let since = *self.held_since.get_or_insert_with(|| {
                error!(
                    ahead_seconds = ahead.as_secs(),
                    "the wall clock jumped ahead; stages in between are held until it is back or confirmed"
                );
                real
            });
            if !self.is_confirmed(since).await? {
                self.app.held.send_replace(Some(HeldTime { since, ahead }));
                let back = |at: Timestamp| at.saturating_sub(ahead).unwrap_or(Timestamp::MIN);
                return Ok((Look { business: back(business), real: back(real) }, true));
            }
            self.wall.confirm(real, self.started.elapsed());
        }
        if self.held_since.take().is_some() {
            info!("the wall clock is believed again");
        }
        self.app.held.send_replace(None);
        Ok((Look { business, real }, false))
    }

    /// Whether, after the jump noticed at `since`, an operator said that the wall clock is right, or the
    /// machine's time service synchronised it: systemd-timesyncd touches a file whenever it has.
    async fn is_confirmed(&self, since: Timestamp) -> Result<bool, StoreError> {
        let mark = time_mark::read(&mut self.app.host.store.read().await?).await?;
        if mark.confirmed_at.is_some_and(|at| at >= since) {
            return Ok(true);
        }
        let file = self.app.host.settings.var(SYNC_FILE_VARIABLE).unwrap_or(SYNC_FILE);
        let touched = match tokio::fs::metadata(file).await.and_then(|metadata| metadata.modified()) {
            Ok(touched) => Timestamp::try_from(touched).ok(),
            // No such service, or it has not synchronised since the machine started.
            Err(_) => None,
        };
        // The step may be that service's own: then the file was touched just before it was noticed.
        Ok(touched.is_some_and(|at| at.saturating_add(NOTICED_WITHIN).is_ok_and(|at| at >= since)))
    }
}
