use ids::AlertId;
use messaging::Work;
use store::StoreError;
use tracing::{Instrument as _, Span};

use super::record::{Subject, record};
use super::{Acting, Desk, lost, raise, tasks};
use crate::domain::{AlertState, Change, Command, Rejection, decide};
use crate::store::alerts::{self, AlertRow};
use crate::store::{cases, rosters};

/// One act upon one alert.
#[derive(Clone, Debug)]
pub(crate) struct Act {
    pub(crate) alert: AlertId,
    pub(crate) command: Command,
    pub(crate) acting: Acting,
}

/// Why an act was not carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ActError {
    #[error("there is no such alert")]
    Unknown,
    #[error(transparent)]
    Rejected(#[from] Rejection),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Decides, saves the alert by compare-and-set, and records what follows. Gives the alert afterwards. What
/// changes nothing writes nothing.
pub(crate) async fn act(work: &mut Work, desk: &Desk, act: &Act) -> Result<AlertRow, ActError> {
    let row = alerts::find(work, act.alert).await?.ok_or(ActError::Unknown)?;
    // What somebody asks for, or an event brings, is in their trace; what a timer does is in the alert's.
    let trace = match telemetry::traceparent() {
        Some(_) => Span::current(),
        None => telemetry::resume("alert timer", row.traceparent.as_deref()),
    };
    act_upon(work, desk, act, row).instrument(trace).await
}

async fn act_upon(work: &mut Work, desk: &Desk, act: &Act, mut row: AlertRow) -> Result<AlertRow, ActError> {
    let now = work.now();
    let roll = rosters::roll(work, now).await?;
    let conflicts = cases::conflicts(work, row.alert.case_id).await?;
    let changes = decide(&row.alert, &act.command, &roll, &conflicts, now)?;
    if changes.is_empty() && !matches!(act.command, Command::Look) {
        return Ok(row);
    }
    let subject = Subject::load(work, row.alert.case_id).await?;
    for change in &changes {
        row.alert.apply(change);
        match change {
            Change::Acknowledged { at, .. } => {
                row.acknowledged_at = Some(*at);
                row.acknowledged_by = Some(act.acting.shown());
            }
            Change::Closed { outcome, at } => {
                row.closed_at = Some(*at);
                row.outcome = Some(outcome.clone());
            }
            _ => {}
        }
    }
    // Looking without a change still puts the column check_at back to the machine's own moment, which a
    // change of roster had brought forward.
    if !alerts::save(work, &row).await? {
        return Err(lost("the alert").into());
    }
    row.version = row.version.saturating_add(1);
    let found = record(work, desk, &row, &subject, &changes, &roll, &act.acting).await?;
    raise::raise_gaps(work, desk, found, &act.acting).await?;
    if row.alert.state == AlertState::Open {
        work.wake(tasks::ESCALATE);
    }
    Ok(row)
}
