//! Calls the next level when nobody answered in time. Driven by due times of the business clock: the cost
//! is that of the alerts that are due, not of those that are open.

use futures_util::future::join_all;
use ids::AlertId;
use jiff::Timestamp;
use messaging::Work;
use store::StoreError;
use tracing::{error, warn};

use super::{AFTER_ERROR, IDLE_MAX};
use crate::app::App;
use crate::domain;
use crate::store::alerts;
use crate::switchboard::{Act, ActError, Acting, Desk, act, tasks};

pub(crate) async fn run(app: App) {
    let signal = app.host.wake_signal(tasks::ESCALATE);
    loop {
        match round(&app).await {
            Ok(Next::Now) => {}
            Ok(Next::At(due)) => tokio::select! {
                () = signal.notified() => {}
                () = app.host.business.sleep_until(due) => {}
                () = tokio::time::sleep(IDLE_MAX) => {}
            },
            Ok(Next::Quiet) => tokio::select! {
                () = signal.notified() => {}
                () = tokio::time::sleep(IDLE_MAX) => {}
            },
            Err(cause) => {
                warn!(%cause, "escalation looks again in a second");
                tokio::time::sleep(AFTER_ERROR).await;
            }
        }
    }
}

/// When to look next.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Now,
    At(Timestamp),
    Quiet,
}

async fn round(app: &App) -> Result<Next, StoreError> {
    let due = {
        let mut on = app.host.store.read().await?;
        alerts::due(&mut on, app.host.business.now()).await?
    };
    let looks = due.iter().map(|alert| app.host.writer.run(Look { alert: *alert, desk: app.desk.clone() }));
    let mut failed = None;
    for (alert, looked) in due.iter().zip(join_all(looks).await) {
        match looked {
            // Another replica was first: it is read anew.
            Ok(_) | Err(StoreError::Conflict(_)) => {}
            Err(cause) => {
                error!(%alert, %cause, "an alert could not be escalated");
                failed = Some(cause);
            }
        }
    }
    if let Some(cause) = failed {
        return Err(cause);
    }
    if !due.is_empty() {
        return Ok(Next::Now);
    }
    let mut on = app.host.store.read().await?;
    Ok(alerts::next_check(&mut on).await?.map_or(Next::Quiet, Next::At))
}

/// Looks at one alert; what is not due stays as it is.
pub(crate) struct Look {
    pub(crate) alert: AlertId,
    pub(crate) desk: Desk,
}

impl messaging::Command for Look {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let look = Act { alert: self.alert, command: domain::Command::Look, acting: Acting::timer() };
        match act(work, &self.desk, &look).await {
            Ok(_) | Err(ActError::Unknown | ActError::Rejected(_)) => Ok(()),
            Err(ActError::Store(cause)) => Err(cause),
        }
    }
}
