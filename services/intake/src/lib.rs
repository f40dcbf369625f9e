//! Intake 登记: petitions, the identity vault, receipts.
//!
//! A letter, visit, call or message becomes a petition with a case number and a receipt code (I5). Its
//! text and its people stay here, encrypted; every other service learns the one-line matter from
//! `CaseRegistered`. Reading order: `domain` (what is refused), `registering` (how it is written), `http`.

mod app;
mod consumers;
pub mod domain;
mod http;
mod problems;
mod public_limit;
mod registering;
mod revealing;
pub mod store;
pub mod vault;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use events::Service;
use http_kit::{Host, HostError, ServiceParts};
use settings::Settings;

use crate::app::App;
use crate::consumers::IntakeConsumer;

/// Runs the service until it is told to stop.
///
/// # Errors
/// [`HostError`] when it cannot start: no store, no keys, no address.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let host = Host::start(Service::Intake, settings, crate::store::MIGRATIONS).await?;
    let app = App::new(host.clone())?;
    let parts = ServiceParts {
        router: http::routes().with_state(app),
        extra: None,
        consumer: Some(Arc::new(IntakeConsumer)),
        tasks: Vec::new(),
        authenticator: None,
    };
    host.serve(parts).await
}

/// The service's OpenAPI document.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().split_for_parts().1
}

/// What intake reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::READS
}
