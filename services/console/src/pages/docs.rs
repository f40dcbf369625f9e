use axum::Router;
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

/// The documents of the API, one for each service, each through the gateway.
const DOCUMENTS: [(&str, &str); 7] = [
    ("intake 登记接访", "/api/intake/openapi.json"),
    ("routing 分流办理", "/api/routing/openapi.json"),
    ("supervision 督办", "/api/supervision/openapi.json"),
    ("alerts 预警", "/api/alerts/openapi.json"),
    ("ledger 台账", "/api/ledger/openapi.json"),
    ("exchange 交换", "/api/exchange/openapi.json"),
    ("console 工作台", "/api/console/openapi.json"),
];

/// Swagger UI at `/api/docs`, from files in the binary: no other host is asked for anything.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let documents = DOCUMENTS.map(|(name, url)| Url::new(name, url));
    // The validator badge would send the document to a public site.
    SwaggerUi::new("/api/docs").config(Config::new(documents).validator_url("none").deep_linking(true)).into()
}
