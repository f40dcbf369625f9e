use jiff::{SignedDuration, Timestamp};

/// Failed sign-ins in a row before a name is locked.
pub const FAILURES_MAX: i64 = 5;

/// How long a locked name stays locked; also the span after which an old failure is forgotten.
/// Real time: a drill that runs faster must not unlock anybody sooner.
pub const LOCK: SignedDuration = SignedDuration::from_mins(15);

/// The failures of one typed name, known or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub last_failed_at: Timestamp,
    pub locked_until: Option<Timestamp>,
}

/// Seconds until the name may be tried again; `None` when it may be tried now.
#[must_use]
pub fn locked_for(failures: Option<Failures>, now: Timestamp) -> Option<i64> {
    let until = failures?.locked_until?;
    (until > now).then(|| until.duration_since(now).as_secs().saturating_add(1))
}

/// What to keep after one more failure at `now`.
#[must_use]
pub fn after_failure(before: Option<Failures>, now: Timestamp) -> Failures {
    let recent = before.filter(|b| {
        let quiet = b.last_failed_at.saturating_add(LOCK).unwrap_or(Timestamp::MAX);
        quiet > now && b.locked_until.is_none_or(|until| until > now)
    });
    let count = recent.map_or(0, |b| b.count).saturating_add(1);
    let locked_until = (count >= FAILURES_MAX).then(|| now.saturating_add(LOCK).unwrap_or(Timestamp::MAX));
    Failures { count, last_failed_at: now, locked_until }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn the_fifth_failure_locks_for_fifteen_minutes() {
        let mut kept = None;
        for _ in 0..4 {
            kept = Some(after_failure(kept, minute(0)));
            assert_eq!(locked_for(kept, minute(0)), None);
        }
        kept = Some(after_failure(kept, minute(1)));
        assert_eq!(locked_for(kept, minute(15)), Some(61));
        assert_eq!(locked_for(kept, minute(16)), None);
    }

    #[test]
    fn after_the_lock_counting_begins_again() {
        let mut kept = None;
        for _ in 0..5 {
            kept = Some(after_failure(kept, minute(0)));
        }
        let again = after_failure(kept, minute(16));
        assert_eq!((again.count, again.locked_until), (1, None));
    }

    #[test]
    fn an_old_failure_is_forgotten() {
        let mut kept = None;
        for _ in 0..4 {
            kept = Some(after_failure(kept, minute(0)));
        }
        assert_eq!(after_failure(kept, minute(15)).count, 1);
        assert_eq!(after_failure(kept, minute(14)).count, 5);
    }
}
