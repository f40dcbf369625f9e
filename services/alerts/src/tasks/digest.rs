//! Sends each digest once nothing more has joined it for a while. Lives by real time.

use jiff::{SignedDuration, Timestamp};
use messaging::{Command, Work};
use store::StoreError;
use tracing::warn;
use uuid::Uuid;

use super::{AFTER_ERROR, sleep_until_real};
use crate::app::App;
use crate::domain::digest::due_at;
use crate::store::digests::{self, DigestRow};
use crate::switchboard::{Desk, adopt, send, tasks};

pub(crate) async fn run(app: App) {
    let signal = app.host.wake_signal(tasks::DIGEST);
    loop {
        match round(&app).await {
            Ok(next) => tokio::select! {
                () = signal.notified() => {}
                () = sleep_until_real(&app.host.real, next) => {}
            },
            Err(cause) => {
                warn!(%cause, "digests are looked at again in a second");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }
}

async fn round(app: &App) -> Result<Option<Timestamp>, StoreError> {
    let open = {
        let mut on = app.host.store.read().await?;
        digests::unsent(&mut on).await?
    };
    let now = app.host.real.now();
    let mut next: Option<Timestamp> = None;
    for digest in open {
        let due = due(&digest, app.digest_quiet);
        if due <= now {
            let settle = Settle { digest: digest.id, quiet: app.digest_quiet, desk: app.desk.clone() };
            app.host.writer.run(settle).await?;
        } else {
            next = Some(next.map_or(due, |next| next.min(due)));
        }
    }
    Ok(next)
}

/// What waits for somebody to come on call has no latest moment: it is looked at after each quiet time.
fn due(digest: &DigestRow, quiet: SignedDuration) -> Timestamp {
    match digest.recipient {
        Some(_) => due_at(digest.opened_at, digest.last_item_at, quiet),
        None => digest.last_item_at.saturating_add(quiet).unwrap_or(digest.last_item_at),
    }
}

/// Sends a digest, or looks for somebody to send it to.
pub(crate) struct Settle {
    pub(crate) digest: Uuid,
    pub(crate) quiet: SignedDuration,
    pub(crate) desk: Desk,
}

impl Command for Settle {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let Some(digest) = digests::find(work, self.digest).await? else { return Ok(()) };
        // Something may have joined it since it was looked at.
        if digest.sent_at.is_some() || due(&digest, self.quiet) > work.recorded() {
            return Ok(());
        }
        match digest.recipient {
            Some(recipient) => send(work, &self.desk, &digest, recipient).await,
            None => adopt(work, &self.desk, &digest).await,
        }
    }
}
