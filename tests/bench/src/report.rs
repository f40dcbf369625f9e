//! The figures: JSON for later comparisons, a table for people.

use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use crate::Options;
use crate::failure::Failure;
use crate::footprint::Process;
use crate::latency::{Percentiles, milliseconds, per_second};
use crate::load::{Closed, Open, Refusals};
use crate::processor::Cost;
use crate::progress::Lag;
use crate::raw::Raw;
use crate::{ledger, screen};

/// At least this share of the machine's own commits a second.
const RATIO_MIN: f64 = 0.35;
/// A registration is answered within this, 99 of 100 times.
const REGISTRATION_P99_MS: f64 = 50.0;
/// After the load every reader is at the head within this.
const LAG_S: f64 = 2.0;
/// From the arrival of a registration until the ledger shows it with its clock.
const LEDGER_P99_MS: f64 = 100.0;
/// Seven services and the broker.
const RSS_MB: f64 = 200.0;
/// From nothing to ready.
const READY_MS: f64 = 3_000.0;

/// `intake.json`.
#[derive(Debug, Serialize)]
pub(crate) struct Intake {
    commit: String,
    registrations_per_s: f64,
    p99_ms: f64,
    /// The mean of before and after the load.
    raw_commits_per_s: f64,
    ratio: f64,
    lag_s: f64,
    clients: usize,
    seconds: u64,
    latency: Percentiles,
    refusals: Refusals,
    /// The furthest reader when the load ended, and its distance in events.
    lag_furthest: String,
    lag_events: i64,
    /// Processor time of one registration in each process, the readers' share with it.
    processor_us: Vec<Cost>,
    raw_before: Raw,
    raw_after: Raw,
}

impl Intake {
    pub(crate) fn new(
        commit: &str,
        options: &Options,
        closed: &Closed,
        (lag, costs): (&Lag, Vec<Cost>),
        (before, after): (Raw, Raw),
    ) -> Self {
        let registrations_per_s = per_second(closed.registered, closed.time);
        let raw_commits_per_s = f64::midpoint(before.commits_per_s, after.commits_per_s);
        Self {
            commit: commit.to_owned(),
            registrations_per_s,
            p99_ms: closed.latency.p99_ms,
            raw_commits_per_s,
            ratio: (registrations_per_s / raw_commits_per_s * 1_000.0).round() / 1_000.0,
            lag_s: milliseconds(lag.time) / 1_000.0,
            clients: options.clients,
            seconds: options.seconds,
            latency: closed.latency,
            refusals: closed.refusals.clone(),
            lag_furthest: lag.furthest.clone(),
            lag_events: lag.events,
            processor_us: costs,
            raw_before: before,
            raw_after: after,
        }
    }
}

/// `e2e.json`.
#[derive(Debug, Serialize)]
pub(crate) struct EndToEnd {
    commit: String,
    /// As intended; `registered` over the time is what was reached.
    rate_per_s: u64,
    ledger_p99_ms: f64,
    seconds: u64,
    registered: usize,
    unseen: usize,
    refusals: Refusals,
    /// From the intended send time until the ledger's store shows the case with its clock.
    ledger: Percentiles,
    ledger_after_answer: Percentiles,
    answer: Percentiles,
    resolution_ms: f64,
}

impl EndToEnd {
    pub(crate) fn new(commit: &str, options: &Options, open: &Open) -> Self {
        Self {
            commit: commit.to_owned(),
            rate_per_s: options.rate,
            ledger_p99_ms: open.visible.p99_ms,
            seconds: options.open_seconds,
            registered: open.registered,
            unseen: open.unseen,
            refusals: open.refusals.clone(),
            ledger: open.visible,
            ledger_after_answer: open.after_answer,
            answer: open.answered,
            resolution_ms: milliseconds(ledger::LOOK_EVERY),
        }
    }
}

/// `footprint.json`.
#[derive(Debug, Serialize)]
pub(crate) struct Footprint {
    commit: String,
    processes: Vec<Process>,
    total_rss_mb: f64,
    /// The slower of the two starts.
    ready_ms: f64,
    total_pss_mb: f64,
    first_ready_ms: f64,
    restart_ready_ms: f64,
}

impl Footprint {
    pub(crate) fn new(commit: &str, processes: Vec<Process>, first: Duration, restarted: Duration) -> Self {
        let total = |of: fn(&Process) -> f64| (processes.iter().map(of).sum::<f64>() * 10.0).round() / 10.0;
        Self {
            commit: commit.to_owned(),
            total_rss_mb: total(|process| process.rss_mb),
            total_pss_mb: total(|process| process.pss_mb),
            ready_ms: milliseconds(first.max(restarted)),
            first_ready_ms: milliseconds(first),
            restart_ready_ms: milliseconds(restarted),
            processes,
        }
    }
}

/// One run.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) intake: Intake,
    pub(crate) e2e: EndToEnd,
    pub(crate) footprint: Footprint,
}

