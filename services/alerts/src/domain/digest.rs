//! When a digest is sent: once nothing more has joined it for a while (real time).

use jiff::{SignedDuration, Timestamp};

/// A digest is sent two hours after it was opened at the latest: an import that never pauses would
/// otherwise keep it from ever being sent.
const OPEN_MAX: SignedDuration = SignedDuration::from_hours(2);

/// The real instant at which a digest is to be sent, if nothing more joins it.
#[must_use]
pub fn due_at(opened_at: Timestamp, last_item_at: Timestamp, quiet: SignedDuration) -> Timestamp {
    let quiet_at = last_item_at.saturating_add(quiet).unwrap_or(last_item_at);
    let latest = opened_at.saturating_add(OPEN_MAX).unwrap_or(quiet_at);
    quiet_at.min(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_digest_waits_for_quiet_but_not_for_ever() {
        let quiet = SignedDuration::from_secs(120);
        let opened = at("2026-11-02T00:00:00Z");
        assert_eq!(due_at(opened, at("2026-11-02T00:10:00Z"), quiet), at("2026-11-02T00:12:00Z"));
        assert_eq!(due_at(opened, at("2026-11-02T05:00:00Z"), quiet), at("2026-11-02T02:00:00Z"));
    }
}
