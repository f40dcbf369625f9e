use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use http_kit::{Caller, Problem};

use crate::app::App;
use crate::auth::commands::EndSession;
use crate::auth::credential::{Credential, clear_cookie};

/// Signs out: the session is gone at once, here and within a minute on every replica.
#[utoipa::path(
    post,
    path = "/api/console/v1/logout",
    tag = "console",
    responses((status = 204, description = "Signed out")),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "self"})))
)]
pub(super) async fn logout(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<impl IntoResponse + use<>, Problem> {
    if let Some(credential) = Credential::of(&headers) {
        app.host.writer.run(EndSession { token: credential.hash(), actor: caller.actor() }).await?;
        app.door.sessions.forget(credential.hash());
    }
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(SET_COOKIE, clear_cookie(app.secure_cookie))])))
}
