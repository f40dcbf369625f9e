//! One span for each request, named by its route. No path as it was written, no query and no body: they
//! hold receipts and names.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use events::Service;
use tracing::field::Empty;
use tracing::{Instrument as _, info_span};

/// Asked every few seconds by machines: a trace of each would bury the others.
const UNTRACED: &[&str] = &["/healthz", "/readyz", "/metrics", "/openapi.json"];

/// Runs a request in its span. A service goes on in the trace that its gateway began. The gateway itself
/// begins a new one, whatever the browser sent: else anybody could fill, or write into, others' traces.
pub(crate) async fn trace(State(service): State<Service>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    // Without a route it is a page, one of its files, or nothing that exists.
    let Some(route) = route.filter(|route| !UNTRACED.contains(route)) else { return next.run(request).await };
    let method = request.method().as_str();
    let span = info_span!(
        parent: None,
        "request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
    );
    if service != Service::Console {
        let received = request.headers().get("traceparent").and_then(|value| value.to_str().ok());
        telemetry::follow(&span, received);
    }
    let response = next.run(request).instrument(span.clone()).await;
    let status = response.status();
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "error");
    }
    response
}
