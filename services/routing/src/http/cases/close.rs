//! `POST /api/routing/v1/cases/{id}/close`: 办结.

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::CaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::{CaseChanged, ChangeCase};
use crate::domain::{ClosingResult, Command};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseBody {
    /// Why. `lapsed` only after the 30 days of art. 35.
    #[serde(default)]
    #[schema(required = true)]
    result: Option<ClosingResult>,
    /// Remark for the file, at most 500 characters.
    #[serde(default)]
    note: Option<String>,
}

/// Closes a case whose decision was served. Never a condition of a remedy (section 10).
#[utoipa::path(
    post,
    path = "/api/routing/v1/cases/{id}/close",
    operation_id = "close_case",
    tag = "cases",
    params(
        ("id" = CaseId, Path, description = "The case"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = CloseBody,
    responses(
        (status = 200, description = "Done", body = CaseChanged),
        (status = 403, description = "Not this person (R9, R11)"),
        (status = 404, description = "No such case within the caller's scope"),
        (status = 409, description = "The case is not in a status that allows it"),
        (status = 412, description = "Somebody else changed the case meanwhile"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["router", "director"], "scope": "case"}))),
)]
pub(crate) async fn close(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<CloseBody>,
) -> Result<Written, Problem> {
    let command = Command::Close { result: body.result, note: body.note.clone() };
    let change = ChangeCase::new(&app, id, command, (&caller, &headers));
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, change).await
}
