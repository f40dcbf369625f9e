use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use ids::CaseId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::problems::not_a_drill;
use crate::app::App;
use crate::store::{cases, drill_inbox as inbox};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct InboxQuery {
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// One message that a leader's phone or mailbox would have received.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InboxItem {
    id: Uuid,
    received_at: Timestamp,
    /// `webhook` or `mail`.
    channel: String,
    recipient: String,
    subject: String,
    text: String,
    link: Option<String>,
    /// Its signature held; messages without one are refused and never kept.
    verified: bool,
}

/// Drills only: what the leaders' phones would have received, newest first; nothing about a case that
/// excludes the reader, or about an accusation that is not theirs to know of.
#[utoipa::path(
    get,
    path = "/api/console/v1/drill/inbox",
    tag = "console",
    params(InboxQuery),
    responses(
        (status = 200, description = "A page of the inbox", body = Page<InboxItem>),
        (status = 404, description = "not_a_drill")
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": ["leader", "director", "sysadmin", "supervisor", "auditor"],
        "scope": "instance"
    })))
)]
pub(super) async fn drill_inbox(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(asked): ApiQuery<InboxQuery>,
) -> Result<Json<Page<InboxItem>>, Problem> {
    if app.webhook_secret.is_none() {
        return Err(not_a_drill());
    }
    let limit = clamp_limit(asked.limit);
    let before = asked.cursor.as_deref().map(Cursor::decode).transpose()?.map(|Cursor(before)| before);
    let mut on = app.host.store.read().await?;
    let page = Page::cut(inbox::list(&mut on, before, limit + 1).await?, limit, |last| last.id);
    let about: Vec<CaseId> =
        page.items.iter().filter_map(|message| case_of(message.link.as_deref())).collect();
    let open = cases::no_secret_to(&mut on, &about, &caller).await?;
    let items = page
        .items
        .into_iter()
        .filter(|message| case_of(message.link.as_deref()).is_none_or(|case| open.contains(&case)))
        .map(|message| InboxItem {
            id: message.id,
            received_at: message.received_at,
            channel: message.channel,
            recipient: message.recipient,
            subject: message.subject,
            text: message.text,
            link: message.link,
            verified: true,
        })
        .collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

/// The case that a message leads to: `/cases/<id>` somewhere in its link.
fn case_of(link: Option<&str>) -> Option<CaseId> {
    let (_, rest) = link?.split_once("/cases/")?;
    rest.split(['?', '/', '#']).next()?.parse().ok()
}
