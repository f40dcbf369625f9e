use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;

use crate::Calendar;

/// The files in `data/`, one per year.
pub(crate) const SHIPPED: &[&str] = &[
    include_str!("../data/2007.toml"),
    include_str!("../data/2008.toml"),
    include_str!("../data/2009.toml"),
    include_str!("../data/2010.toml"),
    include_str!("../data/2011.toml"),
    include_str!("../data/2012.toml"),
    include_str!("../data/2013.toml"),
    include_str!("../data/2014.toml"),
    include_str!("../data/2015.toml"),
    include_str!("../data/2016.toml"),
    include_str!("../data/2017.toml"),
    include_str!("../data/2018.toml"),
    include_str!("../data/2019.toml"),
    include_str!("../data/2020.toml"),
    include_str!("../data/2021.toml"),
    include_str!("../data/2022.toml"),
    include_str!("../data/2023.toml"),
    include_str!("../data/2024.toml"),
    include_str!("../data/2025.toml"),
    include_str!("../data/2026.toml"),
];

/// A year cannot list more exceptions than it has days.
const EXCEPTIONS_MAX: usize = 366;

/// A year file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not TOML, or not the fields of a year file.
    #[error("calendar file is not readable: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A date belongs to another year than the file.
    #[error("calendar {year}: {date} is not in that year")]
    OtherYear {
        /// The file's year.
        year: i16,
        /// The stray date.
        date: Date,
    },
    /// A date is listed twice, or both as off and as worked.
    #[error("calendar {year}: {date} is listed twice")]
    DateTwice {
        /// The file's year.
        year: i16,
        /// The date.
        date: Date,
    },
    /// A make-up workday on a Monday to Friday says nothing and is most likely a typing error.
    #[error("calendar {year}: make-up workday {date} is not on a weekend")]
    WorkdayNotOnWeekend {
        /// The file's year.
        year: i16,
        /// The date.
        date: Date,
    },
    /// More exceptions than days.
    #[error("calendar {year}: {count} dates listed, more than a year has")]
    TooMany {
        /// The file's year.
        year: i16,
        /// How many dates are listed.
        count: usize,
    },
    /// Two files for one year.
    #[error("calendar {year} is given twice")]
    YearTwice {
        /// The year.
        year: i16,
    },
    /// An import must raise the version.
    #[error("calendar {year}: version {known} or a later one is known already")]
    VersionNotNewer {
        /// The year.
        year: i16,
        /// The version known so far.
        known: u32,
    },
}

/// One year's published arrangement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYear {
    year: i16,
    version: u32,
    notices: Vec<String>,
    days_off: BTreeSet<Date>,
    workdays: BTreeSet<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: i16,
    version: u32,
    #[serde(default)]
    notices: Vec<String>,
    days_off: Vec<Date>,
    workdays: Vec<Date>,
}

impl CalendarYear {
    /// Reads a year file.
    ///
    /// # Errors
    /// See [`CalendarError`].
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        let file: YearFile = toml::from_str(text)?;
        let year = file.year;
        let count = file.days_off.len() + file.workdays.len();
        if count > EXCEPTIONS_MAX {
            return Err(CalendarError::TooMany { year, count });
        }
        let mut seen = BTreeSet::new();
        for date in file.days_off.iter().chain(&file.workdays).copied() {
            if date.year() != year {
                return Err(CalendarError::OtherYear { year, date });
            }
            if !seen.insert(date) {
                return Err(CalendarError::DateTwice { year, date });
            }
        }
        if let Some(date) = file.workdays.iter().copied().find(|date| !Calendar::is_weekend(date.weekday())) {
            return Err(CalendarError::WorkdayNotOnWeekend { year, date });
        }
        Ok(Self {
            year,
            version: file.version,
            notices: file.notices,
            days_off: file.days_off.into_iter().collect(),
            workdays: file.workdays.into_iter().collect(),
        })
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i16 {
        self.year
    }

    /// Raised by every change of the file.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Numbers of the notices the file rests on, the first one first; empty where not known.
    #[must_use]
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Days off of the notice, in order (weekends inside a holiday included).
    pub fn days_off(&self) -> impl Iterator<Item = Date> + '_ {
        self.days_off.iter().copied()
    }

    /// Make-up workdays (调休上班), in order: always Saturdays or Sundays.
    pub fn workdays(&self) -> impl Iterator<Item = Date> + '_ {
        self.workdays.iter().copied()
    }

    pub(crate) fn is_workday(&self, date: Date) -> bool {
        self.workdays.contains(&date)
            || !(Calendar::is_weekend(date.weekday()) || self.days_off.contains(&date))
    }
}
