//! After downtime the logs come first. A clock may have been stopped in time while this service was down;
//! its event waits in the owner's log, and a timer that fired before it is read would publish a breach
//! that was none, which cannot be taken back.

use std::time::Duration;

use http_kit::Host;
use messaging::cursors;
use store::StoreError;
use tokio::time::Instant;

use crate::store::{clocks, time_mark};

/// The logs are taken for read when nothing has come from them for this long: a producer tells the length
/// of its log every 2 s, and a reader begins by asking for what it lacks. One tick of the timer, which is
/// how late a stage may fire after the service is back (invariant 3).
const QUIET: Duration = Duration::from_secs(5);
/// An owner that is down, or a log of days, does not keep the timer from firing for longer than this: a
/// deadline that nobody hears of is worse than a breach that is corrected by its stop.
const LONGEST: Duration = Duration::from_secs(10);
/// How often the cursors are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Returns at once on a first start and when nothing fell due meanwhile; else once the logs are read.
pub(super) async fn logs_are_read(host: &Host) -> Result<(), StoreError> {
    let mut on = host.store.read().await?;
    let ran_before = time_mark::read(&mut on).await?.look.is_some();
    let due = clocks::next_fire_at(&mut on).await?.is_some_and(|at| at <= host.business.now());
    if !(ran_before && due) {
        return Ok(());
    }
    let mut known = cursors(&mut on).await?;
    drop(on);
    let begun = Instant::now();
    let mut moved = begun;
    while moved.elapsed() < QUIET && begun.elapsed() < LONGEST {
        tokio::time::sleep(LOOK_EVERY).await;
        let now = cursors(&mut host.store.read().await?).await?;
        if now != known {
            (known, moved) = (now, Instant::now());
        }
    }
    Ok(())
}
