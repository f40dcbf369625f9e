use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Response, header};
use axum::response::IntoResponse as _;
use events::Service;
use tokio::sync::Semaphore;
use tracing::{Instrument as _, info_span, warn};
use url::Url;

use super::addresses::Addresses;
use super::body::{self, BodyRefused, Passing};
use super::{headers, problems};

/// Calls under way at the same moment: far above what an office makes, far below what would exhaust
/// sockets and memory.
const CALLS_MAX: usize = 512;

/// How long a connection may take; the services are on this machine or in this network.
const CONNECT_MAX: Duration = Duration::from_secs(2);

/// How long a service may take to begin its answer; services give up at 30 s by themselves.
const ANSWER_MAX: Duration = Duration::from_secs(35);

/// How long an answer that has begun may pause.
const PAUSE_MAX: Duration = Duration::from_secs(40);

/// How long a small body may take to arrive.
const BODY_MAX: Duration = Duration::from_secs(30);

/// Passes calls on to the services.
#[derive(Clone, Debug)]
pub(crate) struct Forwarder {
    client: reqwest::Client,
    addresses: Addresses,
    calls: Arc<Semaphore>,
}

impl Forwarder {
    /// # Errors
    /// When the HTTP client cannot be built.
    pub(crate) fn new(addresses: Addresses) -> Result<Self, reqwest::Error> {
        // The client wants one even for plain HTTP. Another part of this process may have installed it
        // already, which is just as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_MAX)
            .read_timeout(PAUSE_MAX)
            // A proxy of the environment must never see a call between services, and a service that
            // answers with a redirect is answered to the browser as it is.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { client, addresses, calls: Arc::new(Semaphore::new(CALLS_MAX)) })
    }

    /// Sends `request` to `service` under `path_and_query`, with `token` if somebody is signed in, and
    /// answers what the service answers.
    pub(crate) async fn pass(
        &self,
        service: Service,
        path_and_query: &str,
        token: Option<&str>,
        peer: Option<IpAddr>,
        request: Request,
    ) -> Response<Body> {
        let span = info_span!(
            "call",
            otel.name = format!("{} {service}", request.method()),
            otel.kind = "client",
            peer.service = service.as_str(),
        );
        self.pass_traced(service, path_and_query, token, peer, request).instrument(span).await
    }

    async fn pass_traced(
        &self,
        service: Service,
        path_and_query: &str,
        token: Option<&str>,
        peer: Option<IpAddr>,
        request: Request,
    ) -> Response<Body> {
        let Ok(_place) = self.calls.try_acquire() else { return problems::busy().into_response() };
        let (parts, body) = request.into_parts();
        let taken = tokio::time::timeout(BODY_MAX, body::take(&parts.headers, body)).await;
        let passing = match taken {
            Ok(Ok(passing)) => passing,
            Ok(Err(BodyRefused::TooLarge)) => return problems::body_too_large().into_response(),
            Ok(Err(BodyRefused::Broken)) | Err(_) => return problems::body_broken().into_response(),
        };
        let mut sent = headers::outgoing(&parts.headers, peer);
        if let Some(token) = token.and_then(|token| HeaderValue::from_str(&format!("Bearer {token}")).ok()) {
            sent.insert(header::AUTHORIZATION, token);
        }
        if let Some(trace) = telemetry::traceparent().and_then(|trace| HeaderValue::from_str(&trace).ok()) {
            sent.insert(HeaderName::from_static("traceparent"), trace);
        }
        let held = match &passing {
            Passing::Held(bytes) => Some(bytes.clone()),
            Passing::Streamed(_) => None,
        };
        let mut body = Some(match passing {
            Passing::Held(bytes) => reqwest::Body::from(bytes),
            Passing::Streamed(body) => body,
        });
        let mut address = self.addresses.of(service).await;
        // At most once more, at the address that the service has now.
        for _ in 0..2 {
            let Some(base) = &address else { return problems::unreachable(service).into_response() };
            let Some(url) = joined(base, path_and_query) else {
                return problems::no_such_route().into_response();
            };
            let Some(this_body) = body.take() else { return problems::unreachable(service).into_response() };
            let call =
                self.client.request(parts.method.clone(), url).headers(sent.clone()).body(this_body).send();
            let error = match tokio::time::timeout(ANSWER_MAX, call).await {
                Ok(Ok(answer)) => return answered(answer),
                // What was searched for, and receipts, stand in the URL: neither belongs in a log.
                Ok(Err(error)) => error.without_url(),
                Err(_) => return problems::timed_out(service).into_response(),
            };
            if !error.is_connect() {
                return failed(service, &error);
            }
            // Nothing was sent: if the service has restarted on another port, the same call goes there.
            let now = self.addresses.look(service).await;
            if now == address || held.is_none() {
                warn!(to = %service, %error, "a service cannot be reached");
                return problems::unreachable(service).into_response();
            }
            address = now;
            body = held.clone().map(reqwest::Body::from);
        }
        problems::unreachable(service).into_response()
    }
}

/// The call's URL: the service's address with this path and query, exactly as the browser wrote them.
fn joined(base: &Url, path_and_query: &str) -> Option<Url> {
    let url = base.join(path_and_query).ok()?;
    let (path, _) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    // A parser that tidies the path up would send the call elsewhere than where it was checked for.
    (url.path() == path && url.host_str() == base.host_str() && url.port() == base.port()).then_some(url)
}

fn answered(answer: reqwest::Response) -> Response<Body> {
    let (status, received) = (answer.status(), headers::returning(answer.headers()));
    let mut response = Response::new(Body::from_stream(answer.bytes_stream()));
    *response.status_mut() = status;
    *response.headers_mut() = received;
    response
}

fn failed(service: Service, error: &reqwest::Error) -> Response<Body> {
    if is_too_large(error) {
        return problems::body_too_large().into_response();
    }
    warn!(to = %service, %error, "a call to a service broke off");
    if error.is_timeout() {
        problems::timed_out(service).into_response()
    } else {
        problems::broke_off(service).into_response()
    }
}

/// Whether the error is our own limit on a streamed body, however deep the client wrapped it.
fn is_too_large(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        if cause.downcast_ref::<BodyRefused>() == Some(&BodyRefused::TooLarge) {
            return true;
        }
        source = cause.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_the_parser_would_change_is_not_passed_on() {
        let base = Url::parse("http://127.0.0.1:4001/").unwrap();
        let url = joined(&base, "/api/ledger/v1/cases?q=%E8%B7%AF&limit=5").unwrap();
        assert_eq!(url.as_str(), "http://127.0.0.1:4001/api/ledger/v1/cases?q=%E8%B7%AF&limit=5");
        for path in ["/api/ledger/../metrics", "//evil.example/api", "/api/ledger/%2e%2e/metrics"] {
            assert_eq!(joined(&base, path), None, "{path}");
        }
    }
}
