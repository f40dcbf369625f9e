//! `POST /api/supervision/v1/time/confirm`: an operator says that the machine's clock is right after a jump.

use axum::extract::State;
use axum::http::StatusCode;
use events::{Actor, Role};
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use jiff::Timestamp;
use messaging::{AuditDraft, Command, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::store::time_mark;
use crate::tasks::FIRE;

/// Who may say so.
const ROLES: &[Role] = &[Role::Operator, Role::Sysadmin];
/// A sentence or two.
const REASON_CHARS_MAX: usize = 500;

/// Why the clock is right.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmTime {
    /// For the audit log; 1 to 500 characters.
    reason: String,
}

/// The confirmation.
#[derive(Serialize, ToSchema)]
pub(crate) struct TimeConfirmed {
    /// The machine's time that was confirmed.
    confirmed_at: Timestamp,
}

#[utoipa::path(
    post,
    path = "/api/supervision/v1/time/confirm",
    tag = "time",
    request_body = ConfirmTime,
    responses((status = 200, body = TimeConfirmed), (status = 422, description = "invalid_fields")),
    extensions(("x-huiyin-access" = json!({ "roles": ["sysadmin", "operator"], "scope": "instance" })))
)]
pub(crate) async fn confirm_time(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<ConfirmTime>,
) -> Result<Written, Problem> {
    let command = Confirm { actor: caller.actor_as(ROLES), reason: body.reason.clone() };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, command).await
}

struct Confirm {
    actor: Actor,
    reason: String,
}

impl Command for Confirm {
    type Out = TimeConfirmed;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<TimeConfirmed, Problem> {
        let chars = self.reason.trim().chars().count();
        if chars == 0 || chars > REASON_CHARS_MAX {
            return Err(Problem::invalid().field(
                "/reason",
                "invalid_reason",
                "请写明理由（1 至 500 字）。",
                "Give a reason of 1 to 500 characters.",
            ));
        }
        let confirmed_at = work.recorded();
        time_mark::confirm(work, confirmed_at).await?;
        work.audit(AuditDraft {
            actor: self.actor.clone(),
            action: "time.confirm".into(),
            subject: None,
            reason: Some(self.reason.clone()),
            detail: serde_json::json!({ "confirmed_at": confirmed_at }),
        });
        work.wake(FIRE);
        Ok(TimeConfirmed { confirmed_at })
    }
}
