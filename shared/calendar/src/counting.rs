use jiff::civil::Date;
use serde::Serialize;

use crate::{Calendar, DayKind};

/// A date that was computed, and whether the computation had to look at a year without a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// The result.
    pub date: Date,
    /// A day of a missing year was taken by its weekday alone: to be recomputed when the notice comes.
    pub provisional: bool,
}

/// A number of working days, and whether a missing year was part of the count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Working days; negative when the second date is before the first.
    pub days: i64,
    /// As in [`Counted`].
    pub provisional: bool,
}

impl Calendar {
    /// Whether `date` is worked, and whether that is only the plain week speaking for a missing calendar.
    fn worked(&self, date: Date) -> (bool, bool) {
        match self.day_kind(date) {
            DayKind::Workday => (true, false),
            DayKind::DayOff => (false, false),
            DayKind::Missing => (!Self::is_weekend(date.weekday()), true),
        }
    }

    /// The `n`-th working day after `date` (the day of the event is day 0; `n` = 0 is `date` itself, not
    /// rolled). At the end of representable time the last date is returned.
    #[must_use]
    pub fn add_working_days(&self, date: Date, n: u16) -> Counted {
        let mut counted = Counted { date, provisional: false };
        let mut left = n;
        while left > 0 {
            let Ok(next) = counted.date.tomorrow() else { break };
            let (worked, provisional) = self.worked(next);
            counted = Counted { date: next, provisional: counted.provisional || provisional };
            left -= u16::from(worked);
        }
        counted
    }

    /// A last day that falls on a day off rolls to the next working day (section 6); a working day stays.
    #[must_use]
    pub fn roll_forward(&self, date: Date) -> Counted {
        let mut counted = Counted { date, provisional: false };
        loop {
            let (worked, provisional) = self.worked(counted.date);
            counted.provisional |= provisional;
            // A year file can list at most a year of days off, so this ends; time itself may end first.
            match counted.date.tomorrow() {
                Ok(next) if !worked => counted.date = next,
                _ => return counted,
            }
        }
    }

    /// Working days after `from` up to and including `to`: how many working days are left until the last
    /// day. Negative (the same count the other way round) when `to` is before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: Date, to: Date) -> Span {
        let (first, last, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut span = Span { days: 0, provisional: false };
        let mut date = first;
        while date < last {
            let Ok(next) = date.tomorrow() else { break };
            let (worked, provisional) = self.worked(next);
            span.days += i64::from(worked);
            span.provisional |= provisional;
            date = next;
        }
        span.days *= sign;
        span
    }
}
