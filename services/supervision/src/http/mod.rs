//! The routes of supervision: one file per endpoint.

mod board;
mod calendar_year;
mod case_clocks;
mod confirm_time;
mod time;

#[cfg(test)]
mod tests;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Every route, with the roles and the scope it needs in its OpenAPI entry.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(case_clocks::case_clocks))
        .routes(routes!(board::board))
        .routes(routes!(calendar_year::calendar_year))
        .routes(routes!(time::time))
        .routes(routes!(confirm_time::confirm_time))
}
