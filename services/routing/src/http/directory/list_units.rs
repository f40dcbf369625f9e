//! `GET /api/routing/v1/units`: the units of the instance, oldest first.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Cursor, Page, Problem, clamp_limit};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::UnitView;
use crate::app::App;
use crate::store::units;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    /// From the page before.
    cursor: Option<String>,
    /// 1 to 200, default 50.
    limit: Option<u32>,
}

/// The units of the instance, oldest first.
#[utoipa::path(
    get,
    path = "/api/routing/v1/units",
    operation_id = "list_units",
    tag = "directory",
    params(Filter),
    responses((status = 200, description = "A page", body = Page<UnitView>)),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "registrar", "receptionist", "router", "director", "handler", "unit_head", "instructing_leader",
            "village_reporter", "responsible_leader", "sponsor", "supervisor", "leader", "joint_conference",
            "hearing_chair", "mediator", "reviewer", "assessor", "discipline_inspector", "operator",
            "sysadmin", "secadmin", "auditor"
        ],
        "scope": "instance"
    }))),
)]
pub(crate) async fn list_units(
    State(app): State<App>,
    ApiQuery(filter): ApiQuery<Filter>,
) -> Result<Json<Page<UnitView>>, Problem> {
    let limit = clamp_limit(filter.limit);
    let after = filter.cursor.as_deref().map(Cursor::<Uuid>::decode).transpose()?.map(|cursor| cursor.0);
    let mut read = app.host.store.read().await?;
    let rows = units::page(&mut read, after.map(Into::into), limit.saturating_add(1)).await?;
    let items = rows.into_iter().map(UnitView::from).collect();
    Ok(Json(Page::cut(items, limit, UnitView::key)))
}
