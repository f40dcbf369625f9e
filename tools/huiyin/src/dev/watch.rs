//! `dev run`: an instance that lives as long as this terminal wants it.

use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};

use super::{Layout, SERVICES, broker, down, process, up};
use crate::cli::DevOptions;
use crate::{Exit, Failure, Out};

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// As `up`; then waits for Ctrl-C or SIGTERM and stops everything. A process that dies meanwhile is named,
/// not restarted: whoever tries the system out should see it.
pub(crate) async fn run(layout: &Layout, options: &DevOptions, out: Out) -> Result<Exit, Failure> {
    let watch = |kind| {
        signal(kind).map_err(|error| {
            Failure::new(Exit::Local, "无法接收信号", "cannot listen for signals").caused_by(error)
        })
    };
    let (mut interrupt, mut terminate) = (watch(SignalKind::interrupt())?, watch(SignalKind::terminate())?);
    let started = tokio::select! {
        started = up(layout, options, out) => started,
        _ = interrupt.recv() => Ok(Exit::Problems),
        _ = terminate.recv() => Ok(Exit::Problems),
    };
    if !matches!(started, Ok(Exit::Ok)) {
        down(layout, out).await?;
        return started;
    }
    greet(layout, options, out);
    let mut named: Vec<&str> = Vec::new();
    loop {
        tokio::select! {
            _ = interrupt.recv() => break,
            _ = terminate.recv() => break,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
        for name in SERVICES.into_iter().chain([broker::NAME]) {
            let dead = process::find(layout, name).is_none();
            if dead && !named.contains(&name) {
                let log = layout.log(name).display().to_string();
                out.remark(
                    format!("{name} 已退出，日志：{log}；用 huiyin dev up 重新启动"),
                    format!("{name} has ended, log: {log}; start it again with huiyin dev up"),
                );
                named.push(name);
            } else if !dead {
                named.retain(|known| *known != name);
            }
        }
    }
    down(layout, out).await
}

fn greet(layout: &Layout, options: &DevOptions, out: Out) {
    if !options.no_demo {
        let users = crate::demo::USERNAMES.join(", ");
        out.say(format!("演示用户：{users}"), format!("demo users: {users}"));
        out.say("密码（仅演示模式）：demo", "password (in demo mode alone): demo");
    }
    if let Some(rate) = options.drill.and_then(|drill| drill.0) {
        out.say(
            format!("演练：业务时间快 {rate} 倍"),
            format!("drill: business time runs {rate} times faster"),
        );
    }
    let log = layout.data().join("log").display().to_string();
    out.say(format!("日志：{log}    按 Ctrl-C 停止"), format!("logs: {log}    Ctrl-C stops everything"));
}
