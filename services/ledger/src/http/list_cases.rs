use axum::Json;
use axum::extract::State;
use events::{CaseStatus, Light};
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::UnitId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::case_item::{CaseItem, named};
use crate::app::App;
use crate::domain::mine::mine;
use crate::domain::search::like_pattern;
use crate::store::case_list::{self, Filter};
use crate::store::names;

/// What to list. Every field narrows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ListQuery {
    #[param(inline)]
    status: Option<CaseStatus>,
    /// The unit that leads.
    #[param(value_type = Option<Uuid>)]
    unit: Option<UnitId>,
    #[param(inline)]
    light: Option<Light>,
    /// Part of the case number or of the matter.
    q: Option<String>,
    /// Only open cases that are the reader's own work (我的工作).
    mine: Option<bool>,
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// The cases within the reader's scope, red first, then by what is due first.
#[utoipa::path(
    get,
    path = "/api/ledger/v1/cases",
    tag = "ledger",
    params(ListQuery),
    responses((status = 200, description = "A page of cases", body = Page<CaseItem>)),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(super) async fn list_cases(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(asked): ApiQuery<ListQuery>,
) -> Result<Json<Page<CaseItem>>, Problem> {
    let limit = clamp_limit(asked.limit);
    let filter = Filter {
        status: asked.status,
        unit: asked.unit,
        light: asked.light,
        pattern: asked.q.as_deref().and_then(like_pattern),
        mine: asked.mine.unwrap_or(false).then(|| mine(&caller.roles, caller.person, caller.unit)),
        after: asked.cursor.as_deref().map(Cursor::decode).transpose()?.map(|Cursor(after)| after),
    };
    let scope = caller.scope();
    let mut on = app.host.store.read().await?;
    let rows = case_list::list(&mut on, &filter, |next| scope.clause("c", next), limit + 1).await?;
    let page = Page::cut(rows, limit, |row| (row.sort_key, row.id));
    let (units, persons) = named(&page.items);
    let names = names::load(&mut on, units, persons).await?;
    let items = page.items.into_iter().map(|row| CaseItem::new(row, &names)).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}
