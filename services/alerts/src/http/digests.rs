//! `GET /api/alerts/v1/digests`.

use axum::Json;
use axum::extract::State;
use events::Role;
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::store::digests::DigestRow;
use crate::store::{digest_counts, digests, people};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// One summary of what was late on arrival or after downtime. Times are real time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DigestItem {
    id: Uuid,
    /// Absent while nobody is on call to receive it.
    recipient: Option<PersonId>,
    recipient_name: Option<String>,
    /// Matters that the reader may know of.
    items_count: i64,
    opened_at: Timestamp,
    /// Absent while more may join it.
    sent_at: Option<Timestamp>,
}

/// Digests, latest first: a leader's own, or everybody's for those who run the office.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/digests",
    operation_id = "list_digests",
    tag = "digests",
    params(ListQuery),
    responses((status = 200, description = "A page of digests", body = Page<DigestItem>)),
    extensions(("x-huiyin-access" = json!({
        "roles": ["leader", "director", "supervisor", "sysadmin", "operator"], "scope": "self"
    }))),
)]
pub(crate) async fn list_digests(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(asked): ApiQuery<ListQuery>,
) -> Result<Json<Page<DigestItem>>, Problem> {
    let everybody = caller.has_any(&[Role::Director, Role::Supervisor, Role::Sysadmin, Role::Operator]);
    let own = match (everybody, caller.person) {
        (true, _) => None,
        (false, Some(person)) => Some(person),
        // A user who is bound to nobody receives nothing.
        (false, None) => return Ok(Json(Page::whole(Vec::new()))),
    };
    let limit = clamp_limit(asked.limit);
    let before = asked.cursor.as_deref().map(Cursor::<Uuid>::decode).transpose()?;
    let mut on = app.host.store.read().await?;
    let rows = digests::page(&mut on, own, before.map(|Cursor(id)| id), limit + 1).await?;
    let page = Page::cut(rows, limit, |last| last.id);
    let recipients: Vec<PersonId> = page.items.iter().filter_map(|row| row.recipient).collect();
    let names = people::names(&mut on, &recipients).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let matters = digest_counts::matters(&mut on, &ids, &caller).await?;
    // A digest of nothing that the reader may know of is not there for them (R11); the cursor goes on
    // from the last one that was read, shown or not.
    let item = |row: DigestRow| {
        Some(DigestItem {
            items_count: matters.get(&row.id).copied()?,
            id: row.id,
            recipient: row.recipient,
            recipient_name: row.recipient.and_then(|person| names.get(&person).cloned()),
            opened_at: row.opened_at,
            sent_at: row.sent_at,
        })
    };
    Ok(Json(Page { items: page.items.into_iter().filter_map(item).collect(), next_cursor: page.next_cursor }))
}
