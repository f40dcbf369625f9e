//! From a rule and a start to days, and from days to instants.

use calendar::Calendar;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::rules::{Rule, Unit};

/// The days of one clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The last day before rolling: near and due today go by it.
    pub due_unrolled: Date,
    /// The last day on which it is still in time; red comes after its 24:00.
    pub due_rolled: Date,
    /// The day from whose 00:00 it is yellow; none when the period is too short to warn in.
    pub near_on: Option<Date>,
    /// Counted over a year with no published calendar.
    pub provisional: bool,
}

impl Deadline {
    /// The deadline of `rule` for an event on `start` (day 0). `set` is a due date from the assignment:
    /// where the rule allows it, the earlier of it and the statutory day governs (R6), and rolls like any
    /// last day.
    #[must_use]
    pub fn count(rule: &Rule, calendar: &Calendar, start: Date, set: Option<Date>) -> Self {
        let (statutory, counted_provisionally) = match rule.unit {
            Unit::Day => (start.saturating_add(i32::from(rule.days).days()), false),
            Unit::WorkingDay => {
                let counted = calendar.add_working_days(start, rule.days);
                (counted.date, counted.provisional)
            }
        };
        let due_unrolled = match set.filter(|set| rule.due_may_be_set && *set < statutory) {
            Some(set) => set,
            None => statutory,
        };
        let rolled = calendar.roll_forward(due_unrolled);
        Self {
            due_unrolled,
            due_rolled: rolled.date,
            near_on: near_on(rule, calendar, start, due_unrolled),
            provisional: rolled.provisional || (counted_provisionally && due_unrolled == statutory),
        }
    }

    /// 00:00 of the day that warns.
    #[must_use]
    pub fn near_at(&self) -> Option<Timestamp> {
        self.near_on.map(midnight)
    }

    /// 00:00 of the unrolled last day.
    #[must_use]
    pub fn due_today_at(&self) -> Timestamp {
        midnight(self.due_unrolled)
    }

    /// 24:00 of the rolled last day: from this instant on the deadline is missed.
    #[must_use]
    pub fn missed_at(&self) -> Timestamp {
        midnight(self.due_rolled.tomorrow().unwrap_or(Date::MAX))
    }
}

/// The warning day: `near_days` before the unrolled last day. A due date set so early that this is not
/// after the start warns from the day after the start, and not at all when that is the last day itself.
fn near_on(rule: &Rule, calendar: &Calendar, start: Date, due_unrolled: Date) -> Option<Date> {
    let warning = match rule.unit {
        Unit::Day => due_unrolled.saturating_sub(i32::from(rule.near_days).days()),
        Unit::WorkingDay => working_days_before(calendar, due_unrolled, rule.near_days),
    };
    let earliest = start.tomorrow().unwrap_or(Date::MAX);
    let near = warning.max(earliest);
    (near < due_unrolled).then_some(near)
}

/// The latest day from which `days` working days are left until `due`.
fn working_days_before(calendar: &Calendar, due: Date, days: u16) -> Date {
    let mut date = due;
    while calendar.working_days_between(date, due).days < i64::from(days) {
        match date.yesterday() {
            Ok(earlier) => date = earlier,
            Err(_) => break,
        }
    }
    date
}

/// China Standard Time: UTC+8 all year since 1991, so no time-zone database is needed. The `clock` crate
/// says the same; the domain does not depend on it because it holds the wall clocks.
fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// 00:00 in China at the start of `date`.
#[must_use]
pub fn midnight(date: Date) -> Timestamp {
    date.to_zoned(china()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}

/// The date in China at `at`.
#[must_use]
pub fn china_date(at: Timestamp) -> Date {
    at.to_zoned(china()).date()
}
