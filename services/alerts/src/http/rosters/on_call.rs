//! `GET /api/alerts/v1/rosters/on-call`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiQuery, Caller, Page, Problem};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{DutyItem, items};
use crate::app::App;
use crate::http::within_reason;
use crate::store::rosters;

/// When; now (business time) if absent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OnCallQuery {
    at: Option<Timestamp>,
}

/// Who is on call, one per roster.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/rosters/on-call",
    operation_id = "on_call",
    tag = "rosters",
    params(OnCallQuery),
    responses(
        (status = 200, description = "Who is on call", body = Page<DutyItem>),
        (status = 400, description = "A moment that makes no sense"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "leader", "director", "supervisor", "registrar", "receptionist", "router", "instructing_leader",
            "sysadmin", "operator"
        ],
        "scope": "instance"
    }))),
)]
pub(crate) async fn on_call(
    State(app): State<App>,
    _caller: Caller,
    ApiQuery(asked): ApiQuery<OnCallQuery>,
) -> Result<Json<Page<DutyItem>>, Problem> {
    let at = asked.at.unwrap_or_else(|| app.host.business.now());
    if !within_reason(at) {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "invalid_query",
            "时间不合理。",
            "This moment makes no sense.",
        ));
    }
    let mut on = app.host.store.read().await?;
    let roll = rosters::roll(&mut on, at).await?;
    Ok(Json(Page::whole(items(&mut on, roll.duties_at(at)).await?)))
}
