//! Exchange's routes, one file each.

mod list_links;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Every route of exchange, with its description.
pub(crate) fn routes() -> OpenApiRouter<()> {
    OpenApiRouter::new().routes(routes!(list_links::list_links))
}
