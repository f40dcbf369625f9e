use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use http_kit::{ApiJson, Problem};
use messaging::{AuditDraft, Command, Work};
use serde::Deserialize;
use utoipa::ToSchema;

use super::problems;
use crate::app::App;
use crate::auth::commands::{CountFailure, actor_of};
use crate::auth::token::TokenHash;
use crate::domain::lockout::locked_for;
use crate::domain::password_rules::{self, PASSWORD_BYTES_MAX, PasswordRefused};
use crate::store::users::User;
use crate::store::{sessions, sign_in_failures, users};

/// The old and the new password. Never logged, so it has no `Debug`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordRequest {
    current: String,
    new: String,
}

/// Replaces the caller's own password and ends their other sessions.
#[utoipa::path(
    post,
    path = "/api/console/v1/password",
    tag = "console",
    request_body = PasswordRequest,
    responses((status = 204, description = "Replaced"), (status = 422, description = "invalid_fields")),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "self"})))
)]
pub(super) async fn change_password(
    State(app): State<App>,
    headers: HeaderMap,
    ApiJson(request): ApiJson<PasswordRequest>,
) -> Result<StatusCode, Problem> {
    let signed_in = app.door.identify(&headers).await?.ok_or_else(Problem::unauthenticated)?;
    let username = signed_in.user.username.clone();
    if request.current.len() > PASSWORD_BYTES_MAX {
        return Err(problems::invalid_credentials());
    }
    password_rules::check(&request.new, &username, app.host.settings.demo)
        .map_err(|refused| problems::password_refused(refused, "/new"))?;
    if request.new == request.current {
        return Err(problems::password_refused(PasswordRefused::Unchanged, "/new"));
    }
    // The same count and the same lock as at the door: a stolen session must not be a way to guess.
    let _turn = app.turns.of(&username).await;
    let mut on = app.host.store.read().await?;
    let failures = sign_in_failures::find(&mut on, &username).await?;
    if let Some(seconds) = locked_for(failures, app.host.real.now()) {
        return Err(problems::account_locked(seconds));
    }
    // The command line has no password of its own.
    let found = users::credentials(&mut on, &username).await?.filter(|_| !signed_in.is_operator);
    drop(on);
    let Some(found) = found else { return Err(Problem::forbidden()) };
    if !app.passwords.check(request.current, Some(found.password_hash)).await? {
        app.host.writer.run(CountFailure { username }).await?;
        return Err(problems::invalid_credentials());
    }
    let password_hash = app.passwords.hash(request.new).await?;
    let kept = signed_in.presented;
    app.host.writer.run(ReplacePassword { user: found.user, password_hash, kept }).await?;
    app.door.sessions.forget_user(signed_in.user.id);
    Ok(StatusCode::NO_CONTENT)
}

struct ReplacePassword {
    user: User,
    password_hash: String,
    kept: TokenHash,
}

impl Command for ReplacePassword {
    type Out = ();
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<(), Problem> {
        let current = users::by_id(work, self.user.id).await?.ok_or_else(Problem::unauthenticated)?;
        if current.version != self.user.version {
            return Err(Problem::version_mismatch(current.version));
        }
        let now = work.recorded();
        users::set_password(work, self.user.id, self.user.version, &self.password_hash, now).await?;
        sign_in_failures::forget(work, &self.user.username).await?;
        sessions::end_others(work, self.user.id, Some(self.kept)).await?;
        work.audit(AuditDraft {
            actor: actor_of(&self.user),
            action: "user.password".to_owned(),
            subject: Some(self.user.id.uuid()),
            reason: None,
            detail: serde_json::Value::Null,
        });
        Ok(())
    }
}
