//! The ledger's routes, one file each.

mod case_item;
mod get_case;
mod list_cases;
mod summary;
mod timeline;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Every route of the ledger, with its description.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_cases::list_cases))
        .routes(routes!(get_case::get_case))
        .routes(routes!(timeline::case_timeline))
        .routes(routes!(summary::summary))
}
