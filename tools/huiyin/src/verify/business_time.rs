//! The instance's business time: in a drill it runs faster.

use clock::{DrillFile, RealClock};

use super::facts::Facts;
use super::stores::Stores;

/// Real seconds that a timer may be behind: it wakes at least once a second, and a start takes a few.
const BEHIND_SECONDS_MAX: f64 = 15.0;

pub(crate) fn read(stores: &Stores, facts: &mut Facts) {
    let real = RealClock::system().now();
    let parse = |text: &str| serde_json::from_str::<DrillFile>(text).map_err(|error| error.to_string());
    let (now, rate) = match DrillFile::load(&stores.drill_file, parse) {
        Ok(drill) => (drill.business_at(real), drill.rate),
        Err(_) => (real, 1.0),
    };
    facts.now = Some(now);
    // The product is at most 15 × 14,400.
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
    let grace = (BEHIND_SECONDS_MAX * rate.max(1.0)) as i64;
    facts.grace_seconds = grace;
}
