//! `huiyin verify`: reads every store and compares, independently of the services' own code.
//!
//! The statements here are written from the schemas, not shared with the services: a defect in a
//! service's own reading cannot hide itself. What must hold is in `reliability.md`, invariants 1, 2, 3
//! and 6: each event has its effect everywhere exactly once, in order, on the record.

mod alerts;
mod audit;
mod business_time;
mod cases;
mod clocks;
mod cursors;
mod facts;
mod outbox;
mod parked;
mod parties;
mod report;
mod settle;
mod stages;
mod stores;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use report::{Problem, Report};
pub use stores::{Stores, Unreadable};

use crate::{Exit, Failure, Out};

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 all is well, 1 problems were found, 2 a store cannot be read.")]
pub struct Options {
    /// Print {ok, cases, problems: [{check, service, detail}]}.
    #[arg(long)]
    pub json: bool,
    /// How long to wait for events that are still under way.
    #[arg(long, value_name = "SECONDS", default_value_t = 20)]
    pub settle: u64,
    /// With PostgreSQL: the file that names each service's database (default: secrets/databases.json).
    #[arg(long, value_name = "FILE")]
    pub databases: Option<PathBuf>,
}

pub(crate) async fn run(data: Option<&Path>, options: &Options, out: Out) -> Result<Exit, Failure> {
    let Some(data) = data else {
        return Err(Failure::new(
            Exit::Usage,
            "请设置 DATA（或 --data）为数据目录",
            "set DATA (or --data) to the data folder",
        ));
    };
    let stores = Stores::open(data, options.databases.as_deref()).await?;
    let report = check(&stores, Duration::from_secs(options.settle)).await?;
    if options.json {
        out.json(&report);
    } else {
        print(&report, out);
    }
    Ok(if report.ok { Exit::Ok } else { Exit::Problems })
}

/// Compares the stores once nothing is under way, or once `settle` has passed.
///
/// # Errors
/// [`Unreadable`] when a store does not answer.
pub async fn check(stores: &Stores, settle: Duration) -> Result<Report, Unreadable> {
    let facts = settle::facts(stores, settle).await?;
    let mut report = Report::default();
    outbox::check(&facts, &mut report);
    cursors::check(&facts, &mut report);
    parked::check(&facts, &mut report);
    cases::check(&facts, &mut report);
    parties::check(&facts, &mut report);
    clocks::check(&facts, &mut report);
    stages::check(&facts, &mut report);
    alerts::check(&facts, &mut report);
    audit::check(stores, &mut report).await?;
    Ok(report)
}

fn print(report: &Report, out: Out) {
    for problem in &report.problems {
        out.line(format!("{:<12} {:<12} {}", problem.check, problem.service, problem.detail));
    }
    let (cases, found) = (report.cases, report.found);
    if report.ok {
        out.say(format!("{cases} 件，各库一致"), format!("{cases} cases, all stores agree"));
    } else {
        out.say(format!("{cases} 件，发现 {found} 个问题"), format!("{cases} cases, {found} problems"));
    }
}
