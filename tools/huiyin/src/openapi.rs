//! `huiyin openapi`: the documents that the services serve, without starting one.

use std::path::{Path, PathBuf};

use events::Service;

use crate::{Exit, Failure, Out};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// intake, routing, supervision, alerts, ledger, exchange or console.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub service: Option<String>,
    /// Every service; needs --out.
    #[arg(long, requires = "out")]
    pub all: bool,
    /// Write <service>.json into this folder instead of printing.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// The document of one service, as its own host would serve it.
fn document(service: Service) -> utoipa::openapi::OpenApi {
    let mut document = match service {
        Service::Intake => intake::api(),
        Service::Routing => routing::api(),
        Service::Supervision => supervision::api(),
        Service::Alerts => alerts::api(),
        Service::Ledger => ledger::api(),
        Service::Exchange => exchange::api(),
        Service::Console => console::api(),
    };
    http_kit::describe(&mut document, service);
    document
}

pub(crate) fn run(options: &Options, out: Out) -> Result<Exit, Failure> {
    let services = match &options.service {
        None => Service::ALL.to_vec(),
        Some(name) => vec![name.parse().map_err(|error: events::InvalidService| {
            Failure::new(Exit::Usage, format!("没有服务 {name:?}"), "no such service").caused_by(error)
        })?],
    };
    for service in services {
        let text = text(service)?;
        match &options.out {
            Some(folder) => write(&folder.join(format!("{service}.json")), &text)?,
            None => out.line(text.trim_end()),
        }
    }
    Ok(Exit::Ok)
}

/// Keys sorted, so that the committed file changes only when the interface does.
fn text(service: Service) -> Result<String, Failure> {
    let sorted =
        serde_json::to_value(document(service)).and_then(|value| serde_json::to_string_pretty(&value));
    let text = sorted.map_err(|error| {
        Failure::new(Exit::Local, "接口文档无法生成", "the interface document has no JSON form")
            .caused_by(error)
    })?;
    Ok(format!("{text}\n"))
}

pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, text).map_err(failed)
}
