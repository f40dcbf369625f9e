use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, Caller, Problem};
use ids::CaseId;

use super::case_item::{CaseItem, named};
use crate::app::App;
use crate::store::{case_list, names};

/// One case as the ledger knows it.
#[utoipa::path(
    get,
    path = "/api/ledger/v1/cases/{id}",
    tag = "ledger",
    params(("id" = uuid::Uuid, Path, description = "The case")),
    responses((status = 200, description = "The case", body = CaseItem)),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(super) async fn get_case(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
) -> Result<Json<CaseItem>, Problem> {
    let scope = caller.scope();
    let mut on = app.host.store.read().await?;
    let row = case_list::get(&mut on, id, |next| scope.clause("c", next))
        .await?
        .ok_or_else(Problem::case_not_found)?;
    let (units, persons) = named(std::slice::from_ref(&row));
    let names = names::load(&mut on, units, persons).await?;
    Ok(Json(CaseItem::new(row, &names)))
}
