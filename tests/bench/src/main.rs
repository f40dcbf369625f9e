//! The load harness: a real instance of release processes, a load generator beside it on the same
//! machine, and the raw limits of that machine in the same run. Without the raw limits a figure would say
//! more about the machine than about Huiyin.
//!
//! Targets are printed as met or missed; only a harness that cannot measure ends with an error.

mod clients;
mod commit;
mod failure;
mod footprint;
mod instance;
mod latency;
mod ledger;
mod load;
mod petition;
mod processor;
mod progress;
mod raw;
mod report;
mod screen;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::failure::Failure;
use crate::instance::Instance;
use crate::report::{EndToEnd, Footprint, Intake, Report};

/// Measures a release build of Huiyin on this machine.
#[derive(Debug, Parser)]
struct Options {
    /// The program to measure.
    #[arg(long, value_name = "FILE", default_value = "target/release/huiyin")]
    huiyin: PathBuf,
    /// The message broker's program.
    #[arg(long, env = "NATS_SERVER", value_name = "FILE", default_value = "nats-server")]
    nats_server: PathBuf,
    /// Where the figures go; the instance's data lies below it, on the same disk.
    #[arg(long, value_name = "DIR", default_value = "target/bench")]
    out: PathBuf,
    /// How long the closed clients register.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Closed clients: each sends its next registration when the one before is answered.
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// How long registrations arrive at the fixed rate.
    #[arg(long, default_value_t = 60)]
    open_seconds: u64,
    /// Registrations a second at the fixed rate, whatever the answers.
    #[arg(long, default_value_t = 100)]
    rate: u64,
    /// How long each raw limit is measured, before the load and again after it.
    #[arg(long, default_value_t = 5)]
    raw_seconds: u64,
    /// Leave the instance running and its data in place.
    #[arg(long)]
    keep: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    // An error means that the process has a TLS provider already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let ended = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(Failure::Runtime)
        .and_then(|runtime| runtime.block_on(run(&options)));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen::remark(format!("bench: {failure}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<(), Failure> {
    let commit = commit::measured();
    let instance = Instance::prepare(options)?;
    let measured = measure(options, &instance, commit).await;
    if !options.keep {
        instance.remove();
    }
    let report = measured?;
    report.write(&options.out)?;
    report.print();
    Ok(())
}

async fn measure(options: &Options, instance: &Instance, commit: String) -> Result<Report, Failure> {
    screen::remark(format!("measuring {commit}"));
    let each = Duration::from_secs(options.raw_seconds);
    let raw_before = raw::measure(options, instance.folder(), each).await?;
    let first_ready = instance.first_start()?;
    instance.with_county()?;

    screen::remark(format!("{} clients register for {} s", options.clients, options.seconds));
    let before = processor::used(instance)?;
    let closed = load::closed(instance, options.clients, Duration::from_secs(options.seconds)).await?;
    let lag = progress::until_caught_up(instance).await?;
    // With the readers' share: the load is over when every store has it.
    let costs = processor::costs(&before, &processor::used(instance)?, closed.all);

    screen::remark(format!("{} registrations/s arrive for {} s", options.rate, options.open_seconds));
    let open = load::open(instance, options.rate, Duration::from_secs(options.open_seconds)).await?;
    progress::until_caught_up(instance).await?;

    let processes = footprint::processes(instance)?;
    let restarted = instance.restart()?;
    let raw_after = raw::measure(options, instance.folder(), each).await?;
    Ok(Report {
        intake: Intake::new(&commit, options, &closed, (&lag, costs), (raw_before, raw_after)),
        e2e: EndToEnd::new(&commit, options, &open),
        footprint: Footprint::new(&commit, processes, first_ready, restarted),
    })
}
