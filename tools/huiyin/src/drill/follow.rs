//! Waiting for the services' own readers to apply what was registered, and saying how far they are.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use messaging::{cursors, log_state};
use store::StoreError;
use tokio::time::Instant;

use crate::dev::SERVICES;
use crate::verify::{Stores, Unreadable};
use crate::{Exit, Failure, Out};

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Without any progress for this long, nothing runs that would make some.
const STILL_MAX: Duration = Duration::from_secs(20);

/// Returns when every reader is at the head of its log, or when none has moved for a while: then the
/// instance does not run, and its readers go on from here at its next start.
pub(crate) async fn until_at_rest(data: &Path, out: Out) -> Result<Exit, Failure> {
    let stores = Stores::open(data, None).await?;
    let started = Instant::now();
    let (first, _) = behind(&stores).await?;
    let (mut before, mut moved) = (first, Instant::now());
    loop {
        let (left, furthest) = behind(&stores).await?;
        if left == 0 {
            let (seconds, speed) = (started.elapsed().as_secs_f64(), super::rate(first, started));
            out.say(
                format!("其他各服务已跟上：{first} 次事件，{seconds:.1} 秒，每秒 {speed:.0} 次"),
                format!("the other services have followed: {first} events at least in {seconds:.1} s, {speed:.0}/s"),
            );
            return Ok(Exit::Ok);
        }
        if left != before {
            (before, moved) = (left, Instant::now());
        }
        if moved.elapsed() >= STILL_MAX {
            out.say(
                format!("还有 {left} 次事件没有读（{furthest}）；启动实例后各服务会继续"),
                format!(
                    "{left} events are not read yet ({furthest}); start the instance and its readers go on"
                ),
            );
            return Ok(Exit::Problems);
        }
        if out.watched() {
            let text = format!("{left} ({furthest})");
            out.remark(format!("尚未读取 {text}"), format!("not read yet: {text}"));
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Events that readers have not applied, over all readers, and the furthest of them.
async fn behind(stores: &Stores) -> Result<(u64, String), Failure> {
    let mut heads = BTreeMap::new();
    let mut readers = Vec::new();
    for service in SERVICES {
        let mut on = stores.read(service).await?;
        let unreadable = |error: StoreError| Unreadable { service, cause: error.to_string() };
        heads.insert(service, log_state(&mut on).await.map_err(unreadable)?.last_seq);
        readers.push((service, cursors(&mut on).await.map_err(unreadable)?));
    }
    let (mut sum, mut furthest) = (0_u64, (0, String::new()));
    for (reader, cursors) in readers {
        for cursor in cursors {
            let head = heads.get(cursor.producer.as_str()).copied().unwrap_or(0);
            let left = u64::try_from(head + 1 - cursor.next_seq).unwrap_or(0);
            sum += left;
            if left > furthest.0 {
                furthest = (left, format!("{reader} < {}: {left}", cursor.producer));
            }
        }
    }
    Ok((sum, furthest.1))
}
