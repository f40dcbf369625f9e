use std::time::Duration;

use clock::RealClock;
use store::{Store, StoreError, query};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};
use uuid::Uuid;

/// How long a lease holds without renewal: a dead replica's work is taken over after this.
const LEASE_SECONDS: i64 = 15;
/// Three chances to renew before the lease is lost.
const RENEW_EVERY: Duration = Duration::from_secs(5);

/// Whether this replica runs the service's background work: relay, readers, timers. All replicas serve
/// HTTP. On SQLite there is one process (a lock on the file sees to it), so it always holds the lease.
#[derive(Clone, Debug)]
pub struct Lease(watch::Receiver<bool>);

impl Lease {
    /// A lease that is always held.
    #[must_use]
    pub fn always() -> Self {
        // The sender is dropped: the value never changes.
        Self(watch::channel(true).1)
    }

    /// Takes part in the election for `name`, until shutdown.
    #[must_use]
    pub fn contend(
        store: Store,
        real: RealClock,
        name: &'static str,
        holder: Uuid,
        shutdown: CancellationToken,
    ) -> Self {
        let (sender, held) = watch::channel(false);
        tokio::spawn(async move {
            while !shutdown.is_cancelled() {
                let now_held = match take_or_renew(&store, &real, name, holder).await {
                    Ok(held) => held,
                    Err(error) => {
                        warn!(%error, name, "the lease could not be renewed");
                        false
                    }
                };
                if sender.send_replace(now_held) != now_held {
                    info!(name, held = now_held, "lease");
                }
                tokio::select! {
                    () = shutdown.cancelled() => break,
                    () = tokio::time::sleep(RENEW_EVERY) => {}
                }
            }
        });
        Self(held)
    }

    #[must_use]
    pub fn is_held(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the lease is held.
    pub async fn held(&mut self) {
        if self.0.wait_for(|held| *held).await.is_err() && !self.is_held() {
            // The election has ended, at shutdown: never held again.
            std::future::pending::<()>().await;
        }
    }

    /// Returns when the lease is lost.
    pub async fn lost(&mut self) {
        if self.0.wait_for(|held| !*held).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

async fn take_or_renew(
    store: &Store,
    real: &RealClock,
    name: &'static str,
    holder: Uuid,
) -> Result<bool, StoreError> {
    let now = real.now();
    let mut tx = store.begin().await?;
    let taken = query(
        "INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at \
         WHERE leases.holder = $2 OR leases.expires_at < $4",
    )
    .bind(name)
    .bind(holder)
    .bind(clock::plus_seconds(now, LEASE_SECONDS))
    .bind(now)
    .execute(&mut tx)
    .await?;
    tx.commit().await?;
    Ok(taken == 1)
}
