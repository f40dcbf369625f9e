//! Supervision: the working-day calendar, the clock rules, and every clock of every case (section 6 of the
//! domain table).
//!
//! A case's events arm and stop clocks ([`consumers`]); the timer fires their stages when they are due
//! ([`tasks`]); what a clock is and when it fires is decided in [`domain`] alone. One case, file by file:
//! `consumers/case_registered.rs` → `domain/clock.rs` (`arm`) → `store/clocks.rs` → `tasks/fire.rs` →
//! `commands/fire_due.rs` → `announce.rs` → the outbox.

mod announce;
mod app;
mod commands;
mod consumers;
pub mod domain;
mod http;
mod store;
mod tasks;

#[cfg(test)]
mod test_office;

use std::sync::Arc;

use events::Service;
use http_kit::{Host, HostError, ServiceParts, Task};
use settings::Settings;

use crate::app::App;
use crate::consumers::Clocks;
use crate::domain::rulebook::Rulebook;
pub use crate::store::MIGRATIONS;

/// The OpenAPI document of this service's routes.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}

/// Runs the service until it is told to stop.
///
/// # Errors
/// [`HostError`] when it cannot start.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let rulebook = Arc::new(Rulebook::shipped().map_err(|error| HostError::Fatal(error.to_string()))?);
    let host = Host::start(Service::Supervision, settings, MIGRATIONS).await?;
    let app = App::new(host.clone(), Arc::clone(&rulebook));
    host.serve(ServiceParts {
        router: http::routes().with_state(app.clone()),
        extra: None,
        consumer: Some(Arc::new(Clocks::new(rulebook))),
        tasks: vec![Task::new(tasks::FIRE, move || tasks::fire::run(app.clone()))],
        authenticator: None,
    })
    .await
}

/// What supervision reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::READS
}
