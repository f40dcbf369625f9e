//! The working-day calendar of mainland China (domain.md, section 6).
//!
//! Which days are worked is announced year by year in notices of the State Council's General Office, with
//! days off and make-up workdays (调休). The years 2007–2026 ship as data files; a year without a file is
//! the explicit state "calendar missing": counting goes on with plain weekends, and every result that
//! touched such a day says so ([`Counted::provisional`]), so that it can be recomputed when the notice
//! comes. It is never a guess in silence.
//!
//! Counting convention: the day of the event is day 0.

mod counting;
mod year;

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};

pub use counting::{Counted, Span};
pub use year::{CalendarError, CalendarYear};

/// What a date is in the published calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Worked: an ordinary Monday to Friday, or a make-up workday on a weekend.
    Workday,
    /// Not worked: a weekend or a day off of the notice.
    DayOff,
    /// No calendar has been published (or imported) for the year of this date.
    Missing,
}

/// A set of calendar years, each with its own version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i16, CalendarYear>,
}

impl Calendar {
    /// The years shipped with the product.
    ///
    /// # Errors
    /// A data file that is not valid; a test shows that the shipped ones are.
    pub fn shipped() -> Result<Self, CalendarError> {
        Self::from_toml(year::SHIPPED)
    }

    /// A calendar out of the texts of year files.
    ///
    /// # Errors
    /// A file that cannot be read or contradicts itself; two files for one year.
    pub fn from_toml(files: &[&str]) -> Result<Self, CalendarError> {
        let mut calendar = Self { years: BTreeMap::new() };
        for text in files {
            let year = CalendarYear::from_toml(text)?;
            let number = year.year();
            if calendar.years.insert(number, year).is_some() {
                return Err(CalendarError::YearTwice { year: number });
            }
        }
        Ok(calendar)
    }

    /// This calendar with one more year, or with a year replaced by a later version of it (an import).
    ///
    /// # Errors
    /// The version is not above the one already known: a published version never changes.
    pub fn with_year(mut self, year: CalendarYear) -> Result<Self, CalendarError> {
        if let Some(known) = self.years.get(&year.year())
            && known.version() >= year.version()
        {
            return Err(CalendarError::VersionNotNewer { year: year.year(), known: known.version() });
        }
        self.years.insert(year.year(), year);
        Ok(self)
    }

    /// The published facts of a year; `None` is the state "calendar missing".
    #[must_use]
    pub fn year(&self, year: i16) -> Option<&CalendarYear> {
        self.years.get(&year)
    }

    /// Whether `date` is worked, off, or in a year without a calendar.
    #[must_use]
    pub fn day_kind(&self, date: Date) -> DayKind {
        match self.years.get(&date.year()) {
            None => DayKind::Missing,
            Some(year) if year.is_workday(date) => DayKind::Workday,
            Some(_) => DayKind::DayOff,
        }
    }

    /// Names the data as a whole: the range of years and the sum of their versions, which every release
    /// of a year file raises. Example: `cn-2007-2026.r23`.
    #[must_use]
    pub fn version_label(&self) -> String {
        match (self.years.keys().next(), self.years.keys().next_back()) {
            (Some(first), Some(last)) => {
                let releases: u64 = self.years.values().map(|year| u64::from(year.version())).sum();
                format!("cn-{first}-{last}.r{releases}")
            }
            _ => "cn-none".to_owned(),
        }
    }

    /// Names the data that a count from `from` to `to` rests on: what a clock records. Examples:
    /// `cn-2026.1`, `cn-2026.1+2027.missing`. A count over more than four years (a case decades old) names its
    /// first and last year only, so that the label has a limit.
    #[must_use]
    pub fn version_label_between(&self, from: Date, to: Date) -> String {
        let (first, last) = (from.year().min(to.year()), from.year().max(to.year()));
        let name = |year: i16| match self.years.get(&year) {
            Some(known) => format!("{year}.{}", known.version()),
            None => format!("{year}.missing"),
        };
        let names: Vec<String> = if last - first < 4 {
            (first..=last).map(name).collect()
        } else {
            vec![name(first), "..".to_owned(), name(last)]
        };
        format!("cn-{}", names.join("+"))
    }

    /// The weekend of the plain week, which stands in for a missing calendar.
    const fn is_weekend(weekday: Weekday) -> bool {
        matches!(weekday, Weekday::Saturday | Weekday::Sunday)
    }
}
