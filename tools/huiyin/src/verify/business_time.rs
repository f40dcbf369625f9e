//! The instance's business time: in a drill it runs faster.

use std::time::Duration;

use clock::{DrillFile, RealClock};

use super::facts::Facts;
use super::stores::Stores;

/// Real seconds that a timer may be behind: it wakes at least once a second, and a start takes a few.
const BEHIND_SECONDS_MAX: f64 = 15.0;

/// Without an answer within this time, supervision counts as stopped.
const ANSWERS_WITHIN: Duration = Duration::from_secs(2);

pub(crate) async fn read(stores: &Stores, facts: &mut Facts) {
    // Stages that fall due while nothing runs fire at the next start: only a running timer can be behind.
    if !supervision_runs(stores).await {
        return;
    }
    let real = RealClock::system().now();
    let parse = |text: &str| serde_json::from_str::<DrillFile>(text).map_err(|error| error.to_string());
    let (now, rate) = match DrillFile::load(&stores.data.join("drill.json"), parse) {
        Ok(drill) => (drill.business_at(real), drill.rate),
        Err(_) => (real, 1.0),
    };
    facts.now = Some(now);
    // The product is at most 15 × 14,400.
    #[expect(clippy::cast_possible_truncation, reason = "far below 2^53")]
    let grace = (BEHIND_SECONDS_MAX * rate.max(1.0)) as i64;
    facts.grace_seconds = grace;
}

async fn supervision_runs(stores: &Stores) -> bool {
    let file = std::fs::read_to_string(stores.data.join("run").join("supervision.json"));
    let address = file.ok().and_then(|text| serde_json::from_str::<serde_json::Value>(&text).ok());
    let url = address.as_ref().and_then(|address| address.get("url")).and_then(serde_json::Value::as_str);
    let (Some(url), Ok(http)) = (url, crate::client::http(ANSWERS_WITHIN)) else {
        return false;
    };
    http.get(format!("{url}/healthz")).send().await.is_ok_and(|answer| answer.status().is_success())
}
