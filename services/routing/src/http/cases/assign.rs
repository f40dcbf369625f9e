//! `POST /api/routing/v1/cases/{id}/assign`: 交办 with its six fixings (R2).

use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::{CaseId, PersonId, UnitId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::change_case::{CaseChanged, ChangeCase};
use crate::domain::{AssignRequest, Command};

/// The six fixings 六定. They are optional in the type alone: a refusal names every missing one at once.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AssignBody {
    /// 责任单位 (主办).
    #[serde(default)]
    #[schema(required = true)]
    lead_unit: Option<UnitId>,
    /// 协办单位, at most 20; may be empty.
    #[serde(default)]
    assisting_units: Vec<UnitId>,
    /// 责任领导: of the lead unit or of the leadership.
    #[serde(default)]
    #[schema(required = true)]
    responsible_leader: Option<PersonId>,
    /// 承办人: of the lead unit.
    #[serde(default)]
    #[schema(required = true)]
    handler: Option<PersonId>,
    /// 督办单位.
    #[serde(default)]
    #[schema(required = true)]
    supervising_unit: Option<UnitId>,
    /// 办理要求, at most 2,000 characters.
    #[serde(default)]
    #[schema(required = true)]
    requirement: Option<String>,
    /// 办理期限; absent: the statutory date. The earlier of the two governs (R6).
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
}

/// Assigns a case. Refused as a whole when a fixing is missing or R11 stands against it.
#[utoipa::path(
    post,
    path = "/api/routing/v1/cases/{id}/assign",
    operation_id = "assign_case",
    tag = "cases",
    params(
        ("id" = CaseId, Path, description = "The case"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = AssignBody,
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
pub(crate) async fn assign(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<AssignBody>,
) -> Result<Written, Problem> {
    let command = Command::Assign(AssignRequest {
        lead_unit: body.lead_unit,
        assisting_units: body.assisting_units.clone(),
        responsible_leader: body.responsible_leader,
        handler: body.handler,
        supervising_unit: body.supervising_unit,
        requirement: body.requirement.clone(),
        due: body.due,
    });
    let change = ChangeCase::new(&app, id, command, (&caller, &headers));
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, change).await
}
