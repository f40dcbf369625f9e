use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where business time stands against real time in a drill; one file shared by every process of an
/// instance, so that they agree, and kept over restarts, so that business time goes on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrillFile {
    /// The real instant at which business time was `business_origin`.
    pub real_origin: Timestamp,
    pub business_origin: Timestamp,
    /// Business seconds per real second: 1440 makes a minute a day; 0 stands still (driven by tests).
    pub rate: f64,
}

/// The drill file cannot be read or makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum DrillError {
    #[error("the drill file cannot be read: {0}")]
    Read(#[from] std::io::Error),
    #[error("the drill file is not valid: {0}")]
    Parse(String),
}

/// One real minute may be at most ten business days: beyond that every timer fires in one tick.
const RATE_MAX: f64 = 14_400.0;

impl DrillFile {
    /// # Errors
    /// [`DrillError`] when the file is missing, is not this JSON, or its rate is not within 0..=14400.
    pub fn load(path: &Path, parse: impl FnOnce(&str) -> Result<Self, String>) -> Result<Self, DrillError> {
        let file = parse(&std::fs::read_to_string(path)?).map_err(DrillError::Parse)?;
        if file.rate.is_finite() && (0.0..=RATE_MAX).contains(&file.rate) {
            Ok(file)
        } else {
            Err(DrillError::Parse(format!("rate {} is not within 0..={RATE_MAX}", file.rate)))
        }
    }

    /// Business time at the real instant `real`.
    #[must_use]
    pub fn business_at(&self, real: Timestamp) -> Timestamp {
        let elapsed = real.duration_since(self.real_origin).as_secs_f64() * self.rate;
        let elapsed = SignedDuration::try_from_secs_f64(elapsed).unwrap_or(SignedDuration::ZERO);
        super::real::to_micros(self.business_origin.saturating_add(elapsed).unwrap_or(self.business_origin))
    }

    /// Real seconds until business time reaches `due`; `None` when it never does at this rate.
    #[must_use]
    pub fn real_seconds_until(&self, due: Timestamp, real: Timestamp) -> Option<f64> {
        let business = due.duration_since(self.business_at(real)).as_secs_f64();
        if business <= 0.0 {
            Some(0.0)
        } else if self.rate > 0.0 {
            Some(business / self.rate)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn at_rate_1440_a_minute_is_a_day() {
        let drill = DrillFile {
            real_origin: at("2026-11-01T00:00:00Z"),
            business_origin: at("2026-12-01T00:00:00Z"),
            rate: 1440.0,
        };
        assert_eq!(drill.business_at(at("2026-11-01T00:01:00Z")), at("2026-12-02T00:00:00Z"));
        let wait = drill.real_seconds_until(at("2026-12-03T00:00:00Z"), at("2026-11-01T00:01:00Z"));
        assert_eq!(wait, Some(60.0));
    }

    #[test]
    fn a_standing_clock_never_arrives() {
        let drill = DrillFile {
            real_origin: at("2026-11-01T00:00:00Z"),
            business_origin: at("2026-12-01T00:00:00Z"),
            rate: 0.0,
        };
        assert_eq!(drill.real_seconds_until(at("2026-12-03T00:00:00Z"), at("2026-11-05T00:00:00Z")), None);
    }
}
