//! Routing's endpoints, one per file.

mod cases;
mod directory;
mod rules;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Every route of the service.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(cases::get_case::get_case))
        .routes(routes!(cases::suggestions::suggestions))
        .routes(routes!(cases::assign::assign))
        .routes(routes!(cases::accept::accept))
        .routes(routes!(cases::progress::progress))
        .routes(routes!(cases::decide::decide))
        .routes(routes!(cases::serve::serve))
        .routes(routes!(cases::close::close))
        .routes(routes!(directory::list_units::list_units, directory::create_unit::create_unit))
        .routes(routes!(directory::list_persons::list_persons, directory::create_person::create_person))
        .routes(routes!(directory::change_person::change_person))
        .routes(routes!(rules::list_rules::list_rules, rules::create_rule::create_rule))
}
