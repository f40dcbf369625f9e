use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use events::{CaseStatus, Light};
use http_kit::{Caller, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::store::case_list;

/// Numbers of cases within the reader's scope; every light and status is named, also with 0.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Summary {
    /// Open cases by their worst running clock.
    by_light: BTreeMap<String, i64>,
    /// All cases by where they stand.
    by_status: BTreeMap<String, i64>,
}

/// How many cases the reader has, by light and by status.
#[utoipa::path(
    get,
    path = "/api/ledger/v1/summary",
    tag = "ledger",
    responses((status = 200, description = "The numbers", body = Summary)),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(super) async fn summary(State(app): State<App>, caller: Caller) -> Result<Json<Summary>, Problem> {
    let scope = caller.scope();
    let mut on = app.host.store.read().await?;
    let counts = case_list::counts(&mut on, |next| scope.clause("c", next)).await?;
    let mut by_light: BTreeMap<String, i64> =
        Light::ALL.iter().map(|light| (light.as_str().to_owned(), 0)).collect();
    let mut by_status: BTreeMap<String, i64> =
        CaseStatus::ALL.iter().map(|status| (status.as_str().to_owned(), 0)).collect();
    for (light, status, n) in counts {
        if status != CaseStatus::Closed.as_str() {
            *by_light.entry(light).or_default() += n;
        }
        *by_status.entry(status).or_default() += n;
    }
    Ok(Json(Summary { by_light, by_status }))
}
