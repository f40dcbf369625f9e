//! How often one visitor of the public pages may ask. Kept in memory: after a restart everybody starts
//! afresh, which costs nothing, since a receipt code cannot be guessed at any rate.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

/// Questions one visitor may ask at once: a village clerk who looks up a whole list for neighbours.
const BURST: i64 = 30;
/// Seconds until one more question is allowed: half a burst a minute, more than a person types.
const REFILL_SECONDS: i64 = 4;
/// Visitors remembered apart, at about 100 bytes each: far more than ask within two minutes.
const VISITORS_MAX: usize = 10_000;
/// All visitors who cannot be told apart share this many at once, and are refilled as many times faster.
const SHARED_FACTOR: i64 = 20;

/// One bucket per visitor, bounded in number.
#[derive(Clone, Debug, Default)]
pub(crate) struct PublicLimit(Arc<Mutex<Buckets>>);

#[derive(Debug, Default)]
struct Buckets {
    visitors: HashMap<String, Bucket>,
    shared: Bucket,
}

/// When the bucket will be full again: the whole state of a bucket that refills evenly.
#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    full_at_millis: i64,
}

/// Asked too often: how many seconds to wait, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooOften {
    pub(crate) retry_after_seconds: u32,
}

impl PublicLimit {
    /// Counts one question of `visitor` at real time `now`. Visitors without a name, and new ones while
    /// the map is full, share one larger bucket.
    pub(crate) fn ask(&self, visitor: Option<&str>, now: Timestamp) -> Result<(), TooOften> {
        let now = now.as_millisecond();
        // A poisoned lock only means that another request panicked between two counts.
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(visitor) = visitor else { return buckets.shared.take(now, SHARED_FACTOR) };
        if let Some(bucket) = buckets.visitors.get_mut(visitor) {
            return bucket.take(now, 1);
        }
        if buckets.visitors.len() >= VISITORS_MAX {
            buckets.visitors.retain(|_, bucket| bucket.full_at_millis > now);
        }
        if buckets.visitors.len() >= VISITORS_MAX {
            return buckets.shared.take(now, SHARED_FACTOR);
        }
        buckets.visitors.entry(visitor.to_owned()).or_default().take(now, 1)
    }
}

impl Bucket {
    /// A bucket `factor` times larger refills `factor` times faster, so it is full after the same time.
    fn take(&mut self, now_millis: i64, factor: i64) -> Result<(), TooOften> {
        let one = REFILL_SECONDS.saturating_mul(1_000).checked_div(factor).unwrap_or(1).max(1);
        let room = one.saturating_mul(BURST).saturating_mul(factor);
        // A clock set back must not lock anybody out for longer than an empty bucket takes.
        let from = self.full_at_millis.clamp(now_millis, now_millis.saturating_add(room));
        self.full_at_millis = from;
        let full_at = from.saturating_add(one);
        let over = full_at.saturating_sub(now_millis.saturating_add(room));
        if over > 0 {
            let retry_after_seconds = over.saturating_add(999).checked_div(1_000).unwrap_or(1).max(1);
            return Err(TooOften {
                retry_after_seconds: u32::try_from(retry_after_seconds).unwrap_or(u32::MAX),
            });
        }
        self.full_at_millis = full_at;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
    }

    #[test]
    fn a_visitor_may_ask_a_burst_and_then_one_every_few_seconds() {
        let limit = PublicLimit::default();
        for _ in 0..BURST {
            assert_eq!(limit.ask(Some("a"), at(0)), Ok(()));
        }
        assert_eq!(limit.ask(Some("a"), at(0)), Err(TooOften { retry_after_seconds: 4 }));
        assert_eq!(limit.ask(Some("b"), at(0)), Ok(()));
        assert_eq!(limit.ask(Some("a"), at(REFILL_SECONDS * 1_000)), Ok(()));
        assert!(limit.ask(Some("a"), at(REFILL_SECONDS * 1_000)).is_err());
    }

    #[test]
    fn the_number_of_remembered_visitors_is_bounded_and_the_rest_share_a_bucket() {
        let limit = PublicLimit::default();
        for visitor in 0..VISITORS_MAX + 1_000 {
            let _ = limit.ask(Some(&visitor.to_string()), at(0));
        }
        assert_eq!(limit.0.lock().unwrap().visitors.len(), VISITORS_MAX);
        assert!(limit.ask(Some("one more"), at(0)).is_err(), "the shared bucket is used up");
        assert_eq!(limit.ask(Some("one more"), at(REFILL_SECONDS * 1_000)), Ok(()));
        assert_eq!(limit.0.lock().unwrap().visitors.len(), 1, "full buckets were forgotten");
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let limit = PublicLimit::default();
        for _ in 0..BURST {
            assert_eq!(limit.ask(Some("a"), at(86_400_000)), Ok(()));
        }
        assert!(limit.ask(Some("a"), at(0)).is_err());
        assert_eq!(limit.ask(Some("a"), at(REFILL_SECONDS * 1_000)), Ok(()));
    }
}
