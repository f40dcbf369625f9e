use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::CaseId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::store::{case_list, timeline};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct TimelineQuery {
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// One thing that happened to a case.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelineItem {
    /// The event's id.
    id: Uuid,
    at: Timestamp,
    /// The service that published it.
    source: String,
    /// The event's type, e.g. `huiyin.routing.CaseAssigned.v1`.
    #[serde(rename = "type")]
    event_type: String,
    text_zh: String,
    text_en: String,
    actor_name: String,
}

/// Everything that happened to a case, newest first.
#[utoipa::path(
    get,
    path = "/api/ledger/v1/cases/{id}/timeline",
    tag = "ledger",
    params(("id" = Uuid, Path, description = "The case"), TimelineQuery),
    responses((status = 200, description = "A page of the timeline", body = Page<TimelineItem>)),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(super) async fn case_timeline(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
    ApiQuery(asked): ApiQuery<TimelineQuery>,
) -> Result<Json<Page<TimelineItem>>, Problem> {
    let limit = clamp_limit(asked.limit);
    let before = asked.cursor.as_deref().map(Cursor::decode).transpose()?.map(|Cursor(before)| before);
    let scope = caller.scope();
    let mut on = app.host.store.read().await?;
    case_list::get(&mut on, id, |next| scope.clause("c", next)).await?.ok_or_else(Problem::case_not_found)?;
    let entries = timeline::list(&mut on, id, before, limit + 1).await?;
    let page = Page::cut(entries, limit, |entry| (entry.at, entry.id));
    let items = page
        .items
        .into_iter()
        .map(|entry| TimelineItem {
            id: entry.id,
            at: entry.at,
            source: entry.source,
            event_type: entry.event_type,
            text_zh: entry.text_zh,
            text_en: entry.text_en,
            actor_name: entry.actor_name,
        })
        .collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}
