//! Whether an instance is ready.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use super::{Layout, SERVICES, broker, process};
use crate::{Exit, Failure, Out};

const EVERY: Duration = Duration::from_millis(100);

/// The last lines of a log that are shown when its service does not start.
const LOG_LINES_MAX: usize = 12;

#[derive(Debug, Deserialize)]
struct Listening {
    url: String,
}

/// The address that a process wrote when it began to listen, waited for.
pub(crate) async fn address(layout: &Layout, name: &str, within: Duration) -> Option<String> {
    let deadline = Instant::now() + within;
    loop {
        let text = std::fs::read_to_string(layout.address_file(name)).ok();
        if let Some(listening) = text.and_then(|text| serde_json::from_str::<Listening>(&text).ok()) {
            return Some(listening.url.trim_end_matches('/').to_owned());
        }
        if Instant::now() >= deadline || process::find(layout, name).is_none() {
            return None;
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// How one process stands.
#[derive(Debug, Serialize)]
struct Standing {
    name: &'static str,
    pid: Option<i32>,
    url: Option<String>,
    /// `ready`, `not_ready` (it answers, but cannot work), `silent` or `stopped`.
    state: &'static str,
}

async fn standing(layout: &Layout, http: &reqwest::Client, name: &'static str) -> Standing {
    let Some(running) = process::find(layout, name) else {
        return Standing { name, pid: None, url: None, state: "stopped" };
    };
    let pid = Some(running.pid);
    let Some(url) = address(layout, name, Duration::ZERO).await else {
        return Standing { name, pid, url: None, state: "silent" };
    };
    let state = match http.get(format!("{url}/readyz")).send().await {
        Ok(answer) if answer.status().is_success() => "ready",
        Ok(_) => "not_ready",
        Err(_) => "silent",
    };
    Standing { name, pid, url: Some(url), state }
}

async fn all(layout: &Layout) -> Result<Vec<Standing>, Failure> {
    let http = crate::client::http(Duration::from_secs(3))?;
    Ok(futures_util::future::join_all(SERVICES.map(|name| standing(layout, &http, name))).await)
}

/// Waits until every service is ready, and returns the console's address.
pub(crate) async fn wait(layout: &Layout, within: Duration, out: Out) -> Result<String, Failure> {
    let started = Instant::now();
    loop {
        let standings = all(layout).await?;
        let missing: Vec<&Standing> = standings.iter().filter(|standing| standing.state != "ready").collect();
        if missing.is_empty() {
            let console = standings.into_iter().find(|standing| standing.name == "console");
            return Ok(console.and_then(|console| console.url).unwrap_or_default());
        }
        // A process that was started a moment ago may not be seen yet.
        let dead = started.elapsed() > Duration::from_secs(1)
            && missing.iter().any(|standing| standing.state == "stopped");
        if dead || started.elapsed() >= within {
            for standing in &missing {
                out.remark(
                    format!("{}：{}", standing.name, standing.state),
                    format!("{}: {}", standing.name, standing.state),
                );
                for line in last_lines(layout, standing.name) {
                    out.remark(format!("  {line}"), format!("  {line}"));
                }
            }
            let log = layout.data().join("log").display().to_string();
            return Err(Failure::new(
                Exit::Problems,
                format!("有服务没有就绪，日志在 {log}"),
                format!("not every service is ready; the logs are in {log}"),
            ));
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn last_lines(layout: &Layout, name: &str) -> Vec<String> {
    let text = std::fs::read(layout.log(name)).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let mut lines: Vec<String> = text.lines().rev().take(LOG_LINES_MAX).map(str::to_owned).collect();
    lines.reverse();
    lines
}

/// `dev status`.
pub(crate) async fn status(layout: &Layout, json: bool, out: Out) -> Result<Exit, Failure> {
    let standings = all(layout).await?;
    let broker = process::find(layout, broker::NAME).map(|running| running.pid);
    let ok = broker.is_some() && standings.iter().all(|standing| standing.state == "ready");
    if json {
        out.json(&serde_json::json!({ "ok": ok, "broker": broker, "services": standings }));
    } else {
        let state = if broker.is_some() { "ready" } else { "stopped" };
        let row = |name: &str, pid: Option<i32>, state: &str, url: &str| {
            let pid = pid.map(|pid| pid.to_string()).unwrap_or_default();
            format!("{name:<12} {pid:>8}  {state:<10} {url}").trim_end().to_owned()
        };
        out.line(row(broker::NAME, broker, state, ""));
        for standing in &standings {
            out.line(row(
                standing.name,
                standing.pid,
                standing.state,
                standing.url.as_deref().unwrap_or_default(),
            ));
        }
    }
    Ok(if ok { Exit::Ok } else { Exit::Problems })
}
