use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use crate::{DrillFile, RealClock};

/// The longest single sleep. Real time may be set while a timer sleeps (NTP, a suspended machine), so
/// every sleeper looks at the clock again at least this often.
const SLEEP_MAX: Duration = Duration::from_secs(1);

/// Business time: what deadlines, rosters and escalation live by. In a drill it runs faster.
#[derive(Clone)]
pub struct BusinessClock {
    real: RealClock,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Real,
    Drill(watch::Receiver<DrillFile>),
    Manual { at: Arc<Mutex<Timestamp>>, moved: watch::Receiver<()> },
}

impl BusinessClock {
    /// Business time is real time.
    #[must_use]
    pub const fn real(real: RealClock) -> Self {
        Self { real, source: Source::Real }
    }

    /// Business time follows a drill file, whose watcher sends changes through `drill`.
    #[must_use]
    pub const fn drill(real: RealClock, drill: watch::Receiver<DrillFile>) -> Self {
        Self { real, source: Source::Drill(drill) }
    }

    /// A clock that moves only through its handle, for tests.
    #[must_use]
    pub fn manual(at: Timestamp) -> (Self, ManualHandle) {
        let at = Arc::new(Mutex::new(at));
        let (sender, moved) = watch::channel(());
        let clock = Self { real: RealClock::system(), source: Source::Manual { at: Arc::clone(&at), moved } };
        (clock, ManualHandle { at, sender })
    }

    /// Now, in whole microseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::Real => self.real.now(),
            Source::Drill(drill) => drill.borrow().business_at(self.real.now()),
            Source::Manual { at, .. } => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// How many business seconds pass in a real second; `None` outside drills.
    #[must_use]
    pub fn drill_rate(&self) -> Option<f64> {
        match &self.source {
            Source::Drill(drill) => Some(drill.borrow().rate),
            Source::Real | Source::Manual { .. } => None,
        }
    }

    /// Returns once business time is at or past `due`; never early, however the drill or the machine's
    /// clock is moved meanwhile.
    pub async fn sleep_until(&self, due: Timestamp) {
        loop {
            if self.now() >= due {
                return;
            }
            match &self.source {
                Source::Real => {
                    let left = due.duration_since(self.real.now()).as_secs_f64();
                    tokio::time::sleep(bounded(left)).await;
                }
                Source::Drill(drill) => {
                    let left = drill.borrow().real_seconds_until(due, self.real.now());
                    let mut drill = drill.clone();
                    drill.mark_unchanged();
                    tokio::select! {
                        () = tokio::time::sleep(left.map_or(SLEEP_MAX, bounded)) => {}
                        // A closed channel means the watcher is gone at shutdown: fall back to sleeping.
                        changed = drill.changed() => if changed.is_err() { tokio::time::sleep(SLEEP_MAX).await },
                    }
                }
                Source::Manual { moved, .. } => {
                    let mut moved = moved.clone();
                    tokio::select! {
                        () = tokio::time::sleep(SLEEP_MAX) => {}
                        changed = moved.changed() => if changed.is_err() { tokio::time::sleep(SLEEP_MAX).await },
                    }
                }
            }
        }
    }
}

/// At least a millisecond, so that rounding cannot make a busy loop.
fn bounded(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(SLEEP_MAX).clamp(Duration::from_millis(1), SLEEP_MAX)
}

impl fmt::Debug for BusinessClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BusinessClock")
    }
}

/// Moves a manual clock.
#[derive(Clone, Debug)]
pub struct ManualHandle {
    at: Arc<Mutex<Timestamp>>,
    sender: watch::Sender<()>,
}

impl ManualHandle {
    /// Sets business time and wakes every sleeper.
    pub fn set(&self, at: Timestamp) {
        *self.at.lock().unwrap_or_else(PoisonError::into_inner) = at;
        self.sender.send_replace(());
    }
}
