use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use http_kit::Problem;

use super::receive_drill_message::receive;
use crate::app::App;
use crate::drill::message::Wrapped;

/// Drills only: what a leader's phone would have received, signed as Standard Webhooks says.
#[utoipa::path(
    post,
    path = "/api/console/v1/drill/webhook",
    tag = "console",
    request_body = Wrapped,
    responses(
        (status = 204, description = "Kept"),
        (status = 401, description = "signature_refused"),
        (status = 404, description = "not_a_drill")
    ),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "public"})))
)]
pub(super) async fn drill_webhook(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    receive(&app, "webhook", &headers, &body).await
}
