//! The counting against a day walk that shares no code with it: it reads the year files' lists alone.

use std::collections::BTreeSet;

use huiyin_calendar::Calendar;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};
use proptest::prelude::*;

struct Walk {
    off: BTreeSet<Date>,
    worked: BTreeSet<Date>,
}

impl Walk {
    fn new(calendar: &Calendar) -> Self {
        let years: Vec<_> = (2007..=2026).filter_map(|year| calendar.year(year)).collect();
        Self {
            off: years.iter().flat_map(|year| year.days_off()).collect(),
            worked: years.iter().flat_map(|year| year.workdays()).collect(),
        }
    }

    /// Outside the shipped years both lists are silent, which leaves the plain week.
    fn works(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if weekend { self.worked.contains(&day) } else { !self.off.contains(&day) }
    }
}

/// Every day from 2006 to 2028: both edges of the shipped years included.
fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..365 * 23).prop_map(|days| date(2006, 1, 1) + days.days())
}

fn outside(day: Date) -> bool {
    day.year() < 2007 || day.year() > 2026
}

proptest! {
    #[test]
    fn adding_working_days_lands_on_the_nth_worked_day(start in any_day(), n in 0_u16..120) {
        let calendar = Calendar::shipped().unwrap();
        let walk = Walk::new(&calendar);
        let counted = calendar.add_working_days(start, n);
        let mut day = start;
        let mut seen = 0;
        let mut provisional = false;
        while seen < n {
            day += 1.days();
            provisional |= outside(day);
            seen += u16::from(walk.works(day));
        }
        prop_assert_eq!(counted.date, day);
        prop_assert_eq!(counted.provisional, provisional);
        prop_assert_eq!(calendar.working_days_between(start, day).days, i64::from(n));
    }

    #[test]
    fn rolling_finds_the_first_worked_day_and_never_goes_back(start in any_day()) {
        let calendar = Calendar::shipped().unwrap();
        let walk = Walk::new(&calendar);
        let rolled = calendar.roll_forward(start);
        prop_assert!(rolled.date >= start);
        prop_assert!(walk.works(rolled.date));
        let mut day = start;
        let mut provisional = outside(day);
        while day < rolled.date {
            prop_assert!(!walk.works(day));
            day += 1.days();
            provisional |= outside(day);
        }
        prop_assert_eq!(rolled.provisional, provisional);
        prop_assert_eq!(calendar.roll_forward(rolled.date).date, rolled.date);
    }

    #[test]
    fn the_days_between_are_the_worked_days_walked(from in any_day(), length in 0_i64..400) {
        let calendar = Calendar::shipped().unwrap();
        let walk = Walk::new(&calendar);
        let to = from + length.days();
        let walked = (1..=length).filter(|day| walk.works(from + day.days())).count();
        prop_assert_eq!(calendar.working_days_between(from, to).days, i64::try_from(walked).unwrap());
        prop_assert_eq!(calendar.working_days_between(to, from).days, -i64::try_from(walked).unwrap());
    }
}
