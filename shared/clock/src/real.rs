use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

/// The wall clock of the machine.
#[derive(Clone)]
pub struct RealClock(Source);

#[derive(Clone)]
enum Source {
    System,
    Manual(Arc<Mutex<Timestamp>>),
}

impl RealClock {
    #[must_use]
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that moves only when told, for tests.
    #[must_use]
    pub fn manual(at: Timestamp) -> (Self, Arc<Mutex<Timestamp>>) {
        let shared = Arc::new(Mutex::new(at));
        (Self(Source::Manual(Arc::clone(&shared))), shared)
    }

    /// Now, cut to whole microseconds: the finest that both databases keep, so that a value read back
    /// equals the value written.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            #[expect(clippy::disallowed_methods, reason = "the one place where real time enters")]
            Source::System => to_micros(Timestamp::now()),
            Source::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

pub(crate) fn to_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

impl fmt::Debug for RealClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RealClock")
    }
}
