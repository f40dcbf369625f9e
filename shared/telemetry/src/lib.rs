//! Logs and metrics of one process.

use std::sync::OnceLock;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// What is logged when `RUST_LOG` says nothing: our own news, and others' warnings.
const DEFAULT_FILTER: &str = "info,sqlx=warn,async_nats=warn,hyper=warn,h2=warn,lettre=warn,reqwest=warn";

/// Starts structured logging to standard error: JSON for machines, or text for a person at a terminal.
/// A second call changes nothing.
pub fn start_logging(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT_FILTER));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Set already: another service of the same test process was first.
    let _ = if json {
        builder.json().flatten_event(true).try_init()
    } else {
        builder.with_target(false).try_init()
    };
}

/// The process's metrics registry, installed on first use; none when another recorder is installed.
#[must_use]
pub fn metrics_handle() -> Option<PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).clone()
}
