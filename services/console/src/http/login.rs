use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse};
use http_kit::{ApiJson, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problems;
use super::user_view::UserView;
use crate::app::App;
use crate::auth::commands::{CountFailure, OpenSession};
use crate::auth::credential::set_cookie;
use crate::auth::token::{self, TokenHash};
use crate::domain::lockout::locked_for;
use crate::domain::password_rules::{PASSWORD_BYTES_MAX, is_of_a_drill};
use crate::domain::username::Username;
use crate::store::{sign_in_failures, units, users};

/// Name and password. Never logged, so it has no `Debug`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LoginRequest {
    username: String,
    password: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct LoginResponse {
    /// For `Authorization: Bearer`; browsers use the cookie instead.
    token: String,
    user: UserView,
}

/// Signs in. The answer is the same, and costs the same, for a wrong password and for a name that nobody
/// has; five failures in a row lock the name for 15 minutes.
#[utoipa::path(
    post,
    path = "/api/console/v1/login",
    tag = "console",
    request_body = LoginRequest,
    responses(
        (status = 200, description = "Signed in", body = LoginResponse),
        (status = 401, description = "invalid_credentials"),
        (status = 429, description = "account_locked")
    ),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "public"})))
)]
pub(super) async fn login(
    State(app): State<App>,
    ApiJson(request): ApiJson<LoginRequest>,
) -> Result<impl IntoResponse + use<>, Problem> {
    if request.password.len() > PASSWORD_BYTES_MAX {
        return Err(problems::invalid_credentials());
    }
    let Ok(username) = Username::parse(&request.username) else {
        // Nobody can have this name; the check still costs what a check costs.
        app.passwords.check(request.password, None).await?;
        return Err(problems::invalid_credentials());
    };
    // Attempts on one name go one after the other, so that parallel guesses are counted before the next.
    let _turn = app.turns.of(username.as_str()).await;
    let mut on = app.host.store.read().await?;
    let failures = sign_in_failures::find(&mut on, username.as_str()).await?;
    if let Some(seconds) = locked_for(failures, app.host.real.now()) {
        return Err(problems::account_locked(seconds));
    }
    let found = users::credentials(&mut on, username.as_str()).await?.filter(|found| found.user.active);
    // Not held while hashing: a queue of sign-ins must not use the readers up.
    drop(on);
    let stored = found.as_ref().map(|found| found.password_hash.clone());
    // Outside drills a drill's password opens nothing, even where a drill once ran on the same store.
    let of_a_drill = !app.host.settings.demo && is_of_a_drill(&request.password);
    let matches = app.passwords.check(request.password, stored).await? && !of_a_drill;
    let Some(user) = found.filter(|_| matches).map(|found| found.user) else {
        app.host.writer.run(CountFailure { username: username.as_str().to_owned() }).await?;
        return Err(problems::invalid_credentials());
    };
    let token = token::mint(&app.host.secrets);
    app.host.writer.run(OpenSession { user: user.clone(), token: TokenHash::of(&token) }).await?;
    let unit_name = match user.unit_id {
        Some(unit) => units::name(&mut app.host.store.read().await?, unit).await?,
        None => None,
    };
    let cookie = set_cookie(&token, app.secure_cookie);
    let body = LoginResponse { token, user: UserView::new(&user, unit_name) };
    Ok((AppendHeaders([(SET_COOKIE, cookie)]), Json(body)))
}
