//! `GET /api/routing/v1/persons`: members of staff, of one unit or of all, oldest first.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Cursor, Page, Problem, clamp_limit};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::PersonView;
use crate::app::App;
use crate::store::persons;

/// Which page of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    /// Only staff of this unit.
    unit: Option<ids::UnitId>,
    /// From the page before.
    cursor: Option<String>,
    /// 1 to 200, default 50.
    limit: Option<u32>,
}

/// Members of staff, of one unit or of all, oldest first.
#[utoipa::path(
    get,
    path = "/api/routing/v1/persons",
    operation_id = "list_persons",
    tag = "directory",
    params(Filter),
    responses((status = 200, description = "A page", body = Page<PersonView>)),
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
pub(crate) async fn list_persons(
    State(app): State<App>,
    ApiQuery(filter): ApiQuery<Filter>,
) -> Result<Json<Page<PersonView>>, Problem> {
    let limit = clamp_limit(filter.limit);
    let after = filter.cursor.as_deref().map(Cursor::<Uuid>::decode).transpose()?.map(|cursor| cursor.0);
    let mut read = app.host.store.read().await?;
    let rows = persons::page(&mut read, filter.unit, after.map(Into::into), limit.saturating_add(1)).await?;
    let items = rows.into_iter().map(PersonView::from).collect();
    Ok(Json(Page::cut(items, limit, PersonView::key)))
}
