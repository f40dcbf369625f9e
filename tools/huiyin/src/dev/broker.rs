//! The message broker: its configuration, with one account per service and only the subjects that the
//! service needs (see `messaging::Names` for the names themselves).

use std::fmt::Write;
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use events::Service;
use ids::InstanceId;
use messaging::Names;
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::process::{self, Plan};
use super::{Layout, SERVICES};
use crate::cli::DevOptions;
use crate::{Exit, Failure};

pub(crate) const NAME: &str = "nats";

const ANSWERS_WITHIN: Duration = Duration::from_secs(15);

/// The ports to choose from lie below those from which the system serves outgoing connections: while the
/// broker is down its clients keep calling, and a call whose own port is the one called connects to itself.
const PORTS: std::ops::Range<u16> = 14_000..30_000;

/// How long a broker that was just killed may keep its port: until the kernel has taken it apart.
const PORT_PATIENCE: Duration = Duration::from_secs(5);

/// A process that was started a moment ago may not be seen yet.
const SEEN_AFTER: Duration = Duration::from_secs(1);

/// The instance's own port, kept over restarts: running services reconnect to the address they know. A
/// port that somebody else has taken meanwhile is given up.
pub(crate) fn free_port(layout: &Layout) -> Result<u16, Failure> {
    let file = layout.nats().join("port");
    let known = std::fs::read_to_string(&file).ok().and_then(|text| text.trim().parse::<u16>().ok());
    if let Some(port) = known
        && (process::find(layout, NAME).is_some() || TcpListener::bind(("127.0.0.1", port)).is_ok())
    {
        return Ok(port);
    }
    // Two instances that start at once begin to look at different places.
    let first = u16::try_from(std::process::id() % u32::from(PORTS.end - PORTS.start)).unwrap_or_default();
    let port = (PORTS.start + first..PORTS.end)
        .chain(PORTS)
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .ok_or_else(|| Failure::new(Exit::Local, "没有可用的端口", "no port is free"))?;
    layout.write(&file, format!("{port}\n").as_bytes(), 0o644)?;
    Ok(port)
}

/// Writes `nats/nats.conf`, 0600 because it holds the services' passwords; returns its text.
pub(crate) fn write_configuration(
    layout: &Layout,
    options: &DevOptions,
    port: u16,
) -> Result<String, Failure> {
    let instance = InstanceId::new(options.instance.clone()).map_err(|error| {
        Failure::new(Exit::Usage, "实例代码无效", "the instance code is not valid").caused_by(error)
    })?;
    let place = Place {
        listen: &format!("127.0.0.1:{port}"),
        monitoring: None,
        store: &layout.nats().join("data").display().to_string(),
    };
    let text = configuration(&instance, &place, &passwords(&layout.secrets())?);
    let path = layout.nats().join("nats.conf");
    if std::fs::read_to_string(&path).ok().as_ref() != Some(&text) {
        layout.write(&path, text.as_bytes(), 0o600)?;
    }
    Ok(text)
}

/// Where a broker listens and stores.
pub(crate) struct Place<'a> {
    pub(crate) listen: &'a str,
    /// The address that answers `/healthz`, where something asks for it.
    pub(crate) monitoring: Option<&'a str>,
    pub(crate) store: &'a str,
}

/// The services' passwords in the order of `SERVICES`.
pub(crate) fn passwords(secrets: &Path) -> Result<Vec<String>, Failure> {
    let read = |service| {
        let path = secrets.join(format!("nats-{service}.password"));
        std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))
    };
    SERVICES.into_iter().map(read).collect()
}

pub(crate) fn configuration(instance: &InstanceId, place: &Place<'_>, passwords: &[String]) -> String {
    let Place { listen, monitoring, store } = place;
    let monitoring = monitoring.map(|address| format!("http: {address:?}\n")).unwrap_or_default();
    let mut text = format!(
        "# Written by `huiyin`. One machine, one account; each service may use its own subjects only.\n\
         server_name: \"huiyin-{instance}\"\n\
         listen: {listen:?}\n\
         {monitoring}\
         # A message carries up to 64 events of at most 256 KiB together; the default is 1 MiB.\n\
         max_payload: 1048576\n\
         jetstream {{\n  store_dir: {store:?}\n  max_memory_store: 67108864\n  max_file_store: 8589934592\n}}\n\
         authorization {{\n  users: [\n"
    );
    for (service, password) in Service::ALL.into_iter().zip(passwords) {
        let _ = writeln!(text, "{}", user(instance, service, password.trim()));
    }
    text.push_str("  ]\n}\n");
    text
}

