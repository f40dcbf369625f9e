//! Scans the rosters thirty days ahead for stretches without anybody on duty.

use std::time::Duration;

use jiff::SignedDuration;
use messaging::{Command, Work};
use store::StoreError;
use tracing::warn;

use crate::app::App;
use crate::domain::{Gap, Layer};
use crate::store::rosters;
use crate::switchboard::{Desk, SCAN_AHEAD, tell_gap};

/// Business time between two scans: a roster is planned by the day.
const BETWEEN: SignedDuration = SignedDuration::from_hours(6);
/// Real time between two scans at least, however fast a drill runs.
const BETWEEN_REAL: Duration = Duration::from_secs(5);

pub(crate) async fn run(app: App) {
    tokio::time::sleep(app.gap_scan_delay).await;
    loop {
        let now = app.host.business.now();
        if let Err(cause) = app.host.writer.run(Scan { desk: app.desk.clone() }).await {
            warn!(%cause, "the rosters could not be scanned; it is tried again");
        }
        tokio::time::sleep(BETWEEN_REAL).await;
        app.host.business.sleep_until(now.saturating_add(BETWEEN).unwrap_or(now)).await;
    }
}

/// One scan of the layers that have rosters, and of the on-call leaders in any case.
pub(crate) struct Scan {
    pub(crate) desk: Desk,
}

impl Command for Scan {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let now = work.now();
        let until = now.saturating_add(SCAN_AHEAD).unwrap_or(now);
        let roll = rosters::roll(work, now).await?;
        let used = |layer: &Layer| {
            *layer == Layer::Leader || roll.rosters.iter().any(|roster| roster.layer == *layer)
        };
        let first_gaps: Vec<Gap> = Layer::ALL
            .into_iter()
            .filter(used)
            .filter_map(|layer| roll.gaps(layer, now, until).into_iter().next())
            .collect();
        for gap in first_gaps {
            tell_gap(work, &self.desk, gap).await?;
        }
        Ok(())
    }
}
