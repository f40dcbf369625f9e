//! `POST /api/intake/v1/petitions/{id}/reveal`: the text and the people, for a reason that stays on record.
//!
//! The answer is never kept for repetitions: a repeated request is a second look and a second entry.

use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use events::Role;
use http_kit::{ApiJson, ApiPath, Caller, Problem};
use ids::CaseId;
use serde::Deserialize;

use crate::app::App;
use crate::domain::{RevealField, decide_reveal};
use crate::problems;
use crate::revealing::{Revealed, Revealing};

/// Under which role a reveal is recorded, for a caller with several.
const ROLES: &[Role] = &[
    Role::Handler,
    Role::Registrar,
    Role::Router,
    Role::Supervisor,
    Role::Director,
    Role::DisciplineInspector,
];

/// What to show, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevealBody {
    /// `body`, `petitioners`.
    #[schema(value_type = Vec<String>)]
    fields: Vec<RevealField>,
    /// 2–200 characters; goes on the audit chain.
    reason: String,
}

/// Shows what is hidden, and records who looked and why (section 10).
#[utoipa::path(
    post,
    path = "/api/intake/v1/petitions/{id}/reveal",
    operation_id = "reveal_petition",
    tag = "intake",
    params(("id" = CaseId, Path, description = "The case's id")),
    request_body = RevealBody,
    responses(
        (status = 200, description = "The fields asked for", body = Revealed),
        (status = 404, description = "No such case within the caller's scope"),
        (status = 422, description = "No reason, or no field named"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": ["registrar", "router", "handler", "director", "supervisor", "discipline_inspector"],
        "scope": "case"
    }))),
)]
pub(crate) async fn reveal(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
    ApiJson(body): ApiJson<RevealBody>,
) -> Result<impl IntoResponse, Problem> {
    let request =
        decide_reveal(&body.fields, &body.reason).map_err(|rejection| problems::rejected(&rejection))?;
    let command = Revealing {
        petition: id,
        request,
        actor: caller.actor_as(ROLES),
        scope: caller.scope(),
        vault: app.vault.clone(),
    };
    let committed = app.host.writer.run(command).await?;
    Ok(([("huiyin-position", committed.position.to_string())], Json(committed.out)))
}
