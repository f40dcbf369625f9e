//! Intake's endpoints, one per file.

mod get_petition;
mod list_petitions;
mod public_petition;
mod register_petition;
mod reveal_petition;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Every route of the service.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(register_petition::register, list_petitions::list))
        .routes(routes!(get_petition::get))
        .routes(routes!(reveal_petition::reveal))
        .routes(routes!(public_petition::get))
}
