//! Quiet hours of a person: what is not urgent waits until they end; nothing is dropped.

use events::AlertKind;
use jiff::civil::Time;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// China Standard Time.
const CHINA: Offset = Offset::constant(8);

/// A person's quiet hours by the local wall clock, half-open; `from > until` runs over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    pub from: Time,
    pub until: Time,
}

/// Whether this kind is sent in quiet hours as well: an overdue clock, an urgent visit, and what stops
/// the system itself.
#[must_use]
pub const fn breaks_quiet(kind: AlertKind) -> bool {
    match kind {
        AlertKind::Overdue | AlertKind::UrgentVisit | AlertKind::System => true,
        AlertKind::Near | AlertKind::DueToday | AlertKind::RosterGap => false,
    }
}

impl QuietHours {
    /// The first instant at or after `at` (real time) outside the quiet hours.
    #[must_use]
    pub fn release(self, at: Timestamp) -> Timestamp {
        let local = CHINA.to_datetime(at);
        let time = local.time();
        let (quiet, ends_tomorrow) = if self.from <= self.until {
            (self.from <= time && time < self.until, false)
        } else {
            (time >= self.from || time < self.until, time >= self.from)
        };
        if !quiet {
            return at;
        }
        let day = local.date();
        let day =
            if ends_tomorrow { day.checked_add(SignedDuration::from_hours(24)).unwrap_or(day) } else { day };
        CHINA.to_timestamp(day.to_datetime(self.until)).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn at(local: &str) -> Timestamp {
        format!("{local}+08:00").parse().unwrap()
    }

    #[test]
    fn quiet_hours_over_midnight_end_in_the_morning() {
        let night = QuietHours { from: time(22, 0, 0, 0), until: time(7, 0, 0, 0) };
        assert_eq!(night.release(at("2026-11-02T21:59:59")), at("2026-11-02T21:59:59"));
        assert_eq!(night.release(at("2026-11-02T22:00:00")), at("2026-11-03T07:00:00"));
        assert_eq!(night.release(at("2026-11-03T06:59:59")), at("2026-11-03T07:00:00"));
        assert_eq!(night.release(at("2026-11-03T07:00:00")), at("2026-11-03T07:00:00"));
    }

    #[test]
    fn quiet_hours_within_a_day_and_none_at_all() {
        let noon = QuietHours { from: time(12, 0, 0, 0), until: time(14, 0, 0, 0) };
        assert_eq!(noon.release(at("2026-11-02T12:30:00")), at("2026-11-02T14:00:00"));
        assert_eq!(noon.release(at("2026-11-02T14:00:00")), at("2026-11-02T14:00:00"));
        let none = QuietHours { from: time(9, 0, 0, 0), until: time(9, 0, 0, 0) };
        assert_eq!(none.release(at("2026-11-02T09:00:00")), at("2026-11-02T09:00:00"));
    }

    #[test]
    fn overdue_is_not_kept_waiting() {
        assert!(breaks_quiet(AlertKind::Overdue) && !breaks_quiet(AlertKind::Near));
    }
}
