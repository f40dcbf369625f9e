//! `POST /api/alerts/v1/alerts/{id}/cannot-come`: a person called says why they cannot come; the next is
//! called at once.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::AlertId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answering::{AlertChanged, Answering};
use crate::app::App;
use crate::domain::Command;
use crate::http::typed;

const REASON_CHARS_MAX: usize = 200;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CannotComeBody {
    /// Why, 1 to 200 characters.
    reason: String,
}

/// Declines a call with a reason; only whoever was called in the running round can.
#[utoipa::path(
    post,
    path = "/api/alerts/v1/alerts/{id}/cannot-come",
    operation_id = "cannot_come_to_alert",
    tag = "alerts",
    params(
        ("id" = AlertId, Path, description = "The alert"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = CannotComeBody,
    responses(
        (status = 200, description = "The next is called", body = AlertChanged),
        (status = 403, description = "The caller was not called"),
        (status = 404, description = "No such alert within the caller's scope"),
        (status = 409, description = "The alert has been answered or closed"),
        (status = 412, description = "The alert has changed meanwhile"),
        (status = 422, description = "The request has errors"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "leader", "director", "supervisor", "instructing_leader", "responsible_leader", "sponsor",
            "joint_conference", "registrar", "receptionist", "router", "unit_head", "handler", "sysadmin",
            "operator"
        ],
        "scope": "case"
    }))),
)]
pub(crate) async fn cannot_come(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<AlertId>,
    ApiJson(body): ApiJson<CannotComeBody>,
) -> Result<Written, Problem> {
    let Some(reason) = typed(&body.reason, REASON_CHARS_MAX).map(str::to_owned) else {
        return Err(Problem::invalid().field(
            "/reason",
            "length",
            format!("请说明原因，1 到 {REASON_CHARS_MAX} 字。"),
            format!("Say why, in 1 to {REASON_CHARS_MAX} characters."),
        ));
    };
    let answering = Answering {
        id,
        caller: caller.clone(),
        headers: headers.clone(),
        desk: app.desk.clone(),
        reason: Some(reason),
        ask: |_, caller, reason| match caller.person {
            Some(person) => Ok(Command::CannotCome { person, note: reason.unwrap_or_default().to_owned() }),
            None => Err(Problem::forbidden()),
        },
    };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, answering).await
}
