//! Exchange of cases with the instance above and the townships below. No link is configured in this
//! version: it starts, is healthy, and says so.

mod http;

use events::Service;
use http_kit::{Host, HostError, ServiceParts};
use settings::Settings;

/// Runs exchange until it is told to stop.
///
/// # Errors
/// [`HostError`] when it cannot start or its store fails for good.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    // The protocol's own tables are all that it needs until a link is configured.
    let host = Host::start(Service::Exchange, settings, &[]).await?;
    host.serve(ServiceParts {
        router: http::routes().with_state(()),
        extra: None,
        consumer: None,
        tasks: Vec::new(),
        authenticator: None,
    })
    .await
}

/// What exchange reads of the other services (for the event map): nothing until a link is configured.
#[must_use]
pub const fn reads() -> &'static [messaging::Reads] {
    &[]
}

/// The description of exchange's routes.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}
