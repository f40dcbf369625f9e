//! `POST /api/routing/v1/cases/{id}/progress`: a report of the lead unit.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::CaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::{CaseChanged, ChangeCase};
use crate::domain::Command;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressBody {
    /// What was done, at most 2,000 characters.
    #[serde(default)]
    #[schema(required = true)]
    summary: Option<String>,
}

/// Reports progress; the first report makes the case "being handled".
#[utoipa::path(
    post,
    path = "/api/routing/v1/cases/{id}/progress",
    operation_id = "progress_case",
    tag = "cases",
    params(
        ("id" = CaseId, Path, description = "The case"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = ProgressBody,
    responses(
        (status = 200, description = "Done", body = CaseChanged),
        (status = 403, description = "Not this person (R9, R11)"),
        (status = 404, description = "No such case within the caller's scope"),
        (status = 409, description = "The case is not in a status that allows it"),
        (status = 412, description = "Somebody else changed the case meanwhile"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["handler", "unit_head"], "scope": "case"}))),
)]
pub(crate) async fn progress(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<ProgressBody>,
) -> Result<Written, Problem> {
    let command = Command::Progress { summary: body.summary.clone() };
    let change = ChangeCase::new(&app, id, command, (&caller, &headers));
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, change).await
}
