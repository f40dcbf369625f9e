//! Case numbers such as `YX-2026-L000123`: the instance's prefix, the year of registration in China, the
//! series and a running number.
//!
//! ASCII, so that they can be typed on any keyboard, read over a telephone and searched with a prefix.
//! Every series counts by itself from 1 each year. Accusations (art. 30) are numbered in a series of their
//! own whatever channel they came by: a missing number in any other series would tell that one exists.

use std::fmt;

use events::{CaseClass, Channel};
use jiff::Timestamp;
use jiff::tz::Offset;

/// A row of running numbers within one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series(&'static str);

impl Series {
    /// L letter, V visit, C call, O online, R leaders' reception, A from above, S sweep, G suggestion box;
    /// J (检举控告) for every accusation.
    #[must_use]
    pub const fn of(channel: Channel, class: CaseClass) -> Self {
        if matches!(class, CaseClass::Accusation) {
            return Self("J");
        }
        Self(match channel {
            Channel::Letter => "L",
            Channel::Visit => "V",
            Channel::Call => "C",
            Channel::Online => "O",
            Channel::LeaderReception => "R",
            Channel::FromAbove => "A",
            Channel::Sweep => "S",
            Channel::Suggestion => "G",
        })
    }

    /// The letter in the number, and the key of the counter row.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        self.0
    }
}

/// A case number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseNumber<'a> {
    /// The instance's prefix, e.g. `YX`.
    pub prefix: &'a str,
    /// The civil year of registration in China.
    pub year: i16,
    /// The series it counts in.
    pub series: Series,
    /// From 1.
    pub number: i64,
}

impl fmt::Display for CaseNumber<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { prefix, year, series, number } = self;
        // Six digits sort and align; the millionth of a year simply takes a seventh.
        write!(f, "{prefix}-{year:04}-{}{number:06}", series.letter())
    }
}

/// The prefix of an instance's numbers: as configured, else its code in capitals. Two instances that
/// exchange cases never share a code, so their numbers never meet. `None` when what was configured could
/// not be told apart from the rest of a number or typed anywhere.
#[must_use]
pub fn number_prefix(instance: &str, configured: Option<&str>) -> Option<String> {
    let prefix = configured.unwrap_or(instance).trim().to_ascii_uppercase();
    let fits = (1..=32).contains(&prefix.len())
        && prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
    fits.then_some(prefix)
}

/// The civil year in China: a registration at 23:30 UTC of 31 December belongs to the new year.
#[must_use]
pub fn china_year(at: Timestamp) -> i16 {
    Offset::constant(8).to_datetime(at).year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_instance_year_series_and_count() {
        let series = Series::of(Channel::Letter, CaseClass::Claim);
        assert_eq!(
            CaseNumber { prefix: "YX", year: 2026, series, number: 123 }.to_string(),
            "YX-2026-L000123"
        );
        assert_eq!(
            CaseNumber { prefix: "YX", year: 2026, series, number: 1_234_567 }.to_string(),
            "YX-2026-L1234567"
        );
    }

    #[test]
    fn accusations_have_their_own_series_in_every_channel_r11() {
        for channel in [Channel::Letter, Channel::Visit, Channel::Online, Channel::FromAbove] {
            assert_eq!(Series::of(channel, CaseClass::Accusation).letter(), "J");
            assert_ne!(Series::of(channel, CaseClass::Claim).letter(), "J");
        }
    }

    #[test]
    fn the_prefix_is_the_instance_unless_configured() {
        assert_eq!(number_prefix("yunxi-01", None).unwrap(), "YUNXI-01");
        assert_eq!(number_prefix("yunxi", Some("yx")).unwrap(), "YX");
        for bad in ["", "云溪", "A B", &"A".repeat(33)] {
            assert_eq!(number_prefix("yunxi", Some(bad)), None, "{bad:?}");
        }
    }

    #[test]
    fn the_year_turns_at_midnight_in_china() {
        assert_eq!(china_year("2026-12-31T15:59:59Z".parse().unwrap()), 2026);
        assert_eq!(china_year("2026-12-31T16:00:00Z".parse().unwrap()), 2027);
    }
}
