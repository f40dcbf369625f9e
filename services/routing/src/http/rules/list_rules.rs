//! `GET /api/routing/v1/rules`: the jurisdiction rules, oldest first.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Cursor, Page, Problem, clamp_limit};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::RuleView;
use crate::app::App;
use crate::store::rules;

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

/// The jurisdiction rules, oldest first.
#[utoipa::path(
    get,
    path = "/api/routing/v1/rules",
    operation_id = "list_rules",
    tag = "directory",
    params(Filter),
    responses((status = 200, description = "A page", body = Page<RuleView>)),
    extensions(("x-huiyin-access" = json!({"roles": ["router", "director", "sysadmin"], "scope": "instance"}))),
)]
pub(crate) async fn list_rules(
    State(app): State<App>,
    ApiQuery(filter): ApiQuery<Filter>,
) -> Result<Json<Page<RuleView>>, Problem> {
    let limit = clamp_limit(filter.limit);
    let after = filter.cursor.as_deref().map(Cursor::<Uuid>::decode).transpose()?.map(|cursor| cursor.0);
    let mut read = app.host.store.read().await?;
    let rows = rules::page(&mut read, after, limit.saturating_add(1)).await?;
    let items = rows.into_iter().map(RuleView::from).collect();
    Ok(Json(Page::cut(items, limit, RuleView::key)))
}
