//! Spans to a collector, by OTLP over HTTP, in the background.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::KeyValue;
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{SpanExporter, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider};
use tokio::runtime::Handle;
use tracing::{info, warn};

use crate::Process;

/// The standard variables that switch the exporter on.
const ENDPOINTS: [&str; 2] = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
/// Spans waiting to be sent: about 4 MB. When a collector is slow or gone, further spans are dropped and
/// the service goes on. `OTEL_BSP_MAX_QUEUE_SIZE` sets another limit.
const QUEUE_MAX: usize = 8_192;
/// A collector that takes longer than this for one batch counts as gone.
const SEND_MAX: Duration = Duration::from_secs(10);
/// An answer to an export is empty or one short message.
const ANSWER_BYTES_MAX: u64 = 64 * 1024;
/// How long the last spans may take to leave at shutdown.
const FLUSH_MAX: Duration = Duration::from_secs(3);

/// The exporter cannot be built from what the environment says.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    #[error("the trace exporter: {0}")]
    Exporter(#[from] opentelemetry_otlp::ExporterBuildError),
    #[error("the trace exporter's HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    #[error("tracing is started outside a runtime")]
    NoRuntime,
}

/// The running exporter, if there is one.
#[derive(Debug)]
#[must_use = "without a last flush the spans of the shutdown are lost"]
pub struct Exporting(Option<SdkTracerProvider>);

impl Exporting {
    /// Sends what still waits, for at most three seconds, and stops.
    pub async fn flush(self) {
        let Some(provider) = self.0 else { return };
        // It blocks its thread, while the sending needs the runtime's others.
        let stopped = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(FLUSH_MAX)).await;
        if let Ok(Err(error)) = stopped {
            warn!(%error, "the last spans were not exported");
        }
    }
}

/// Where spans go: to the collector, or, when none is set, nowhere. Ids are given in both cases.
pub(crate) fn provider(process: Process<'_>) -> Result<(SdkTracerProvider, Exporting), TelemetryError> {
    let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    if !ENDPOINTS.iter().any(|name| set(name)) {
        // Not sampled: a span costs its ids and is forgotten.
        let provider = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build();
        return Ok((provider, Exporting(None)));
    }
    let exporter = SpanExporter::builder().with_http().with_http_client(Collector::new()?).build()?;
    let mut batches = BatchConfigBuilder::default();
    if !set("OTEL_BSP_MAX_QUEUE_SIZE") {
        batches = batches.with_max_queue_size(QUEUE_MAX);
    }
    let resource = Resource::builder()
        .with_service_name(process.service.to_owned())
        .with_attributes([
            KeyValue::new("service.namespace", "huiyin"),
            KeyValue::new("service.version", process.version.to_owned()),
            KeyValue::new("huiyin.instance", process.instance.to_owned()),
        ])
        .build();
    // The sampler is the standard one: what was sampled stays sampled through all services, and
    // `OTEL_TRACES_SAMPLER` decides for new traces.
    let provider = SdkTracerProvider::builder()
        .with_resource(resource)
        .with_span_processor(BatchSpanProcessor::builder(exporter).with_batch_config(batches.build()).build())
        .build();
    Ok((provider.clone(), Exporting(Some(provider))))
}

/// The exporter's HTTP client. The SDK sends from a thread of its own, which is no part of the runtime, so
/// each request is handed over to the runtime.
#[derive(Debug)]
struct Collector {
    client: reqwest::Client,
    runtime: Handle,
    gone: AtomicBool,
}

impl Collector {
    fn new() -> Result<Self, TelemetryError> {
        // Another part of this process may have installed it already, which is just as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(SEND_MAX)
            // A collector stands in the office's own network.
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let runtime = Handle::try_current().map_err(|_| TelemetryError::NoRuntime)?;
        Ok(Self { client, runtime, gone: AtomicBool::new(false) })
    }

    /// Says once that the collector is gone, and once that it is back: not every five seconds.
    fn note(&self, failure: Option<&str>) {
        let outcome = if failure.is_some() { "failed" } else { "sent" };
        metrics::counter!("huiyin_trace_exports_total", "outcome" => outcome).increment(1);
        let was_gone = self.gone.swap(failure.is_some(), Ordering::Relaxed);
        match (was_gone, failure) {
            (false, Some(error)) => warn!(error, "traces are not exported; the service goes on without"),
            (true, None) => info!("traces are exported again"),
            (false, None) | (true, Some(_)) => {}
        }
    }
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, HttpError> {
        let client = self.client.clone();
        let sent = self.runtime.spawn(async move { send(client, request).await }).await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(stopped) => Err(HttpError::from(stopped)),
        };
        match &answer {
            Ok(answer) if answer.status().is_success() => self.note(None),
            Ok(answer) => self.note(Some(answer.status().as_str())),
            Err(error) => self.note(Some(&error.to_string())),
        }
        answer
    }
}

async fn send(
    client: reqwest::Client,
    request: http::Request<Bytes>,
) -> Result<http::Response<Bytes>, HttpError> {
    let mut answer = client.execute(reqwest::Request::try_from(request)?).await?;
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    if answer.content_length().is_some_and(|length| length <= ANSWER_BYTES_MAX) {
        *response.body_mut() = answer.bytes().await?;
    }
    Ok(response)
}
