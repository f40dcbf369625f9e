//! The operators' command line and the multi-call binary of all services.
//!
//! `huiyin service intake` is a process of its own; that all services share one binary only spares six
//! links of the same dependencies (see the ADR on the one binary).

mod cli;
mod client;
mod dead_letters;
mod demo;
mod dev;
mod drill;
mod event_map;
mod failure;
mod healthcheck;
mod help_zh;
mod import;
mod openapi;
mod output;
mod service;
pub mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

pub use failure::{Exit, Failure};
pub use output::{Lang, Out};

use cli::{Cli, Command, Demo, Dev, Secrets};

/// Parses the command line, runs the command, and says how it ended.
#[must_use]
pub fn main(args: Vec<OsString>) -> ExitCode {
    let lang = Lang::detect(&args, |name| std::env::var(name).ok());
    let out = Out::new(lang);
    let command = match lang {
        Lang::Zh => help_zh::translate(Cli::command()),
        Lang::En => Cli::command(),
    };
    let cli = match command.try_get_matches_from(args).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are results and end well; the rest are mistakes.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::Usage as u8 } else { Exit::Ok as u8 });
        }
    };
    // One provider for the whole process, before anything may open a TLS connection. An error means that
    // one is installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            let failure =
                Failure::new(Exit::Local, "无法启动运行时", "cannot start the runtime").caused_by(error);
            out.remark(failure.text(Lang::Zh), failure.text(Lang::En));
            return ExitCode::from(failure.exit as u8);
        }
    };
    let exit = runtime.block_on(run(cli, out)).unwrap_or_else(|failure| {
        out.remark(failure.text(Lang::Zh), failure.text(Lang::En));
        failure.exit
    });
    // A service's detached tasks may still hold a blocking thread; the process must end all the same.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    ExitCode::from(exit as u8)
}

async fn run(cli: Cli, out: Out) -> Result<Exit, Failure> {
    let data = cli.data.or_else(|| std::env::var_os("HUIYIN_DATA").map(Into::into));
    let data = data.filter(|path| !path.as_os_str().is_empty());
    match cli.command {
        Command::Service { name } => service::run(&name).await,
        Command::Dev(dev) => {
            let layout = dev::Layout::at(data.unwrap_or_else(|| ".run".into()))?;
            match dev {
                Dev::Prepare(options) => dev::prepare(&layout, &options, out).await,
                Dev::Up(options) => dev::up(&layout, &options, out).await,
                Dev::Run(options) => dev::run(&layout, &options, out).await,
                Dev::Down => dev::down(&layout, out).await,
                Dev::Status { json } => dev::status(&layout, json, out).await,
            }
        }
        Command::Secrets(Secrets::Init(options)) => dev::init(&options, out),
        Command::Demo(Demo::Seed) => {
            let mail = data.as_deref().is_some_and(|data| data.join("run").join("mailbox.json").exists());
            demo::seed(&client::Api::operator(data.as_deref())?, mail, out).await
        }
        Command::Drill(drill::Drill::Seed(options)) => drill::seed(data.as_deref(), &options, out).await,
        Command::Import(options) => {
            import::run(&client::Api::operator(data.as_deref())?, &options, out).await
        }
        Command::Verify(options) => verify::run(data.as_deref(), &options, out).await,
        Command::DeadLetters(command) => dead_letters::run(data.as_deref(), command, out).await,
        Command::Healthcheck { url } => healthcheck::run(&url, out).await,
        Command::Openapi(options) => openapi::run(&options, out),
        Command::EventMap { out: file } => event_map::run(file.as_deref(), out),
    }
}
