//! `GET /api/alerts/v1/alerts/{id}`.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, Caller, Problem};
use ids::AlertId;

use super::answering::alert_not_found;
use super::view::{AlertItem, items};
use crate::app::App;
use crate::store::visible::{self, Reach};

/// One alert.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/alerts/{id}",
    operation_id = "get_alert",
    tag = "alerts",
    params(("id" = AlertId, Path, description = "The alert")),
    responses(
        (status = 200, description = "The alert", body = AlertItem),
        (status = 404, description = "No such alert within the caller's scope"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "registrar", "receptionist", "router", "director", "handler", "unit_head", "instructing_leader",
            "village_reporter", "responsible_leader", "sponsor", "supervisor", "leader", "joint_conference",
            "hearing_chair", "mediator", "reviewer", "assessor", "discipline_inspector", "sysadmin", "operator"
        ],
        "scope": "case"
    }))),
)]
pub(crate) async fn get_alert(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<AlertId>,
) -> Result<Json<AlertItem>, Problem> {
    let mut on = app.host.store.read().await?;
    let seen = visible::find(&mut on, Reach::of(&caller), id).await?.ok_or_else(alert_not_found)?;
    items(&mut on, vec![seen]).await?.pop().map(Json).ok_or_else(alert_not_found)
}
