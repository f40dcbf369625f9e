use std::sync::Arc;
use std::time::Duration;

use store::{Store, StoreError};
use tokio::sync::{Notify, broadcast};
use tracing::warn;
use uuid::Uuid;

use crate::domain::live::{ROWS_PER_ROUND_MAX, Round, coalesce};
use crate::store::live_feed;

/// How often the feed is read while somebody listens: one indexed query for all open pages together.
const ROUND_EVERY: Duration = Duration::from_millis(500);

/// Rounds kept for a slow page: half a minute. One that falls behind further is told to reload.
const ROUNDS_KEPT: usize = 64;

/// What happens, told to every open page of this replica.
#[derive(Clone, Debug)]
pub(crate) struct LiveFeed {
    rounds: broadcast::Sender<Arc<Round>>,
    somebody: Arc<Notify>,
}

impl Default for LiveFeed {
    fn default() -> Self {
        Self { rounds: broadcast::Sender::new(ROUNDS_KEPT), somebody: Arc::default() }
    }
}

impl LiveFeed {
    /// Listens from now on.
    #[must_use]
    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Round>> {
        let listener = self.rounds.subscribe();
        self.somebody.notify_one();
        listener
    }

    /// Reads the feed for ever; rests while nobody listens.
    pub(crate) async fn follow(&self, store: Store) {
        let mut last: Option<Uuid> = None;
        loop {
            if self.rounds.receiver_count() == 0 {
                last = None;
                self.somebody.notified().await;
            }
            match self.round(&store, last).await {
                Ok(seen) => last = Some(seen),
                // Pages keep their places; the next round catches up from where this one stood.
                Err(error) => warn!(%error, "the live feed cannot be read"),
            }
            tokio::time::sleep(ROUND_EVERY).await;
        }
    }

    /// Tells one round and returns how far the feed has been read.
    async fn round(&self, store: &Store, last: Option<Uuid>) -> Result<Uuid, StoreError> {
        let mut on = store.read().await?;
        let Some(last) = last else { return live_feed::newest(&mut on).await };
        let limit = i64::try_from(ROWS_PER_ROUND_MAX).unwrap_or(i64::MAX);
        let rows = live_feed::after(&mut on, last, limit).await?;
        let Some((seen, _)) = rows.last().copied() else { return Ok(last) };
        let changes: Vec<_> = rows.into_iter().map(|(_, change)| change).collect();
        // Nobody listening any more is not an error.
        let _ = self.rounds.send(Arc::new(coalesce(&changes)));
        Ok(seen)
    }
}
