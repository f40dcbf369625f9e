//! `GET /api/intake/v1/petitions`: the newest petitions, or those whose subject or number holds a text.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::CaseId;
use serde::Deserialize;

use super::get_petition::PetitionSummary;
use crate::app::App;
use crate::store::petitions::{self, Search};

/// Characters of a search: a subject's own limit.
const QUERY_CHARS_MAX: usize = 200;

/// What to list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Part of the subject or of the case number, in any case.
    q: Option<String>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Rows, 1–200, 50 by default.
    limit: Option<u32>,
}

/// Petitions within the caller's scope, newest first.
#[utoipa::path(
    get,
    path = "/api/intake/v1/petitions",
    operation_id = "list_petitions",
    tag = "intake",
    params(ListParams),
    responses((status = 200, description = "A page of petitions", body = Page<PetitionSummary>)),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    }))),
)]
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(params): ApiQuery<ListParams>,
) -> Result<Json<Page<PetitionSummary>>, Problem> {
    let limit = clamp_limit(params.limit);
    let before = params.cursor.map(|cursor| Cursor::<CaseId>::decode(&cursor)).transpose()?;
    let search = Search {
        text: params.q.and_then(|q| typed(&q)),
        before: before.map(|cursor| cursor.0),
        // One row more than asked for tells whether there is a next page.
        limit: limit.saturating_add(1),
    };
    let mut read = app.host.store.read().await?;
    let found = petitions::search(&mut read, &search, &caller.scope()).await?;
    drop(read);
    let items = found.into_iter().map(PetitionSummary::from).collect();
    Ok(Json(Page::cut(items, limit, PetitionSummary::id)))
}

/// What is searched for; control characters are in no subject, and PostgreSQL refuses some of them.
fn typed(q: &str) -> Option<String> {
    let text: String = q.chars().filter(|c| !c.is_control()).take(QUERY_CHARS_MAX).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
