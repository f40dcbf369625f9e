//! The ledger: the read model of all cases, in one queue sorted by what is due first, and the timeline of
//! each. It owns nothing; it copies what the owners publish, and can be rebuilt from their logs.

mod app;
mod consumers;
pub mod domain;
mod http;
pub mod store;

#[cfg(test)]
mod read_model_tests;

use std::sync::Arc;

use events::Service;
use http_kit::{Host, HostError, ServiceParts};
use settings::Settings;

/// Runs the ledger until it is told to stop.
///
/// # Errors
/// [`HostError`] when it cannot start or its store fails for good.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let host = Host::start(Service::Ledger, settings, store::MIGRATIONS).await?;
    let app = app::App { host: host.clone() };
    host.serve(ServiceParts {
        router: http::routes().with_state(app),
        extra: None,
        consumer: Some(Arc::new(consumers::ReadModel)),
        tasks: Vec::new(),
        authenticator: None,
    })
    .await
}

/// What the ledger reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::READS
}

/// The description of the ledger's routes.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}
