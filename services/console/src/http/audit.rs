use axum::Json;
use axum::extract::State;
use events::Actor;
use http_kit::{ApiQuery, Caller, Cursor, Page, Problem, clamp_limit};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::store::audit_log;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// The header of one event of one service: who, when, what, why; never its data.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AuditItem {
    id: Uuid,
    source: String,
    epoch: i64,
    seq: i64,
    /// When it happened, in business time.
    at: Timestamp,
    /// When its owner wrote it down, in real time.
    recorded_at: Timestamp,
    #[serde(rename = "type")]
    event_type: String,
    subject: Uuid,
    actor: Actor,
    reason: Option<String>,
}

/// The audit log of all services, newest first, without what is about a case that excludes the reader.
#[utoipa::path(
    get,
    path = "/api/console/v1/audit",
    tag = "console",
    params(AuditQuery),
    responses((status = 200, description = "A page of the audit log", body = Page<AuditItem>)),
    extensions(("x-huiyin-access" = json!({"roles": ["auditor"], "scope": "instance"})))
)]
pub(super) async fn audit(
    State(app): State<App>,
    caller: Caller,
    ApiQuery(asked): ApiQuery<AuditQuery>,
) -> Result<Json<Page<AuditItem>>, Problem> {
    let limit = clamp_limit(asked.limit);
    let before = asked.cursor.as_deref().map(Cursor::decode).transpose()?.map(|Cursor(before)| before);
    let entries = audit_log::list(&mut app.host.store.read().await?, &caller, before, limit + 1).await?;
    let items = entries
        .into_iter()
        .map(|entry| AuditItem {
            id: entry.id,
            source: entry.source,
            epoch: entry.epoch,
            seq: entry.seq,
            at: entry.occurred_at,
            recorded_at: entry.recorded_at,
            event_type: entry.event_type,
            subject: entry.subject,
            actor: entry.actor,
            reason: entry.reason,
        })
        .collect();
    Ok(Json(Page::cut(items, limit, |last: &AuditItem| last.id)))
}
