//! `POST /api/alerts/v1/alerts/{id}/acknowledge`: a named person answers; nobody else is called.

use axum::extract::State;
use axum::http::StatusCode;
use events::Role;
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::AlertId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answering::{AlertChanged, Answering};
use crate::app::App;
use crate::domain::{Answer, Command};
use crate::http::typed;

/// Longer remarks belong into the case.
const NOTE_CHARS_MAX: usize = 500;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcknowledgeBody {
    /// Remark, at most 500 characters.
    #[serde(default)]
    note: Option<String>,
}

/// Answers an alert: a leader, the director or a supervisor, or whoever it called. Answering twice is
/// harmless; the first answer stays on record.
#[utoipa::path(
    post,
    path = "/api/alerts/v1/alerts/{id}/acknowledge",
    operation_id = "acknowledge_alert",
    tag = "alerts",
    params(
        ("id" = AlertId, Path, description = "The alert"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = AcknowledgeBody,
    responses(
        (status = 200, description = "Answered", body = AlertChanged),
        (status = 403, description = "Neither called nor in an office that may answer"),
        (status = 404, description = "No such alert within the caller's scope"),
        (status = 409, description = "The alert is closed"),
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
pub(crate) async fn acknowledge(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<AlertId>,
    ApiJson(body): ApiJson<AcknowledgeBody>,
) -> Result<Written, Problem> {
    let note = body.note.as_deref().filter(|note| !note.trim().is_empty());
    if note.is_some_and(|note| typed(note, NOTE_CHARS_MAX).is_none()) {
        return Err(Problem::invalid().field(
            "/note",
            "too_long",
            format!("备注最多 {NOTE_CHARS_MAX} 字。"),
            format!("A remark has at most {NOTE_CHARS_MAX} characters."),
        ));
    }
    let answering = Answering {
        id,
        caller: caller.clone(),
        headers: headers.clone(),
        desk: app.desk.clone(),
        reason: note.map(str::to_owned),
        ask: |row, caller, _| {
            let office = [Role::Leader, Role::Director, Role::Supervisor];
            let instance = [Role::Sysadmin, Role::Operator];
            let without_case = row.alert.case_id.is_none() && caller.has_any(&instance);
            let office = caller.has_any(&office) || without_case;
            Ok(Command::Acknowledge(Answer { person: caller.person, office }))
        },
    };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, answering).await
}