impl Report {
    /// Writes the three files.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), Failure> {
        write(folder, "intake.json", &self.intake)?;
        write(folder, "e2e.json", &self.e2e)?;
        write(folder, "footprint.json", &self.footprint)
    }

    /// Prints the table.
    pub(crate) fn print(&self) {
        let Self { intake, e2e, footprint } = self;
        screen::line(format!("commit {}", intake.commit));
        screen::line("");
        raw("durable commits/s, one row each, sqlx", |raw| raw.commits_per_s, intake);
        raw("acked publishes/s, one at a time", |raw| raw.publishes_per_s, intake);
        raw("acked publishes/s, 256 on their way", |raw| raw.pipelined_publishes_per_s, intake);
        raw("loopback HTTP requests/s, same client", |raw| raw.http_per_s, intake);
        screen::line("");
        target("registrations/s", intake.registrations_per_s, None);
        target("  of the raw commits", intake.ratio, Some((Bound::AtLeast, RATIO_MIN)));
        percentiles("  answered, ms", &intake.latency);
        target("  p99 ms", intake.p99_ms, Some((Bound::Below, REGISTRATION_P99_MS)));
        target("  readers at the head after, s", intake.lag_s, Some((Bound::Below, LAG_S)));
        let (events, furthest) = (intake.lag_events, &intake.lag_furthest);
        screen::line(format!("    the furthest when the load ended: {furthest}, {events} events"));
        refused(&intake.refusals);
        let costs: Vec<String> =
            intake.processor_us.iter().map(|cost| format!("{} {}", cost.name, cost.us)).collect();
        screen::line(format!("  processor time of one, µs: {}", costs.join(", ")));
        screen::line("");
        let seconds = Duration::from_secs(e2e.seconds.max(1));
        target(
            &format!("registrations/s of {} that arrived", e2e.rate_per_s),
            per_second(e2e.registered, seconds),
            None,
        );
        percentiles("  answered, ms", &e2e.answer);
        percentiles("  in the ledger, ms", &e2e.ledger);
        percentiles("  in the ledger after the answer, ms", &e2e.ledger_after_answer);
        target("  p99 ms in the ledger", e2e.ledger_p99_ms, Some((Bound::Below, LEDGER_P99_MS)));
        if e2e.unseen > 0 {
            screen::line(format!("  {} cases were never seen in the ledger", e2e.unseen));
        }
        refused(&e2e.refusals);
        screen::line("");
        for process in &footprint.processes {
            let Process { name, rss_mb, pss_mb, anonymous_mb, threads } = process;
            screen::line(format!(
                "{name:<12} {rss_mb:>7.1} MB resident, {pss_mb:>6.1} shared out, {anonymous_mb:>6.1} own, {threads:>3} threads"
            ));
        }
        target("all processes, MB resident", footprint.total_rss_mb, Some((Bound::Below, RSS_MB)));
        target("ready, ms, from an empty folder", footprint.first_ready_ms, Some((Bound::Below, READY_MS)));
        target("ready, ms, on these data", footprint.restart_ready_ms, Some((Bound::Below, READY_MS)));
    }
}

fn write(folder: &Path, name: &str, content: &impl Serialize) -> Result<(), Failure> {
    let path = folder.join(name);
    // Plain structs with string keys always have a JSON form.
    let text = serde_json::to_string_pretty(content).unwrap_or_default();
    std::fs::write(&path, format!("{text}\n")).map_err(|error| Failure::file(path, error))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    AtLeast,
    Below,
}

fn verdict(value: f64, bound: Bound, limit: f64) -> &'static str {
    let met = match bound {
        Bound::AtLeast => value >= limit,
        Bound::Below => value < limit,
    };
    if met { "met" } else { "MISSED" }
}

fn target(name: &str, value: f64, limit: Option<(Bound, f64)>) {
    let against = limit.map_or_else(String::new, |(bound, limit)| {
        let sign = if bound == Bound::AtLeast { "≥" } else { "<" };
        format!("   {sign} {limit:<6} {}", verdict(value, bound, limit))
    });
    screen::line(format!("{name:<40} {value:>10.2}{against}"));
}

fn raw(name: &str, of: fn(&Raw) -> f64, intake: &Intake) {
    let (before, after) = (of(&intake.raw_before), of(&intake.raw_after));
    screen::line(format!("raw: {name:<38} {before:>9.1} before the load, {after:>9.1} after it"));
}

fn percentiles(name: &str, of: &Percentiles) {
    let Percentiles { p50_ms, p90_ms, p99_ms, max_ms } = of;
    screen::line(format!("{name:<40} p50 {p50_ms:.1}, p90 {p90_ms:.1}, p99 {p99_ms:.1}, max {max_ms:.1}"));
}

fn refused(refusals: &Refusals) {
    for (why, times) in refusals {
        screen::line(format!("  {times} registrations were refused: {why}"));
    }
}
