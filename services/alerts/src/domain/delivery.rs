//! One message to one person through one channel: queued → sent → accepted, or the next channel.
//!
//! `sent` is recorded before the channel is called, so a crash in between leaves a row that says so: it
//! becomes `unknown`, is shown as such, and is sent again with the same idempotency key.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a delivery stands. "Acknowledged" belongs to the alert, not to a delivery.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waiting for its turn or for its next attempt.
    Queued,
    /// Handed to the channel; the answer is not in yet.
    Sent,
    /// The channel took it.
    Accepted,
    /// The channel refused it for good, or every attempt failed.
    Failed,
    /// Nobody can say whether the channel took it; it is sent again with the same key.
    Unknown,
    /// The alert was answered or the person must no longer hear of it, before it was sent.
    Withdrawn,
}

impl DeliveryState {
    const ALL: [Self; 6] =
        [Self::Queued, Self::Sent, Self::Accepted, Self::Failed, Self::Unknown, Self::Withdrawn];

    /// The code in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == code)
    }
}

/// What a channel answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Taken over by the channel.
    Accepted,
    /// Refused for good: the same message would be refused again.
    Rejected { reason: String },
    /// Certainly not taken, may be taken later; `after` is the channel's own wish.
    Retry { reason: String, after: Option<SignedDuration> },
    /// The connection broke or timed out after the message had left.
    Unknown { reason: String },
}

impl Outcome {
    /// What went wrong, for the operator.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Accepted => None,
            Self::Rejected { reason } | Self::Retry { reason, .. } | Self::Unknown { reason } => Some(reason),
        }
    }
}

/// How often and how fast a delivery is tried (real time).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveryLimits {
    /// Attempts per channel, at least 1.
    pub attempts_max: i64,
    /// The wait after the first failed attempt; doubles from there.
    pub retry_base: SignedDuration,
    /// The longest wait, also for a channel that asks for more.
    pub retry_max: SignedDuration,
    /// How long one attempt may take before another worker may conclude that it crashed.
    pub lease: SignedDuration,
}

impl Default for DeliveryLimits {
    fn default() -> Self {
        // Eight attempts from 2 s doubling to 5 min pass in about nine minutes: within a quarter of an hour
        // the next channel or person is called, well before any policy's delay but an urgent visit's.
        Self {
            attempts_max: 8,
            retry_base: SignedDuration::from_secs(2),
            retry_max: SignedDuration::from_mins(5),
            lease: SignedDuration::from_secs(60),
        }
    }
}

/// What follows an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub state: DeliveryState,
    /// When to try again with the same key.
    pub again_at: Option<Timestamp>,
    /// The next channel is tried at once.
    pub next_channel: bool,
}

/// What follows attempt number `attempts` (from 1) that ended at `now` with `outcome`. `jitter` is within
/// 0..=1 and spreads waits over their upper half, so that many deliveries do not return together.
#[must_use]
pub fn verdict(
    outcome: &Outcome,
    attempts: i64,
    limits: DeliveryLimits,
    jitter: f64,
    now: Timestamp,
) -> Verdict {
    let (state, wish) = match outcome {
        Outcome::Accepted => {
            return Verdict { state: DeliveryState::Accepted, again_at: None, next_channel: false };
        }
        Outcome::Rejected { .. } => {
            return Verdict { state: DeliveryState::Failed, again_at: None, next_channel: true };
        }
        Outcome::Retry { after, .. } => (DeliveryState::Queued, *after),
        Outcome::Unknown { .. } => (DeliveryState::Unknown, None),
    };
    if attempts >= limits.attempts_max {
        // What was never answered stays visible as unknown; what was refused each time has failed.
        let state = if state == DeliveryState::Queued { DeliveryState::Failed } else { state };
        return Verdict { state, again_at: None, next_channel: true };
    }
    let wait =
        backoff(attempts, limits, jitter).max(wish.unwrap_or(SignedDuration::ZERO)).min(limits.retry_max);
    Verdict { state, again_at: Some(now.saturating_add(wait).unwrap_or(now)), next_channel: false }
}

/// The wait after attempt number `attempts`: base · 2^(attempts − 1), at most the limit, half of it jittered.
fn backoff(attempts: i64, limits: DeliveryLimits, jitter: f64) -> SignedDuration {
    // 2^20 times any base in whole milliseconds is beyond every limit; larger exponents only overflow.
    let exponent = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(20);
    let doubled = limits.retry_base.checked_mul(1_i32 << exponent).unwrap_or(limits.retry_max);
    let full = doubled.min(limits.retry_max);
    let share = 0.5 + jitter.clamp(0.0, 1.0) / 2.0;
    SignedDuration::try_from_secs_f64(full.as_secs_f64() * share).unwrap_or(full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: DeliveryLimits = DeliveryLimits {
        attempts_max: 4,
        retry_base: SignedDuration::from_secs(2),
        retry_max: SignedDuration::from_secs(10),
        lease: SignedDuration::from_secs(60),
    };

    fn now() -> Timestamp {
        "2026-11-02T00:00:00Z".parse().unwrap()
    }

    fn retry(after: Option<i64>) -> Outcome {
        Outcome::Retry { reason: "429".into(), after: after.map(SignedDuration::from_secs) }
    }

    #[test]
    fn a_permanent_failure_starts_the_next_channel_at_once() {
        let rejected = Outcome::Rejected { reason: "410".into() };
        let verdict = verdict(&rejected, 1, LIMITS, 0.5, now());
        assert_eq!(verdict, Verdict { state: DeliveryState::Failed, again_at: None, next_channel: true });
    }

    #[test]
    fn unknown_is_tried_again_and_shown_as_unknown() {
        let unknown = Outcome::Unknown { reason: "timeout".into() };
        let again = verdict(&unknown, 1, LIMITS, 1.0, now());
        assert_eq!(again.state, DeliveryState::Unknown);
        assert_eq!(again.again_at, Some(now() + SignedDuration::from_secs(2)));
        let last = verdict(&unknown, 4, LIMITS, 1.0, now());
        assert_eq!((last.state, last.next_channel), (DeliveryState::Unknown, true));
    }

    #[test]
    fn a_channels_wish_is_kept_up_to_the_limit() {
        let wait =
            |wish| verdict(&retry(wish), 1, LIMITS, 0.0, now()).again_at.unwrap().duration_since(now());
        assert_eq!(wait(None), SignedDuration::from_secs(1));
        assert_eq!(wait(Some(5)), SignedDuration::from_secs(5));
        assert_eq!(wait(Some(9_999)), SignedDuration::from_secs(10));
    }

    proptest! {
        #[test]
        fn attempts_end_and_waits_stay_within_their_limits(attempts in 1_i64..100, jitter in 0.0_f64..1.0) {
            let verdict = verdict(&retry(None), attempts, LIMITS, jitter, now());
            prop_assert_eq!(verdict.again_at.is_none(), attempts >= LIMITS.attempts_max);
            prop_assert_eq!(verdict.next_channel, attempts >= LIMITS.attempts_max);
            if let Some(again_at) = verdict.again_at {
                let wait = again_at.duration_since(now());
                prop_assert!(wait >= SignedDuration::from_secs(1) && wait <= LIMITS.retry_max);
            }
        }
    }
}
