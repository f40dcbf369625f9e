use std::convert::Infallible;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use futures_util::StreamExt as _;
use http_kit::Problem;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::app::App;
use crate::live::connection::{Connection, EVENTS_WAITING_MAX};

/// Server-sent events: `alert` and `case` within the reader's scope, `ping` every 15 seconds, `resync`
/// when the page should load its lists again.
#[utoipa::path(
    get,
    path = "/api/console/v1/live",
    tag = "console",
    responses(
        (status = 200, description = "An endless stream", content_type = "text/event-stream"),
        (status = 429, description = "too_many_live_pages")
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(super) async fn live(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse + use<>, Problem> {
    let signed_in = app.door.identify(&headers).await?.ok_or_else(Problem::unauthenticated)?;
    let place = app.places.take(signed_in.user.id).ok_or_else(|| {
        Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_live_pages",
            "打开的页面太多，这一页不会自动更新。请关掉几页再刷新。",
            "Too many pages are open; this one will not update by itself. Close some and reload.",
        )
        .retry_after(60)
    })?;
    let connection = Connection {
        store: app.host.store.clone(),
        sessions: app.door.sessions.clone(),
        scope: app.door.caller(&signed_in).scope(),
        session: (!signed_in.is_operator).then_some(signed_in.presented),
        user: signed_in.user,
        rounds: app.feed.listen(),
        _place: place,
    };
    let (page, events) = mpsc::channel::<Event>(EVENTS_WAITING_MAX);
    let shutdown = app.host.shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            () = shutdown.cancelled() => {}
            () = connection.serve(page) => {}
        }
    });
    Ok(Sse::new(ReceiverStream::new(events).map(Ok::<Event, Infallible>)))
}
