//! What acknowledging, declining and closing have in common: the caller must see the alert, and the
//! decision is made on what the store holds in the transaction that saves it.

use axum::http::StatusCode;
use http_kit::{Caller, Problem, WriteHeaders};
use ids::AlertId;
use messaging::{Command, Work};
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::{self, AlertState, Rejection};
use crate::store::alerts::AlertRow;
use crate::store::people;
use crate::store::visible::{self, Reach};
use crate::switchboard::{Act, ActError, Acting, Desk, act};

/// Where the alert stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AlertChanged {
    id: AlertId,
    state: AlertState,
    version: i64,
}

/// One person's act upon one alert.
pub(super) struct Answering {
    pub(super) id: AlertId,
    pub(super) caller: Caller,
    pub(super) headers: WriteHeaders,
    pub(super) desk: Desk,
    /// Why, in the person's words.
    pub(super) reason: Option<String>,
    pub(super) ask: fn(&AlertRow, &Caller, Option<&str>) -> Result<domain::Command, Problem>,
}

impl Command for Answering {
    type Out = AlertChanged;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<AlertChanged, Problem> {
        let seen =
            visible::find(work, Reach::of(&self.caller), self.id).await?.ok_or_else(alert_not_found)?;
        self.headers.check_version(seen.row.version)?;
        let command = (self.ask)(&seen.row, &self.caller, self.reason.as_deref())?;
        let name = match self.caller.person {
            Some(person) => people::active_name(work, person).await?,
            None => None,
        };
        let acting = Acting::person(self.caller.actor(), name, self.reason.clone());
        let row = act(work, &self.desk, &Act { alert: self.id, command, acting }).await.map_err(problem)?;
        Ok(AlertChanged { id: self.id, state: row.alert.state, version: row.version })
    }
}

pub(super) fn alert_not_found() -> Problem {
    Problem::not_found(
        "alert_not_found",
        "没有找到这条告警，或者您无权查看。",
        "There is no such alert, or you may not see it.",
    )
}

fn problem(error: ActError) -> Problem {
    match error {
        // In conflict looks like absent: not even that it exists (R11).
        ActError::Unknown | ActError::Rejected(Rejection::InConflict) => alert_not_found(),
        ActError::Store(error) => error.into(),
        ActError::Rejected(Rejection::NotCalled) => Problem::new(
            StatusCode::FORBIDDEN,
            "not_called",
            "这条告警没有呼叫您，您也不是值班领导、局长或督办员，不能代为应答。",
            "This alert did not call you, and you are no leader, director or supervisor who may answer it.",
        ),
        ActError::Rejected(Rejection::Closed) => Problem::new(
            StatusCode::CONFLICT,
            "alert_closed",
            "这条告警已经关闭，不用再处理。",
            "This alert is closed; nothing more is needed.",
        ),
        ActError::Rejected(Rejection::NotOpen) => Problem::new(
            StatusCode::CONFLICT,
            "alert_answered",
            "这条告警已有人应答，不再呼叫。",
            "Somebody has answered this alert; nobody is being called any more.",
        ),
    }
}
