//! Chores of the repository: generated files, and the rules that the compiler cannot check.

mod generated;
mod layers;
mod pure_domain;
mod tree;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the repository.
#[derive(Debug, Parser)]
#[command(name = "xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write docs/openapi/<service>.json.
    Openapi,
    /// Write docs/event-map.md.
    EventMap,
    /// Compare the generated files with the code, and check who depends on whom.
    Check,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().task {
        Task::Openapi => tree::Tree::find().and_then(|tree| generated::openapi(&tree, &tree.openapi())),
        Task::EventMap => tree::Tree::find().and_then(|tree| generated::event_map(&tree, &tree.event_map())),
        Task::Check => check(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr().lock(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn check() -> Result<(), tree::TaskError> {
    let tree = tree::Tree::find()?;
    let mut faults = layers::faults(&tree)?;
    faults.extend(pure_domain::faults(&tree)?);
    faults.extend(generated::faults(&tree)?);
    if faults.is_empty() { Ok(()) } else { Err(tree::TaskError::Faults(faults.join("\n"))) }
}
