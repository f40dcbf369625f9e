use std::time::Duration;

use http_kit::Host;
use jiff::{SignedDuration, Timestamp};
use messaging::{Command, Work};
use store::StoreError;
use tracing::warn;

use crate::domain::lockout::LOCK;
use crate::domain::session_life::{LIFE_MAX, dead_before};
use crate::store::{live_feed, sessions, sign_in_failures};

/// How often; what it deletes has no effect any more, so it may as well be late.
const EVERY: Duration = Duration::from_secs(300);

/// How long a page may have been away and still be told what it missed.
const FEED_KEPT: SignedDuration = SignedDuration::from_hours(1);

/// Deletes ended sessions, forgotten failures and old rows of the live feed, for ever.
pub(crate) async fn run(host: Host) {
    loop {
        if let Err(error) = host.writer.run(Trim { now: host.real.now() }).await {
            warn!(%error, "what has expired could not be deleted; the next round tries again");
        }
        tokio::time::sleep(EVERY).await;
    }
}

struct Trim {
    /// Real time.
    now: Timestamp,
}

impl Command for Trim {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let ago = |span: SignedDuration| self.now.saturating_sub(span).unwrap_or(Timestamp::MIN);
        sessions::delete_dead(work, dead_before(self.now), ago(LIFE_MAX)).await?;
        sign_in_failures::delete_before(work, ago(LOCK)).await?;
        live_feed::delete_before(work, ago(FEED_KEPT)).await?;
        Ok(())
    }
}
