//! The two clocks. They are two types on purpose: a drill may run the business clock a thousand times
//! faster, and a session, a token, a lease or a retry must never live by it.
//!
//! * [`BusinessClock`]: statutory clocks, rosters, escalation minutes.
//! * [`RealClock`]: sessions, tokens, leases, retries, quotas.

mod business;
mod drill;
mod real;

pub use business::{BusinessClock, ManualHandle};
pub use drill::{DrillError, DrillFile};
pub use real::RealClock;

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// China Standard Time. The country has kept UTC+8 without summer time since 1991, before the first year
/// of any case this product registers, so no time-zone database is needed.
#[must_use]
pub fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// The civil date in China at this instant.
#[must_use]
pub fn china_date(at: Timestamp) -> Date {
    at.to_zoned(china()).date()
}

/// 00:00 in China at the start of `date`.
#[must_use]
pub fn china_midnight(date: Date) -> Timestamp {
    // A fixed offset has no gaps or folds, so the only failure is a date outside jiff's range of years.
    date.to_zoned(china()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// `at + seconds`, saturating at the ends of time instead of failing.
#[must_use]
pub fn plus_seconds(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds)).unwrap_or(if seconds < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_day_begins_at_sixteen_hours_utc() {
        let midnight = china_midnight(Date::constant(2026, 10, 9));
        assert_eq!(midnight.to_string(), "2026-10-08T16:00:00Z");
        assert_eq!(china_date(midnight), Date::constant(2026, 10, 9));
        assert_eq!(china_date(plus_seconds(midnight, -1)), Date::constant(2026, 10, 8));
    }
}
