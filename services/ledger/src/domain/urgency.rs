use events::{Light, RuleCode};
use jiff::civil::Date;

/// One running clock of a case, as the ledger knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningClock {
    pub rule: RuleCode,
    pub light: Light,
    /// The last day on which it is still in time.
    pub due: Date,
    pub late_on_arrival: bool,
}

/// What the queue shows of all the clocks of a case together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urgency {
    /// The worst running light.
    pub light: Light,
    /// The earliest last day among the running clocks, and its rule.
    pub due: Option<(Date, RuleCode)>,
    /// A running clock was already late when it was armed: an import or a paper book.
    pub late_on_arrival: bool,
}

impl Urgency {
    /// A case that no clock runs on.
    pub const NONE: Self = Self { light: Light::None, due: None, late_on_arrival: false };

    /// Folds the running clocks of one case.
    #[must_use]
    pub fn of(running: &[RunningClock]) -> Self {
        running.iter().fold(Self::NONE, |sum, clock| Self {
            light: if severity(clock.light) > severity(sum.light) { clock.light } else { sum.light },
            due: match sum.due {
                Some((due, rule)) if due <= clock.due => Some((due, rule)),
                _ => Some((clock.due, clock.rule)),
            },
            late_on_arrival: sum.late_on_arrival || clock.late_on_arrival,
        })
    }

    /// The place in the queue: red first, then the earliest due day, then what has no due day. One
    /// integer, so that one index serves the sort on both databases.
    #[must_use]
    pub fn sort_key(&self) -> i64 {
        let calm = if self.light == Light::Red { 0 } else { NOT_RED };
        let day = self.due.map_or(NO_DUE, |(due, _)| {
            i64::from(due.year()) * 10_000 + i64::from(due.month()) * 100 + i64::from(due.day())
        });
        calm + day
    }
}

/// Above every day number, so that every red case comes before every other.
const NOT_RED: i64 = 1_000_000_000;

/// After every real day.
const NO_DUE: i64 = 99_999_999;

/// How bad a light is; a paused clock is better than a running one and worse than none.
const fn severity(light: Light) -> u8 {
    match light {
        Light::Red => 4,
        Light::Yellow => 3,
        Light::Green => 2,
        Light::Blue => 1,
        Light::None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(light: Light, day: i8) -> RunningClock {
        RunningClock {
            rule: RuleCode::Handle,
            light,
            due: Date::constant(2026, 10, day),
            late_on_arrival: false,
        }
    }

    #[test]
    fn a_case_shows_its_worst_light_and_its_earliest_day() {
        let urgency =
            Urgency::of(&[clock(Light::Green, 8), clock(Light::Yellow, 20), clock(Light::Green, 9)]);
        assert_eq!(urgency.light, Light::Yellow);
        assert_eq!(urgency.due, Some((Date::constant(2026, 10, 8), RuleCode::Handle)));
        assert_eq!(Urgency::of(&[]), Urgency::NONE);
    }

    #[test]
    fn the_queue_is_red_first_then_by_day_then_without_a_day() {
        let order = [
            Urgency::of(&[clock(Light::Red, 8)]),
            Urgency::of(&[clock(Light::Red, 9)]),
            Urgency::of(&[clock(Light::Green, 1)]),
            Urgency::of(&[clock(Light::Yellow, 2)]),
            Urgency::NONE,
        ];
        assert!(order.windows(2).all(|pair| pair[0].sort_key() < pair[1].sort_key()));
    }
}
