//! `POST /api/routing/v1/cases/{id}/serve`: 送达 (art. 34).

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::CaseId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::{CaseChanged, ChangeCase, whole_microseconds};
use crate::domain::{Command, ServeRequest, ServiceMethod};

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServeBody {
    /// How it reached the petitioner.
    #[serde(default)]
    #[schema(required = true)]
    method: Option<ServiceMethod>,
    /// When; absent: now. Not before the decision, not in the future.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    served_at: Option<Timestamp>,
}

/// Records that the petitioner received the decision; the 30 days of art. 35 begin.
#[utoipa::path(
    post,
    path = "/api/routing/v1/cases/{id}/serve",
    operation_id = "serve_case",
    tag = "cases",
    params(
        ("id" = CaseId, Path, description = "The case"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = ServeBody,
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
pub(crate) async fn serve(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<ServeBody>,
) -> Result<Written, Problem> {
    let command = Command::Serve(ServeRequest {
        method: body.method,
        served_at: body.served_at.map(whole_microseconds),
    });
    let change = ChangeCase::new(&app, id, command, (&caller, &headers));
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, change).await
}
