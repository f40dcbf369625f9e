use axum::Json;
use http_kit::{Caller, Page};
use serde::Serialize;
use utoipa::ToSchema;

/// A link to another instance.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Link {
    /// The other instance's code.
    instance: String,
    /// `above` or `below`.
    side: String,
}

/// The links to the instances above and below: none is configured in this version.
#[utoipa::path(
    get,
    path = "/api/exchange/v1/links",
    tag = "exchange",
    responses((status = 200, description = "The links", body = Page<Link>)),
    extensions(("x-huiyin-access" = json!({
        "roles": ["director", "sysadmin", "joint_conference", "operator"],
        "scope": "instance"
    })))
)]
pub(super) async fn list_links(_caller: Caller) -> Json<Page<Link>> {
    Json(Page::whole(Vec::new()))
}
