//! Firing what is due.

use jiff::Timestamp;
use messaging::{Command, Work};
use store::StoreError;
use tracing::Instrument as _;

use crate::announce::{self, Cause};
use crate::domain::wall::{CATCH_UP_AFTER, Look, real_lateness};
use crate::store::clocks::ClockRow;
use crate::store::{clocks, time_mark};

/// Clocks in one transaction: some 100 ms of the writer, so that requests behind it hardly notice.
const BATCH: i64 = 500;

/// Fires every stage that is due: one transaction of compare-and-set, effect and event for each clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FireDue {
    /// Both clocks, as far as they may be believed.
    pub(crate) now: Look,
    /// The previous look of this process at which every due stage had fired.
    pub(crate) last: Option<Look>,
    /// Business seconds per real second.
    pub(crate) rate: f64,
}

/// What one transaction did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fired {
    /// Stages fired.
    pub(crate) stages: usize,
    /// More is due than one transaction takes.
    pub(crate) more: bool,
}

impl Command for FireDue {
    type Out = Fired;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Fired, StoreError> {
        // The transaction may begin after the clock was set back: the earlier time is never early.
        let now = self.now.business.min(work.now());
        let rows = clocks::due(work, now, BATCH).await?;
        let more = i64::try_from(rows.len()).is_ok_and(|rows| rows == BATCH);
        let mut fired = 0;
        for row in &rows {
            let trace = telemetry::resume("deadline timer", row.traceparent.as_deref());
            fired += self.fire(work, row, now).instrument(trace).await?;
        }
        if !more {
            time_mark::save(work, Look { business: now, real: self.now.real }).await?;
        }
        Ok(Fired { stages: fired, more })
    }
}

impl FireDue {
    /// The stages of one clock.
    async fn fire(&self, work: &mut Work, row: &ClockRow, now: Timestamp) -> Result<usize, StoreError> {
        let mut clock = row.clock.clone();
        let stages = clock.fire(now);
        // Lost to another replica or to an event that stopped it: that transaction has published.
        if stages.is_empty() || !clocks::replace(work, row, &clock).await? {
            return Ok(0);
        }
        let mut fired = 0;
        for reached in stages {
            // A clock that began after its set date (R6) could not have fired before it began.
            let due = reached.due_at.max(clock.start);
            let late = real_lateness(self.last, self.now, due, self.rate);
            let catch_up = late > CATCH_UP_AFTER;
            if let Some(draft) = announce::reached(&clock, reached, now, catch_up, Cause::Timer(row)) {
                work.emit(draft);
                fired += 1;
            }
        }
        Ok(fired)
    }
}
