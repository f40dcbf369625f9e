//! Background jobs: each looks at state, not at its inputs, and is woken by commits as well as by time.

pub(crate) mod deliver;
pub(crate) mod digest;
pub(crate) mod escalate;
pub(crate) mod roster_gaps;

use std::time::Duration;

use clock::RealClock;
use jiff::Timestamp;

/// Every job looks again at least this often, so that a lost signal costs half a minute and no more.
const IDLE_MAX: Duration = Duration::from_secs(30);
/// After an error of the store.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// Sleeps until the real instant `due`, at most [`IDLE_MAX`].
async fn sleep_until_real(real: &RealClock, due: Option<Timestamp>) {
    let left = due.map_or(IDLE_MAX, |due| {
        let left = due.duration_since(real.now()).as_secs_f64();
        Duration::try_from_secs_f64(left).unwrap_or_default().clamp(Duration::from_millis(5), IDLE_MAX)
    });
    tokio::time::sleep(left).await;
}
