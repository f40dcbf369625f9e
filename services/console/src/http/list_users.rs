use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Cursor, Page, Problem, clamp_limit};
use serde::Deserialize;
use utoipa::IntoParams;

use super::user_view::UserView;
use crate::app::App;
use crate::store::users;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct UsersQuery {
    cursor: Option<String>,
    /// 1 to 200; 50 if absent.
    limit: Option<u32>,
}

/// Every user, by name.
#[utoipa::path(
    get,
    path = "/api/console/v1/users",
    tag = "console",
    params(UsersQuery),
    responses((status = 200, description = "A page of users", body = Page<UserView>)),
    extensions(("x-huiyin-access" = json!({"roles": ["secadmin"], "scope": "instance"})))
)]
pub(super) async fn list_users(
    State(app): State<App>,
    ApiQuery(asked): ApiQuery<UsersQuery>,
) -> Result<Json<Page<UserView>>, Problem> {
    let limit = clamp_limit(asked.limit);
    let after: String = match asked.cursor.as_deref() {
        Some(cursor) => Cursor::decode(cursor)?.0,
        None => String::new(),
    };
    let users = users::list(&mut app.host.store.read().await?, &after, limit + 1).await?;
    let views = users.iter().map(|user| UserView::new(user, None)).collect();
    Ok(Json(Page::cut(views, limit, |last: &UserView| last.username.clone())))
}
