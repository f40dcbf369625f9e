use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use events::Role;
use messaging::{Endpoint, EndpointHealth};
use serde::Serialize;
use store::{Store, query};

use crate::{Authenticator, Problem};

#[derive(Clone)]
pub(crate) struct HealthState {
    pub store: Store,
    pub endpoint: Endpoint,
    /// Who may read the numbers, where the port is one that the public reaches (the console's): how many
    /// events a service has published tells of cases that the reader may not know of (R11). None on the
    /// services' own ports, which only the gateway and the monitoring reach.
    pub guard: Option<Arc<dyn Authenticator>>,
}

impl HealthState {
    async fn shows_numbers(&self, headers: &HeaderMap) -> bool {
        shows_numbers(self.guard.as_deref(), headers).await
    }
}

#[derive(Serialize)]
struct Readiness {
    /// `ready`, `degraded` (works, but events are not flowing) or `failed`.
    status: &'static str,
    store: &'static str,
    nats: &'static str,
    /// For the monitoring and the operators alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<EndpointHealth>,
}

/// Events behind the head beyond which a service calls itself degraded.
const LAG_MAX: i64 = 1_000;

/// Alive: the process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok"
}

/// Ready: 503 only when the service's own store fails; a missing broker or lag is `degraded` with 200,
/// because requests are still served and the outbox keeps what is to be sent.
pub(crate) async fn readyz(State(state): State<HealthState>, headers: HeaderMap) -> Response {
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
        events: state.shows_numbers(&headers).await.then_some(events),
    };
    let status = if store_works { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

/// Prometheus text: HTTP and event counters, and each reader's lag.
pub(crate) async fn metrics(State(state): State<HealthState>, headers: HeaderMap) -> Result<String, Problem> {
    if !state.shows_numbers(&headers).await {
        return Err(Problem::forbidden());
    }
    let events = state.endpoint.health();
    metrics::gauge!("huiyin_nats_connected").set(if events.connected { 1.0 } else { 0.0 });
    #[expect(clippy::cast_precision_loss, reason = "a gauge is a float; seqs stay far below 2^53")]
    for reader in &events.readers {
        metrics::gauge!("huiyin_reader_lag_events", "producer" => reader.producer.as_str())
            .set(reader.lag as f64);
    }
    Ok(telemetry::metrics_handle().map(|handle| handle.render()).unwrap_or_default())
}

/// Whether whoever asks may read the numbers: everybody where there is no guard, else those who run the
/// instance. Not knowing who asks is not letting them read.
async fn shows_numbers(guard: Option<&dyn Authenticator>, headers: &HeaderMap) -> bool {
    let Some(guard) = guard else { return true };
    guard
        .authenticate(headers)
        .await
        .is_ok_and(|caller| caller.is_some_and(|caller| caller.has_any(&[Role::Operator, Role::Sysadmin])))
}

#[cfg(test)]
mod tests {
    use clock::RealClock;
    use events::Service;

    use super::*;
    use crate::{Caller, TokenAuthenticator, TokenMint, TokenVerifier};

    #[tokio::test]
    async fn r11_the_numbers_of_a_public_port_are_for_those_who_run_the_instance() {
        let mint = TokenMint::from_hex_seed(&"07".repeat(32)).unwrap();
        let verifier = TokenVerifier::new(&mint.public_hex(), Service::Console, "yunxi".into()).unwrap();
        let real = RealClock::system();
        let guard = TokenAuthenticator { verifier, real: real.clone() };
        let asks = |role: Role| {
            let caller = Caller { roles: [role].into(), ..Caller::public("yunxi") };
            let token = mint.mint(&caller, Service::Console, real.now());
            let mut headers = HeaderMap::new();
            headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
            headers
        };
        assert!(shows_numbers(None, &HeaderMap::new()).await);
        assert!(!shows_numbers(Some(&guard), &HeaderMap::new()).await);
        assert!(!shows_numbers(Some(&guard), &asks(Role::Handler)).await);
        assert!(shows_numbers(Some(&guard), &asks(Role::Operator)).await);
    }
}
