use axum::Router;
use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::from_fn;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use events::Service;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::gateway::enter::enter;
use crate::pages::{assets, docs, security_headers};

/// What stands outside the console's OpenAPI document and does its own checking: the gateway, the API's
/// documentation, the pages.
pub(crate) fn outside(app: App) -> Router {
    let mut api = crate::api();
    http_kit::describe(&mut api, Service::Console);
    let document = serde_json::to_string(&api).unwrap_or_default();
    let pages = Router::new().fallback(page).layer(CompressionLayer::new());
    Router::new()
        .route("/api/console/openapi.json", get(move || async move { json(document) }))
        .route("/api/{*rest}", any(enter))
        .merge(docs::routes())
        .merge(pages)
        .layer(from_fn(security_headers::add))
        .with_state(app)
}

fn json(document: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}

async fn page(State(_): State<App>, request: Request) -> Response {
    assets::serve(request.method(), request.uri().path(), request.headers())
}
