//! Logs, traces and metrics of one process.
//!
//! Traces: one id follows a petition from the HTTP request at the gateway through every service's events to
//! the delivery of an alert. Spans name routes, commands, event types and case ids: never a petitioner, a
//! body or a query. They are exported by OTLP over HTTP when `OTEL_EXPORTER_OTLP_ENDPOINT` is set; without
//! it nothing is recorded, and only the ids live on, in the log lines and in the events.

mod export;
mod log_line;
mod trace;

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider as _;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, Registry};

pub use export::{Exporting, TelemetryError};
pub use trace::{follow, resume, trace_id, traceparent};

/// What is logged when `RUST_LOG` says nothing: our own news, and others' warnings.
const DEFAULT_FILTER: &str = "info,sqlx=warn,async_nats=warn,hyper=warn,h2=warn,lettre=warn,reqwest=warn";

/// Which process speaks.
#[derive(Clone, Copy, Debug)]
pub struct Process<'a> {
    /// `intake`, `routing`, …
    pub service: &'a str,
    /// The instance's code, such as `yunxi`.
    pub instance: &'a str,
    /// The version that runs.
    pub version: &'a str,
}

/// Starts structured logging to standard error (JSON for machines, or text for a person at a terminal) and
/// tracing. A second call in one process starts nothing more. Within a tokio runtime: the exporter sends
/// on it.
///
/// # Errors
/// [`TelemetryError`] when the exporter's variables make no sense.
pub fn start(process: Process<'_>, json: bool) -> Result<Exporting, TelemetryError> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    let lines = if json {
        log_line::JsonLines::new(process.service).with_filter(filter).boxed()
    } else {
        // Spans would put half a line of fields before each message.
        let text = tracing_subscriber::fmt::layer().with_target(false).with_writer(std::io::stderr);
        text.with_filter(filter).with_filter(filter_fn(|metadata| metadata.is_event())).boxed()
    };
    let (provider, exporting) = export::provider(process)?;
    // Events stay in the log, which the instance keeps to itself; a trace may go to a store outside it.
    let spans = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("huiyin"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(|metadata| metadata.is_span()))
        .with_filter(LevelFilter::INFO);
    // Set already: another service of the same test process was first.
    let _ = Registry::default().with(spans).with(lines).try_init();
    Ok(exporting)
}

/// The process's metrics registry, installed on first use; none when another recorder is installed.
#[must_use]
pub fn metrics_handle() -> Option<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).clone()
}
