//! Routing: the unit directory, the jurisdiction rules, and the one state machine of a case from
//! registration to closure. It owns who is on a case; others keep copies from its events.
//!
//! A change goes `http/…` → [`domain`] `decide` and `apply` → `store/…`, with its event, in one
//! transaction (`change_case.rs`). What intake registers comes in through `consumers/`.

pub mod domain;
pub mod store;

mod app;
mod change_case;
mod consumers;
mod http;
mod publish;
mod refusal;

#[cfg(test)]
mod service_tests;

use std::sync::Arc;

use events::Service;
use http_kit::{Host, HostError, ServiceParts};
use settings::Settings;

use crate::app::App;
use crate::consumers::Registrations;

/// Runs the service until it is told to stop.
///
/// # Errors
/// [`HostError`] when the store, the broker or the address cannot be had.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let host = Host::start(Service::Routing, settings, store::MIGRATIONS).await?;
    let app = App::new(host.clone())?;
    host.serve(ServiceParts {
        router: http::routes().with_state(app),
        extra: None,
        consumer: Some(Arc::new(Registrations)),
        // Nothing here happens by time alone: supervision owns the clocks.
        tasks: Vec::new(),
        authenticator: None,
    })
    .await
}

/// The OpenAPI document of the service.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}

/// What routing reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::READS
}
