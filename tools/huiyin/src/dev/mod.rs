//! A whole instance on one machine: folders, secrets, broker, processes, demonstration data.

mod broker;
mod containers;
mod database;
mod drill;
mod layout;
mod mailbox;
mod process;
mod ready;
mod secrets;
mod services;
mod stop;
mod watch;

pub(crate) use containers::init;
pub(crate) use layout::Layout;
pub(crate) use ready::status;
pub(crate) use stop::down;
pub(crate) use watch::run;

use std::time::Duration;

use crate::cli::DevOptions;
use crate::client::{Address, Api};
use crate::{Exit, Failure, Out};

/// The seven services, in the order in which they are started and listed.
pub(crate) const SERVICES: [&str; 7] =
    ["intake", "routing", "supervision", "alerts", "ledger", "exchange", "console"];

/// From the last start until every service must be ready: migrations of seven stores on two cores take a
/// few seconds, so a minute means that something is wrong.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// `dev prepare`: everything that is needed before the first start, and nothing started.
pub(crate) async fn prepare(layout: &Layout, options: &DevOptions, out: Out) -> Result<Exit, Failure> {
    let _lock = layout.lock()?;
    lay_out(layout, options)?;
    let port = broker::free_port(layout)?;
    broker::write_configuration(layout, options, port)?;
    let data = layout.data().display().to_string();
    out.say(format!("已准备好：{data}"), format!("prepared: {data}"));
    Ok(Exit::Ok)
}

/// `dev up`: starts what does not run. Running it again changes nothing, unless a setting or the binary
/// changed: then the processes concerned are restarted.
pub(crate) async fn up(layout: &Layout, options: &DevOptions, out: Out) -> Result<Exit, Failure> {
    let _lock = layout.lock()?;
    lay_out(layout, options)?;
    let port = broker::start(layout, options).await?;
    let mail = mailbox::start(layout, options).await?;
    let databases = database::prepare(layout, options).await?;
    services::start(layout, options, port, mail.as_deref(), &databases).await?;
    let url = ready::wait(layout, READY_WITHIN, out).await?;
    let address = Address { url: url.clone(), token_file: "secrets/operator.token".into() };
    let text = serde_json::to_string(&address).unwrap_or_default();
    layout.write(&layout.data().join("cli.json"), text.as_bytes(), 0o644)?;
    layout.write(&layout.data().join("address"), format!("{url}\n").as_bytes(), 0o644)?;
    if !options.no_demo {
        seed_once(layout, &url, mail.is_some(), out).await?;
    }
    out.say(format!("回音已就绪：{url}"), format!("Huiyin is ready: {url}"));
    Ok(Exit::Ok)
}

fn lay_out(layout: &Layout, options: &DevOptions) -> Result<(), Failure> {
    if ids::InstanceId::new(options.instance.clone()).is_err() {
        return Err(Failure::new(
            Exit::Usage,
            "实例代码只能是 2 到 32 个 a-z、0-9 或 -",
            "an instance code is 2 to 32 characters of a-z, 0-9 and '-'",
        ));
    }
    layout.create()?;
    secrets::create(layout)?;
    drill::set(layout, options.drill.and_then(|drill| drill.0), &clock::RealClock::system())
}

/// The marker only spares the questions at each start: the seed itself looks before it writes. The
/// leaders' webhooks lead to the console's address, so another address (or a mailbox) seeds again.
async fn seed_once(layout: &Layout, url: &str, mail: bool, out: Out) -> Result<(), Failure> {
    let marker = layout.data().join("demo.seeded");
    let seeded = format!("{url} mail={mail}\n");
    if std::fs::read_to_string(&marker).is_ok_and(|known| known == seeded) {
        return Ok(());
    }
    crate::demo::seed(&Api::operator(Some(layout.data()))?, mail, out).await?;
    layout.write(&marker, seeded.as_bytes(), 0o644)
}
