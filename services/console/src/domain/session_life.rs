use jiff::{SignedDuration, Timestamp};

/// A session nobody uses ends after this long (ASVS 5, 7.3). Real time.
pub const IDLE_MAX: SignedDuration = SignedDuration::from_mins(30);

/// A session ends after this long however much it is used: one working day. Real time.
pub const LIFE_MAX: SignedDuration = SignedDuration::from_hours(12);

/// How long a replica may believe what it last read of a session; also how often `last_seen` is written.
/// A sign-out or a change of roles made on another replica is honoured within this span.
pub const BELIEVED: SignedDuration = SignedDuration::from_secs(60);

/// Whether a session begun and last seen then is still good at `now`.
#[must_use]
pub fn is_alive(created: Timestamp, last_seen: Timestamp, now: Timestamp) -> bool {
    now.duration_since(created) < LIFE_MAX && now.duration_since(last_seen) < IDLE_MAX
}

/// Sessions last seen before this instant can be deleted.
#[must_use]
pub fn dead_before(now: Timestamp) -> Timestamp {
    now.saturating_sub(IDLE_MAX).unwrap_or(Timestamp::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + minute * 60).unwrap()
    }

    #[test]
    fn a_session_ends_after_thirty_idle_minutes_or_twelve_hours() {
        assert!(is_alive(minute(0), minute(0), minute(29)));
        assert!(!is_alive(minute(0), minute(0), minute(30)));
        assert!(is_alive(minute(0), minute(719), minute(719)));
        assert!(!is_alive(minute(0), minute(719), minute(720)));
    }
}
