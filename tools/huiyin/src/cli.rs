//! The command line: what can be typed, in English; `help_zh` holds the same help in Chinese.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::output::Lang;

const EXIT_CODES: &str = "Exit codes: 0 done; 1 done, and problems were found; 2 a store cannot be read; \
3 rows were rejected (import --strict); 4 the system does not answer; 5 a local file or process fails; \
6 the caller may not do this; 64 the command line makes no sense.";

/// Huiyin, the petition case system: services and operators' commands.
#[derive(Debug, Parser)]
#[command(name = "huiyin", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// The language of this command line (default: by the locale).
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Lang>,
    /// The instance's data folder; a running instance leaves its address and token there.
    #[arg(long, global = true, env = "DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run one service in the foreground until SIGTERM.
    Service {
        /// intake, routing, supervision, alerts, ledger, exchange or console.
        name: String,
    },
    /// Run a whole instance on this machine.
    #[command(subcommand)]
    Dev(Dev),
    /// Keys and passwords of an instance in containers.
    #[command(subcommand)]
    Secrets(Secrets),
    /// Demonstration data: a fictional county.
    #[command(subcommand)]
    Demo(Demo),
    /// Exercises and benches: many invented cases at once.
    #[command(subcommand)]
    Drill(crate::drill::Drill),
    /// Register the rows of a CSV file as petitions; can be stopped and run again.
    Import(crate::import::Options),
    /// Read every store and compare: each case everywhere once, no gaps, clocks and alerts once.
    Verify(crate::verify::Options),
    /// Messages that a service could not understand.
    #[command(subcommand)]
    DeadLetters(crate::dead_letters::DeadLetters),
    /// Exit 0 when the address answers with success, else 1.
    Healthcheck {
        /// For example http://127.0.0.1:8080/readyz
        url: String,
    },
    /// Print or write the OpenAPI documents.
    Openapi(crate::openapi::Options),
    /// Print or write the map of events: who publishes, who reads.
    EventMap {
        /// Write to this file instead of standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Dev {
    /// Create folders, secrets and the broker's configuration, and start nothing.
    Prepare(DevOptions),
    /// Start what is not running, wait until all is ready, fill in demonstration data, and return.
    Up(DevOptions),
    /// As `up`, then stay until Ctrl-C and stop everything.
    Run(DevOptions),
    /// Stop everything that `up` started.
    Down,
    /// What runs, and whether it is ready (exit 1 when something is not).
    Status {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Debug, Args)]
pub(crate) struct DevOptions {
    /// The console's port; every other port is chosen by the system.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    pub port: u16,
    /// The address that the console listens on.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: std::net::IpAddr,
    /// The instance's short code.
    #[arg(long, default_value = "yunxi", value_name = "CODE")]
    pub instance: String,
    /// Run business time this many times faster: 1440 makes a minute a day.
    #[arg(long, env = "DRILL", value_name = "RATE", value_parser = drill_rate)]
    pub drill: Option<DrillRate>,
    /// Where the services keep their data.
    #[arg(long, env = "DATABASE", value_enum, default_value_t = Database::Sqlite)]
    pub database: Database,
    /// With --database postgres: a database that may create databases, one per service.
    #[arg(long, env = "POSTGRES_URL", value_name = "URL")]
    pub postgres_url: Option<String>,
    /// The same in a file, which other users of the machine cannot read.
    #[arg(long, value_name = "FILE")]
    pub postgres_url_file: Option<PathBuf>,
    /// The message broker's program (2.12 or later).
    #[arg(long, env = "NATS_SERVER", default_value = "nats-server", value_name = "PATH")]
    pub nats_server: PathBuf,
    /// A command that receives the leaders' mail and writes its address to $HUIYIN_RUN_DIR/mailbox.json.
    #[arg(long, env = "MAIL_SINK", value_name = "COMMAND")]
    pub mail_sink: Option<String>,
    /// Neither demonstration data nor demonstration users.
    #[arg(long)]
    pub no_demo: bool,
}

/// Business seconds per real second; an empty variable means none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DrillRate(pub Option<f64>);

fn drill_rate(text: &str) -> Result<DrillRate, String> {
    if text.is_empty() {
        return Ok(DrillRate(None));
    }
    match text.parse::<f64>() {
        // The clock refuses more than 14,400: beyond it every timer would fire in one tick.
        Ok(rate) if (0.0..=14_400.0).contains(&rate) => Ok(DrillRate(Some(rate))),
        _ => Err("a number from 0 to 14400".to_owned()),
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Secrets {
    /// Fill a folder with the files that docker-compose.yml mounts; what is there is kept.
    Init(SecretsOptions),
}

#[derive(Clone, Debug, Args)]
pub(crate) struct SecretsOptions {
    /// The folder.
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// The instance's short code.
    #[arg(long, default_value = "yunxi", value_name = "CODE")]
    pub instance: String,
    /// Where the services keep their data.
    #[arg(long, value_enum, default_value_t = Database::Sqlite)]
    pub database: Database,
    /// The number of the group that may read the files: the one that the containers run as.
    #[arg(long, value_name = "GID")]
    pub group: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Demo {
    /// Fill in the fictional county through the HTTP API; a second run adds nothing.
    Seed,
}
