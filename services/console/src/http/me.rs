use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use http_kit::Problem;

use super::user_view::UserView;
use crate::app::App;
use crate::store::units;

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/api/console/v1/me",
    tag = "console",
    responses((status = 200, description = "The signed-in user", body = UserView)),
    extensions(("x-huiyin-access" = json!({"roles": [], "scope": "self"})))
)]
pub(super) async fn me(State(app): State<App>, headers: HeaderMap) -> Result<Json<UserView>, Problem> {
    let signed_in = app.door.identify(&headers).await?.ok_or_else(Problem::unauthenticated)?;
    let unit_name = match signed_in.user.unit_id {
        Some(unit) => units::name(&mut app.host.store.read().await?, unit).await?,
        None => None,
    };
    Ok(Json(UserView::new(&signed_in.user, unit_name)))
}
