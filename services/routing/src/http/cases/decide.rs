//! `POST /api/routing/v1/cases/{id}/decide`: 处理意见 (art. 34).

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::CaseId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::{CaseChanged, ChangeCase};
use crate::domain::{Command, DecideRequest, Outcome};

/// The parts of a decision (section 8). Its text stays in this service.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DecideBody {
    /// What it says about the claim.
    #[serde(default)]
    #[schema(required = true)]
    outcome: Option<Outcome>,
    /// Facts found and what was decided, at most 10,000 characters.
    #[serde(default)]
    #[schema(required = true)]
    summary: Option<String>,
    /// The provisions relied on, at most 4,000 characters.
    #[serde(default)]
    #[schema(required = true)]
    legal_basis: Option<String>,
}

/// Issues the decision; the handle clock stops.
#[utoipa::path(
    post,
    path = "/api/routing/v1/cases/{id}/decide",
    operation_id = "decide_case",
    tag = "cases",
    params(
        ("id" = CaseId, Path, description = "The case"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = DecideBody,
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
pub(crate) async fn decide(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<DecideBody>,
) -> Result<Written, Problem> {
    let command = Command::Decide(DecideRequest {
        outcome: body.outcome,
        summary: body.summary.clone(),
        legal_basis: body.legal_basis.clone(),
    });
    let change = ChangeCase::new(&app, id, command, (&caller, &headers));
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, change).await
}
