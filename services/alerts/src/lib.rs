//! Alerts: contacts, rosters, escalation, deliveries. It makes sure that somebody answers in time.
//!
//! A stage of a clock comes in through `consumers/deadline.rs`; [`domain`] decides whom to call;
//! `switchboard/` saves that with its events and queues the pages, in one transaction; `tasks/deliver.rs`
//! sends them through [`channels`]; `tasks/escalate.rs` calls the next level until a named person answers
//! through `http/acknowledge.rs` (invariant 4).

pub mod channels;
pub mod domain;
pub mod store;

mod app;
mod consumers;
mod http;
mod switchboard;
mod tasks;

use std::sync::Arc;

use events::Service;
use http_kit::{Host, HostError, ServiceParts, Task};
use settings::Settings;

use crate::app::App;
use crate::consumers::Following;

/// Runs the service until it is told to stop. The process must have installed a rustls provider before
/// (`rustls::crypto::ring::default_provider().install_default()`), once, in the binary.
///
/// # Errors
/// [`HostError`] when the store, the broker, the address or a configured channel cannot be had.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let host = Host::start(Service::Alerts, settings, store::MIGRATIONS).await?;
    let app = App::new(host.clone())?;
    let (escalate, deliver, digest, gaps) = (app.clone(), app.clone(), app.clone(), app.clone());
    host.serve(ServiceParts {
        router: http::routes().with_state(app.clone()),
        extra: None,
        consumer: Some(Arc::new(Following { desk: app.desk })),
        tasks: vec![
            Task::new("escalate", move || tasks::escalate::run(escalate.clone())),
            Task::new("deliver", move || tasks::deliver::run(deliver.clone())),
            Task::new("digest", move || tasks::digest::run(digest.clone())),
            Task::new("roster_gaps", move || tasks::roster_gaps::run(gaps.clone())),
        ],
        authenticator: None,
    })
    .await
}

/// The OpenAPI document of the service.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}

/// What alerts reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::READS
}

#[cfg(test)]
mod scenarios;
