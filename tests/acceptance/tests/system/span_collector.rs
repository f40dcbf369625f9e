//! A collector that takes spans by OTLP over HTTP, as the real ones do.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::common::v1::{AnyValue, KeyValue};
use prost::Message as _;

use crate::instance::PATIENCE;

/// One span, as far as the tests look at it.
#[derive(Clone, Debug)]
pub(crate) struct SeenSpan {
    pub(crate) service: String,
    pub(crate) name: String,
    pub(crate) trace: String,
    pub(crate) id: String,
    /// Empty for a root.
    pub(crate) parent: String,
    pub(crate) start_ns: u64,
    pub(crate) end_ns: u64,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Everything of the span that came over the wire, as text.
    pub(crate) wire: String,
}

impl SeenSpan {
    pub(crate) fn does(&self, service: &str, name: &str) -> bool {
        self.service == service && self.name == name
    }

    pub(crate) fn is_about(&self, case: &str) -> bool {
        self.attributes.get("huiyin.subject").is_some_and(|subject| subject == case)
    }
}

#[derive(Clone)]
pub(crate) struct SpanCollector {
    spans: Arc<Mutex<Vec<SeenSpan>>>,
    url: String,
}

impl SpanCollector {
    pub(crate) async fn start() -> Self {
        let spans = Arc::new(Mutex::new(Vec::new()));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let app = Router::new().route("/v1/traces", post(take)).with_state(Arc::clone(&spans));
        tokio::spawn(axum::serve(listener, app).into_future());
        Self { spans, url }
    }

    /// What `OTEL_EXPORTER_OTLP_ENDPOINT` is to be set to.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn spans(&self) -> Vec<SeenSpan> {
        self.spans.lock().unwrap().clone()
    }

    /// Waits for a span; exporters send in batches.
    pub(crate) async fn await_span(&self, what: &str, wanted: impl Fn(&SeenSpan) -> bool) -> SeenSpan {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let spans = self.spans();
            if let Some(span) = spans.iter().find(|span| wanted(span)) {
                return span.clone();
            }
            assert!(tokio::time::Instant::now() < deadline, "no {what} among {} spans", spans.len());
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}

async fn take(State(spans): State<Arc<Mutex<Vec<SeenSpan>>>>, body: Bytes) -> impl IntoResponse {
    let Ok(request) = ExportTraceServiceRequest::decode(body) else {
        return (StatusCode::BAD_REQUEST, [(header::CONTENT_TYPE, "text/plain")], Vec::new());
    };
    let mut taken = Vec::new();
    for resource in request.resource_spans {
        let attributes = resource.resource.map(|resource| texts(&resource.attributes)).unwrap_or_default();
        assert_eq!(attributes["service.namespace"], "huiyin");
        for span in resource.scope_spans.into_iter().flat_map(|scope| scope.spans) {
            taken.push(SeenSpan {
                service: attributes["service.name"].clone(),
                trace: hex(&span.trace_id),
                id: hex(&span.span_id),
                parent: hex(&span.parent_span_id),
                start_ns: span.start_time_unix_nano,
                end_ns: span.end_time_unix_nano,
                attributes: texts(&span.attributes),
                wire: format!("{span:?}"),
                name: span.name,
            });
        }
    }
    spans.lock().unwrap().append(&mut taken);
    let answer = ExportTraceServiceResponse::default().encode_to_vec();
    (StatusCode::OK, [(header::CONTENT_TYPE, "application/x-protobuf")], answer)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn texts(attributes: &[KeyValue]) -> BTreeMap<String, String> {
    let text = |value: &Option<AnyValue>| match value.as_ref().and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text.clone(),
        Some(Value::IntValue(number)) => number.to_string(),
        Some(Value::BoolValue(yes)) => yes.to_string(),
        other => format!("{other:?}"),
    };
    attributes.iter().map(|pair| (pair.key.clone(), text(&pair.value))).collect()
}
