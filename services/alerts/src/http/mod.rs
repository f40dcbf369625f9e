//! Alerts' endpoints, one per file.

mod alerts;
mod contacts;
mod digests;
mod rosters;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

/// Every route of the service.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(alerts::list_alerts::list_alerts))
        .routes(routes!(alerts::get_alert::get_alert))
        .routes(routes!(alerts::acknowledge::acknowledge))
        .routes(routes!(alerts::cannot_come::cannot_come))
        .routes(routes!(alerts::close::close))
        .routes(routes!(rosters::list_rosters::list_rosters, rosters::create_roster::create_roster))
        .routes(routes!(rosters::on_call::on_call))
        .routes(routes!(rosters::calendar::calendar))
        .routes(routes!(rosters::add_override::add_override))
        .routes(routes!(contacts::get_contact::get_contact, contacts::put_contact::put_contact))
        .routes(routes!(digests::list_digests))
}

/// A text that a person typed: trimmed, not empty, at most `max` characters; otherwise the field's problem.
fn typed(text: &str, max: usize) -> Option<&str> {
    let text = text.trim();
    (1..=max).contains(&text.chars().count()).then_some(text)
}

/// An instant that a roster can be asked about; beyond it arithmetic on calendars has no meaning.
fn within_reason(at: jiff::Timestamp) -> bool {
    (2000..2200).contains(&clock::china_date(at).year())
}
