//! The one binary of the system: every service, and the operators' command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    huiyin_cli::main(std::env::args_os().collect())
}
