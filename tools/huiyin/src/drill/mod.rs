//! Drills: an instance filled with as many invented cases as a bench or an exercise needs.
//!
//! Registrations are written in bulk through intake's own writer, by intake's own rules and vault, with
//! the protocol's tables (log, numbers within a case, audit chain) written by the protocol itself. What
//! follows from them in the other stores is left to the services' own readers, which apply the log as
//! they apply every other: a second copy of six services' statements would be faster and would be wrong
//! after the next migration (see docs/operations/bench.md for what both cost).

mod batch;
mod cases;
mod follow;
mod target;
mod words;

#[cfg(test)]
mod tests;

use std::path::Path;

use tokio::time::Instant;

use crate::{Exit, Failure, Out};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Drill {
    /// Register invented cases in bulk; run again with the same seed it goes on where it stopped.
    Seed(Options),
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// How many cases of this seed there are to be in the end.
    #[arg(long, value_name = "N")]
    pub(crate) cases: u64,
    /// The same seed makes the same matters.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Register among cases that no drill made. Invented cases cannot be taken out again.
    #[arg(long)]
    pub(crate) among_others: bool,
    /// Return when intake has them, without waiting for the other services.
    #[arg(long)]
    pub(crate) no_wait: bool,
}

/// Cases in one transaction: a second's work at most, so that a running intake's own requests wait no
/// longer, within the five seconds for which its store waits for the lock.
const CASES_PER_COMMIT: u64 = 1_000;

/// `drill seed`.
pub(crate) async fn seed(data: Option<&Path>, options: &Options, out: Out) -> Result<Exit, Failure> {
    let Some(data) = data else {
        return Err(Failure::new(
            Exit::Usage,
            "请设置 DATA（或 --data）为数据目录",
            "set DATA (or --data) to the data folder",
        ));
    };
    let target = target::open(data, options).await?;
    let started = Instant::now();
    let from = target.known;
    let mut next = from;
    let mut told = Instant::now();
    while next < options.cases {
        let end = options.cases.min(next + CASES_PER_COMMIT);
        let batch = batch::Batch::prepare(&target, options.seed, next..end)?;
        target.writer.run(batch).await.map_err(|error| target::broken(&error))?;
        next = end;
        if out.watched() && told.elapsed().as_secs() >= 1 {
            told = Instant::now();
            let text = format!("{next} / {} ({:.0}/s)", options.cases, rate(next - from, started));
            out.remark(&text, &text);
        }
    }
    let written = next.saturating_sub(from);
    let (seconds, speed) = (started.elapsed().as_secs_f64(), rate(written, started));
    out.say(
        format!("已登记 {written} 件（此前已有 {from} 件），{seconds:.1} 秒，每秒 {speed:.0} 件"),
        format!("registered {written} cases ({from} were there) in {seconds:.1} s, {speed:.0}/s"),
    );
    target.close().await;
    if options.no_wait {
        return Ok(Exit::Ok);
    }
    follow::until_at_rest(data, out).await
}

/// How many a second since then.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn rate(count: u64, since: Instant) -> f64 {
    count as f64 / since.elapsed().as_secs_f64().max(0.001)
}
