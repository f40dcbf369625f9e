//! The console: the only service that a browser talks to. It signs people in, passes their calls to the
//! owning service with a token made for that call, keeps the audit log of all services, tells open pages
//! what changes, and carries the pages themselves.
//!
//! Reading order: [`domain`], `auth` (who is calling), `gateway` (where a call goes), `http`, `live`,
//! `consumers`.

mod app;
mod auth;
mod consumers;
pub mod domain;
mod drill;
mod gateway;
mod http;
mod live;
mod pages;
pub mod store;
mod tasks;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::middleware::from_fn;
use events::Service;
use http_kit::{Host, HostError, ServiceParts, Task};
use settings::Settings;

use crate::pages::security_headers;

/// Runs the console until it is told to stop.
///
/// # Errors
/// [`HostError`] when it cannot start or its store fails for good.
pub async fn run(settings: Settings) -> Result<(), HostError> {
    let host = Host::start(Service::Console, settings, store::MIGRATIONS).await?;
    let app = app::App::new(host.clone())?;
    tokio::spawn(follow_feed(app.clone()));
    tokio::spawn(follow_directory(app.clone()));
    host.clone()
        .serve(ServiceParts {
            router: http::routes().with_state(app.clone()).layer(from_fn(security_headers::add)),
            extra: Some(http::outside(app.clone())),
            consumer: Some(Arc::new(consumers::Chronicle)),
            tasks: vec![Task::new("trim", move || tasks::trim::run(host.clone()))],
            authenticator: Some(Arc::new(app.door)),
        })
        .await
}

/// Not one of the host's tasks: every replica has pages of its own to tell.
async fn follow_feed(app: app::App) {
    tokio::select! {
        () = app.host.shutdown.cancelled() => {}
        () = app.feed.follow(app.host.store.clone()) => {}
    }
}

/// After a change of the directory nothing that is believed of open sessions holds: here at once, on other
/// replicas within a minute (R11, scenario 10).
async fn follow_directory(app: app::App) {
    let changed = app.host.wake_signal(auth::sessions::DIRECTORY);
    loop {
        tokio::select! {
            () = app.host.shutdown.cancelled() => return,
            () = changed.notified() => app.door.sessions.forget_everybody(),
        }
    }
}

/// What the console reads of the other services (for the event map).
#[must_use]
pub fn reads() -> &'static [messaging::Reads] {
    consumers::EVERYTHING
}

/// The description of the console's own routes.
#[must_use]
pub fn api() -> utoipa::openapi::OpenApi {
    http::routes().into_openapi()
}
