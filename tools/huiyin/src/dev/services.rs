//! Starting the seven services, each as its own process.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use super::process::{self, Plan};
use super::{Layout, SERVICES};
use crate::cli::DevOptions;
use crate::{Exit, Failure};

/// A service ends its open calls within a few seconds of SIGTERM.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// Starts what does not run, and restarts what was started with other settings or another binary.
pub(crate) async fn start(
    layout: &Layout,
    options: &DevOptions,
    nats_port: u16,
    mail: Option<&str>,
    databases: &BTreeMap<&'static str, PathBuf>,
) -> Result<(), Failure> {
    let program = std::env::current_exe().map_err(|error| {
        Failure::new(Exit::Local, "找不到自身程序", "cannot find this program's own file").caused_by(error)
    })?;
    let plans = SERVICES.map(|service| Plan {
        name: service,
        program: program.clone(),
        args: vec!["service".to_owned(), service.to_owned()],
        env: environment(layout, options, nats_port, mail, databases.get(service), service),
    });
    let outdated: Vec<&str> = plans
        .iter()
        .filter(|plan| process::find(layout, plan.name).is_some_and(|running| !plan.is(&running)))
        .map(|plan| plan.name)
        .collect();
    if !outdated.is_empty() {
        process::stop(layout, &outdated, PATIENCE).await;
    }
    for plan in plans.iter().filter(|plan| process::find(layout, plan.name).is_none()) {
        if plan.name == "console" {
            claim_port(options).await?;
        }
        plan.start(layout)?;
    }
    Ok(())
}

/// How long a console that was just killed may keep its port: until the kernel has taken it apart.
const PORT_PATIENCE: Duration = Duration::from_secs(5);

/// A taken port is the commonest mistake, and the console's log would be a strange place to learn of it.
async fn claim_port(options: &DevOptions) -> Result<(), Failure> {
    let port = options.port;
    let deadline = tokio::time::Instant::now() + PORT_PATIENCE;
    loop {
        let Err(error) = std::net::TcpListener::bind((options.host, port)) else { return Ok(()) };
        if tokio::time::Instant::now() >= deadline {
            return Err(Failure::new(
                Exit::Local,
                format!("端口 {port} 不可用，请换一个：PORT=…"),
                format!("port {port} cannot be used; choose another with PORT=…"),
            )
            .caused_by(error));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn environment(
    layout: &Layout,
    options: &DevOptions,
    nats_port: u16,
    mail: Option<&str>,
    database: Option<&PathBuf>,
    service: &str,
) -> Vec<(String, String)> {
    let path = |path: std::path::PathBuf| path.display().to_string();
    let bind = if service == "console" { (options.host, options.port) } else { ([127, 0, 0, 1].into(), 0) };
    let mut env = vec![
        // Each check of a password takes a block of 19 MiB. Once one is freed, glibc would keep further ones
        // in its arenas for ever (the console: 215 MB instead of 34); with a fixed threshold they go back.
        ("MALLOC_MMAP_THRESHOLD_", "1048576".to_owned()),
        ("HUIYIN_INSTANCE", options.instance.clone()),
        ("HUIYIN_DATA", path(layout.data().to_path_buf())),
        ("HUIYIN_RUN_DIR", path(layout.run())),
        ("HUIYIN_SECRETS_DIR", path(layout.secrets())),
        ("HUIYIN_BIND", std::net::SocketAddr::from(bind).to_string()),
        ("HUIYIN_NATS_URL", format!("nats://127.0.0.1:{nats_port}")),
        ("HUIYIN_NATS_USER", service.to_owned()),
        ("HUIYIN_NATS_PASSWORD_FILE", path(layout.secrets().join(format!("nats-{service}.password")))),
    ];
    if options.port != 0 {
        // Links in messages to leaders. With port 0 nobody knows the port before the console listens, and
        // "every address" is none that a browser could open.
        let host = if options.host.is_unspecified() { [127, 0, 0, 1].into() } else { options.host };
        let address = std::net::SocketAddr::from((host, options.port));
        env.push(("HUIYIN_PUBLIC_URL", format!("http://{address}")));
    }
    if layout.drill_file().exists() {
        env.push(("HUIYIN_DRILL_FILE", path(layout.drill_file())));
    }
    if !options.no_demo {
        env.push(("HUIYIN_DEMO", "1".to_owned()));
    }
    if let Some(url) = database {
        env.push(("HUIYIN_DATABASE_URL_FILE", path(url.clone())));
    }
    if let (Some(url), "alerts") = (mail, service) {
        env.push(("HUIYIN_ALERTS_SMTP_URL", url.to_owned()));
        env.push(("HUIYIN_ALERTS_SMTP_FROM", "huiyin@yunxi.example".to_owned()));
    }
    env.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
