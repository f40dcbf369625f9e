//! `GET /api/alerts/v1/alerts`.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::{AlertId, CaseId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{AlertItem, items};
use crate::app::App;
use crate::domain::AlertState;
use crate::store::visible::{self, Filter, Reach};

/// What to list. Every field narrows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    #[param(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    #[param(inline)]
    state: Option<AlertState>,
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// The alerts that the reader may see, latest first.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/alerts",
    operation_id = "list_alerts",
    tag = "alerts",
    params(ListQuery),
    responses((status = 200, description = "A page of alerts", body = Page<AlertItem>)),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "registrar", "receptionist", "router", "director", "handler", "unit_head", "instructing_leader",
            "village_reporter", "responsible_leader", "sponsor", "supervisor", "leader", "joint_conference",
            "hearing_chair", "mediator", "reviewer", "assessor", "discipline_inspector", "sysadmin", "operator"
        ],
        "scope": "case"
    }))),
)]
pub(crate) async fn list_alerts(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(asked): ApiQuery<ListQuery>,
) -> Result<Json<Page<AlertItem>>, Problem> {
    let limit = clamp_limit(asked.limit);
    let before = asked.cursor.as_deref().map(Cursor::<AlertId>::decode).transpose()?;
    let filter = Filter { case: asked.case, state: asked.state, before: before.map(|Cursor(id)| id) };
    let mut on = app.host.store.read().await?;
    let seen = visible::page(&mut on, Reach::of(&caller), filter, limit + 1).await?;
    let page = Page::cut(seen, limit, |last| last.row.alert.id);
    let items = items(&mut on, page.items).await?;
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}
