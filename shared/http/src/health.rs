use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use messaging::{Endpoint, EndpointHealth};
use serde::Serialize;
use store::{Store, query};

#[derive(Clone)]
pub(crate) struct HealthState {
    pub store: Store,
    pub endpoint: Endpoint,
}

#[derive(Serialize)]
struct Readiness {
    /// `ready`, `degraded` (works, but events are not flowing) or `failed`.
    status: &'static str,
    store: &'static str,
    nats: &'static str,
    events: EndpointHealth,
}

/// Events behind the head beyond which a service calls itself degraded.
const LAG_MAX: i64 = 1_000;

/// Alive: the process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok"
}

/// Ready: 503 only when the service's own store fails; a missing broker or lag is `degraded` with 200,
/// because requests are still served and the outbox keeps what is to be sent.
pub(crate) async fn readyz(State(state): State<HealthState>) -> Response {
    let store_works = match state.store.read().await {
        Ok(mut reader) => query("SELECT 1 AS alive").fetch_one(&mut reader).await.is_ok(),
        Err(_) => false,
    };
    let events = state.endpoint.health();
    let flowing = events.connected && events.readers.iter().all(|reader| reader.lag <= LAG_MAX);
    let readiness = Readiness {
        status: match (store_works, flowing) {
            (false, _) => "failed",
            (true, false) => "degraded",
            (true, true) => "ready",
        },
        store: if store_works { "ok" } else { "failed" },
        nats: if events.connected { "ok" } else { "disconnected" },
        events,
    };
    let status = if store_works { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

/// Prometheus text: HTTP and event counters, and each reader's lag.
pub(crate) async fn metrics(State(state): State<HealthState>) -> String {
    let events = state.endpoint.health();
    metrics::gauge!("huiyin_nats_connected").set(if events.connected { 1.0 } else { 0.0 });
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float; seqs stay far below 2^53")]
    for reader in &events.readers {
        metrics::gauge!("huiyin_reader_lag_events", "producer" => reader.producer.as_str())
            .set(reader.lag as f64);
    }
    telemetry::metrics_handle().map(|handle| handle.render()).unwrap_or_default()
}