/// One service's user: it writes its own stream, follows the others', and answers for its own log.
fn user(instance: &InstanceId, service: Service, password: &str) -> String {
    let own = Names::of(instance, service);
    let mut publish = vec![own.events.clone(), own.tail.clone(), "$JS.API.INFO".to_owned()];
    for verb in ["CREATE", "UPDATE"] {
        publish.push(format!("$JS.API.STREAM.{verb}.{}", own.stream));
    }
    let mut subscribe = vec![format!("_INBOX_{service}.>"), own.log.clone()];
    for producer in Service::ALL {
        let names = Names::of(instance, producer);
        let stream = &names.stream;
        publish.push(names.log);
        publish.push(format!("$JS.API.STREAM.INFO.{stream}"));
        // Its own durable consumer, which carries its name, on every producer's stream.
        for verb in ["CREATE", "DURABLE.CREATE", "INFO", "DELETE", "MSG.NEXT"] {
            publish.push(format!("$JS.API.CONSUMER.{verb}.{stream}.{service}"));
        }
        publish.push(format!("$JS.ACK.{stream}.{service}.>"));
        // Where it answers requests for its log. Not `allow_responses`: whoever hears a message of its own
        // may then answer to whatever subject that message named, and so write another's events or delete
        // another's stream.
        publish.push(format!("_INBOX_{producer}.>"));
        subscribe.push(names.tail);
    }
    let list = |subjects: &[String]| subjects.iter().map(|s| format!("{s:?}")).collect::<Vec<_>>().join(", ");
    format!(
        "    {{ user: \"{service}\", password: \"{password}\", permissions: {{\n      \
         publish: {{ allow: [{}] }}\n      \
         subscribe: {{ allow: [{}] }}\n    }} }}",
        list(&publish),
        list(&subscribe)
    )
}

/// Waits until the port of a broker that does not run any more can be had again.
async fn release_port(layout: &Layout) {
    let known = std::fs::read_to_string(layout.nats().join("port")).ok();
    let Some(port) = known.and_then(|text| text.trim().parse::<u16>().ok()) else { return };
    let started = Instant::now();
    while process::find(layout, NAME).is_none()
        && TcpListener::bind(("127.0.0.1", port)).is_err()
        && started.elapsed() < PORT_PATIENCE
    {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Starts the broker if it does not run as configured, and returns its port.
pub(crate) async fn start(layout: &Layout, options: &DevOptions) -> Result<u16, Failure> {
    release_port(layout).await;
    let port = free_port(layout)?;
    let text = write_configuration(layout, options, port)?;
    let digest: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let plan = Plan {
        name: NAME,
        program: program(options)?,
        args: vec!["--config".to_owned(), layout.nats().join("nats.conf").display().to_string()],
        // So that a changed configuration counts as a changed plan.
        env: vec![("HUIYIN_NATS_CONFIGURATION".to_owned(), digest)],
    };
    match process::find(layout, NAME) {
        Some(running) if plan.is(&running) => {}
        Some(_) | None => {
            process::stop(layout, &[NAME], Duration::from_secs(10)).await;
            plan.start(layout)?;
        }
    }
    let started = Instant::now();
    loop {
        if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
            return Ok(port);
        }
        let gone = started.elapsed() > SEEN_AFTER && process::find(layout, NAME).is_none();
        if gone || started.elapsed() >= ANSWERS_WITHIN {
            let log = layout.log(NAME).display().to_string();
            return Err(Failure::new(
                Exit::Local,
                format!("nats-server 没有启动，日志：{log}"),
                format!("nats-server did not start, log: {log}"),
            ));
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// A path is taken from where the operator stands, a bare name from PATH.
fn program(options: &DevOptions) -> Result<std::path::PathBuf, Failure> {
    let program = &options.nats_server;
    if program.components().count() == 1 {
        return Ok(program.clone());
    }
    std::path::absolute(program).map_err(|error| Failure::file(program, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_writes_its_own_stream_and_nobody_elses() {
        let instance = InstanceId::new("yunxi").unwrap();
        let alerts = user(&instance, Service::Alerts, "p");
        assert!(alerts.contains("\"hy.yunxi.alerts.events\""));
        assert!(alerts.contains("\"$JS.API.CONSUMER.CREATE.HY_yunxi_intake.alerts\""));
        assert!(!alerts.contains("hy.yunxi.intake.events"));
        assert!(!alerts.contains("$JS.API.STREAM.CREATE.HY_yunxi_intake"));
        assert!(!alerts.contains("HY_yunxi_intake.ledger"));
        let (_, subscribe) = alerts.split_once("subscribe:").unwrap();
        assert!(!subscribe.contains("\"_INBOX_intake"), "nobody listens in on another's answers");
        assert!(!alerts.contains("\">\""));
    }

    #[test]
    fn a_service_answers_to_inboxes_and_not_to_whatever_subject_a_request_names() {
        let instance = InstanceId::new("yunxi").unwrap();
        for service in Service::ALL {
            let text = user(&instance, service, "p");
            assert!(!text.contains("allow_responses"), "{text}");
            assert!(text.contains("\"_INBOX_ledger.>\""), "{text}");
        }
    }
}
