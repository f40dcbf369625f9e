//! `GET /api/routing/v1/cases/{id}`: everything that the case page shows.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, Caller, Problem};
use ids::CaseId;

use super::view::{CaseFile, CaseView};
use crate::app::App;
use crate::change_case::Who;
use crate::domain;
use crate::store::{cases, decisions, directory::Wanted, history, progress};

/// One case with its assignment, progress, decision, possible actions and timeline.
#[utoipa::path(
    get,
    path = "/api/routing/v1/cases/{id}",
    operation_id = "get_case",
    tag = "cases",
    params(("id" = CaseId, Path, description = "The case")),
    responses(
        (status = 200, description = "The case", body = CaseView),
        (status = 404, description = "No such case within the caller's scope"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    }))),
)]
pub(crate) async fn get_case(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
) -> Result<Json<CaseView>, Problem> {
    let who = Who::of(&caller);
    let mut read = app.host.store.read().await?;
    let scope = who.scope(&mut read).await?;
    let case = cases::load(&mut read, id, &scope).await?.ok_or_else(Problem::case_not_found)?;
    let reports = progress::of_case(&mut read, id).await?;
    let decision_text = match case.state.stage.decided() {
        Some(decided) => decisions::text(&mut read, id, &decided.decision.number).await?,
        None => None,
    };
    let history = history::of_case(&mut read, id).await?;
    let directory = Wanted::default()
        .and_parties(case.state.stage.assignment())
        .and_person(who.0.person)
        .and_units(reports.iter().map(|report| report.unit))
        .load(&mut read)
        .await?;
    drop(read);
    let actions = domain::actions(&case.state, &who.acting(&directory));
    Ok(Json(CaseFile { case, reports, decision_text, history, actions, directory }.view()))
}
