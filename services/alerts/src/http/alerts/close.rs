//! `POST /api/alerts/v1/alerts/{id}/close`: a named person says how the matter behind the alert ended.

use axum::extract::State;
use axum::http::StatusCode;
use events::Role;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::AlertId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answering::{AlertChanged, Answering};
use crate::app::App;
use crate::domain::Command;
use crate::http::typed;

const OUTCOME_CHARS_MAX: usize = 500;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseBody {
    /// How it ended, 1 to 500 characters; never a person's whereabouts.
    outcome: String,
}

/// Closes an alert, answered or not.
#[utoipa::path(
    post,
    path = "/api/alerts/v1/alerts/{id}/close",
    operation_id = "close_alert",
    tag = "alerts",
    params(
        ("id" = AlertId, Path, description = "The alert"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = CloseBody,
    responses(
        (status = 200, description = "Closed", body = AlertChanged),
        (status = 404, description = "No such alert within the caller's scope"),
        (status = 409, description = "It was closed before"),
        (status = 412, description = "The alert has changed meanwhile"),
        (status = 422, description = "The request has errors"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": ["leader", "director", "supervisor", "sysadmin", "operator"], "scope": "case"
    }))),
)]
pub(crate) async fn close(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<AlertId>,
    ApiJson(body): ApiJson<CloseBody>,
) -> Result<Written, Problem> {
    let Some(outcome) = typed(&body.outcome, OUTCOME_CHARS_MAX).map(str::to_owned) else {
        return Err(Problem::invalid().field(
            "/outcome",
            "length",
            format!("请写明结果，1 到 {OUTCOME_CHARS_MAX} 字。"),
            format!("Say how it ended, in 1 to {OUTCOME_CHARS_MAX} characters."),
        ));
    };
    let answering = Answering {
        id,
        caller: caller.clone(),
        headers: headers.clone(),
        desk: app.desk.clone(),
        reason: Some(outcome),
        ask: |row, caller, outcome| {
            // Administrators of the system close what is about the system; a case's alert is the office's.
            let office = caller.has_any(&[Role::Leader, Role::Director, Role::Supervisor]);
            if office || row.alert.case_id.is_none() {
                Ok(Command::Close { outcome: outcome.unwrap_or_default().to_owned() })
            } else {
                Err(Problem::forbidden())
            }
        },
    };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, answering).await
}
