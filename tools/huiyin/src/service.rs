//! `huiyin service NAME`: one service, in its own process.

use std::io::IsTerminal;

use crate::{Exit, Failure};

pub(crate) async fn run(name: &str) -> Result<Exit, Failure> {
    let service: events::Service = name.parse().map_err(|error: events::InvalidService| {
        let known = events::Service::ALL.map(events::Service::as_str).join(", ");
        Failure::new(
            Exit::Usage,
            format!("没有服务 {name:?}；有：{known}"),
            format!("known services are {known}"),
        )
        .caused_by(error)
    })?;
    let settings = settings::Settings::from_env().map_err(|error| {
        Failure::new(Exit::Usage, "环境变量中的设置无效", "the settings in the environment make no sense")
            .caused_by(error)
    })?;
    // Before the first counter counts: what is counted without a recorder is lost.
    let _ = telemetry::metrics_handle();
    let process = telemetry::Process {
        service: service.as_str(),
        instance: &settings.instance,
        version: env!("CARGO_PKG_VERSION"),
    };
    // A person at a terminal reads text; files and log collectors get one JSON document a line.
    let exporting = telemetry::start(process, !std::io::stderr().is_terminal()).map_err(|error| {
        Failure::new(Exit::Usage, "链路追踪的设置无效", "the settings for tracing make no sense")
            .caused_by(error)
    })?;
    let ended = match service {
        events::Service::Intake => intake::run(settings).await,
        events::Service::Routing => routing::run(settings).await,
        events::Service::Supervision => supervision::run(settings).await,
        events::Service::Alerts => alerts::run(settings).await,
        events::Service::Ledger => ledger::run(settings).await,
        events::Service::Exchange => exchange::run(settings).await,
        events::Service::Console => console::run(settings).await,
    };
    exporting.flush().await;
    ended.map(|()| Exit::Ok).map_err(|error| {
        Failure::new(Exit::Local, format!("{name} 停止运行"), format!("{name} has stopped")).caused_by(error)
    })
}
