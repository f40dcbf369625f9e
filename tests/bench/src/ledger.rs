//! When a case became visible in the ledger: its store is watched for clocks that were not there before.
//!
//! The ledger enters a clock, and with it the case's last day and light, in one transaction. From its
//! commit on every reader of the ledger sees it, so the store is looked at every 2 ms, which is the
//! resolution of the figure. Asking over HTTP a hundred times a second for each of a hundred cases would
//! load the machine more than the registrations do; a sample is asked for over HTTP at the end instead.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use store::{Store, StoreError, StoreUrl, query};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use crate::clients::Registrar;
use crate::failure::Failure;

/// The resolution of what is measured.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(2);

/// Clocks of one look: a burst of this many within 2 ms is more than the machine can do.
const ROWS_MAX: i64 = 5_000;

/// Cases asked for over HTTP at the end.
const CONFIRMED: usize = 20;

type Seen = BTreeMap<Uuid, Instant>;

/// A running watch.
#[derive(Debug)]
pub(crate) struct Watch {
    stop: oneshot::Sender<()>,
    count: watch::Receiver<usize>,
    task: JoinHandle<Result<Seen, StoreError>>,
}

/// Begins to watch the ledger's store.
pub(crate) async fn watch(store: &Path) -> Result<Watch, Failure> {
    let store = Store::inspect(&StoreUrl::Sqlite(store.to_path_buf())).await?;
    let mut after = last_row(&store).await?;
    let (stop, mut stopped) = oneshot::channel();
    let (counter, count) = watch::channel(0);
    let task = tokio::spawn(async move {
        let mut seen = Seen::new();
        let mut reader = store.read().await?;
        let mut look = tokio::time::interval(LOOK_EVERY);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = look.tick() => {}
                _ = &mut stopped => return Ok(seen),
            }
            // The instance under measurement is always on SQLite: rows are numbered as they come.
            let rows = query(
                "SELECT rowid AS number, case_id FROM case_clocks WHERE rowid > $1 ORDER BY rowid LIMIT $2",
            )
            .bind(after)
            .bind(ROWS_MAX)
            .fetch_all(&mut reader)
            .await?;
            // After the read: a row counts as seen when it was in hand.
            let now = Instant::now();
            for row in &rows {
                after = row.get("number")?;
                seen.entry(row.get("case_id")?).or_insert(now);
            }
            if !rows.is_empty() {
                counter.send_replace(seen.len());
            }
        }
    });
    Ok(Watch { stop, count, task })
}

async fn last_row(store: &Store) -> Result<i64, StoreError> {
    let mut reader = store.read().await?;
    query("SELECT COALESCE(MAX(rowid), 0) AS number FROM case_clocks")
        .fetch_one(&mut reader)
        .await?
        .get("number")
}

impl Watch {
    /// Waits until all these cases were seen, or for as long as `patience`; then ends the watch.
    pub(crate) async fn until_seen(mut self, cases: &[Uuid], patience: Duration) -> Result<Seen, Failure> {
        // An early end of the watch and a timeout both mean: not all were seen. Which, the caller finds.
        let _ = tokio::time::timeout(patience, self.count.wait_for(|count| *count >= cases.len())).await;
        let _ = self.stop.send(());
        Ok(self.task.await??)
    }
}

/// Asks the ledger itself, as a page would, for a sample of the cases.
pub(crate) async fn confirm(registrar: &Registrar, cases: &[Uuid]) -> Result<(), Failure> {
    for case in cases.iter().step_by((cases.len() / CONFIRMED).max(1)) {
        if !registrar.sees_deadline(*case).await? {
            return Err(Failure::Late(format!("the ledger shows no deadline for case {case}")));
        }
    }
    Ok(())
}
