//! One JSON document a line, with the id of the trace that the line belongs to.

use std::fmt::Debug;
use std::io::Write as _;

use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::layer::{Context, Layer};

/// Writes events to standard error: `timestamp`, `level`, `service`, `trace_id`, `message`, the event's own
/// fields, and `target`.
pub(crate) struct JsonLines {
    service: String,
}

impl JsonLines {
    pub(crate) fn new(service: &str) -> Self {
        Self { service: service.to_owned() }
    }

    fn line(&self, event: &Event<'_>) -> Map<String, Value> {
        let mut line = Map::new();
        let mut timestamp = String::new();
        // Writing to a string does not fail.
        let _ = SystemTime.format_time(&mut Writer::new(&mut timestamp));
        line.insert("timestamp".to_owned(), timestamp.into());
        line.insert("level".to_owned(), event.metadata().level().as_str().into());
        if let Some(trace_id) = crate::trace::trace_id() {
            line.insert("trace_id".to_owned(), trace_id.into());
        }
        event.record(&mut Fields(&mut line));
        // After the event's own fields: who speaks is never in doubt.
        line.insert("service".to_owned(), self.service.as_str().into());
        line.insert("target".to_owned(), event.metadata().target().into());
        line
    }
}

impl<S: Subscriber> Layer<S> for JsonLines {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Value::Object(self.line(event)).to_string();
        text.push('\n');
        // There is nobody left to tell when standard error is closed.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

struct Fields<'a>(&'a mut Map<String, Value>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name().to_owned(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use opentelemetry::trace::TracerProvider as _;
    use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
    use tracing_subscriber::Registry;
    use tracing_subscriber::layer::SubscriberExt as _;

    use super::*;

    struct Kept(JsonLines, Arc<Mutex<Vec<Map<String, Value>>>>);

    impl<S: Subscriber> Layer<S> for Kept {
        fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
            self.1.lock().unwrap().push(self.0.line(event));
        }
    }

    #[test]
    fn a_line_names_the_trace_it_belongs_to_even_when_nothing_is_exported() {
        let lines = Arc::default();
        let provider = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build();
        let spans = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        let subscriber =
            Registry::default().with(spans).with(Kept(JsonLines::new("intake"), Arc::clone(&lines)));
        let received = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        tracing::subscriber::with_default(subscriber, || {
            tracing::warn!(attempt = 2, late = true, "outside");
            let span = tracing::info_span!(parent: None, "request");
            crate::follow(&span, Some(received));
            let passed_on = span.in_scope(|| {
                tracing::info!("inside");
                crate::traceparent().unwrap()
            });
            assert!(passed_on.starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"), "{passed_on}");
            assert_ne!(passed_on, received, "a child, not the parent again");
            assert!(crate::resume("timer", None).is_disabled(), "no cause, no trace");
        });
        let lines = lines.lock().unwrap();
        assert_eq!((&lines[0]["service"], &lines[0]["level"]), (&"intake".into(), &"WARN".into()));
        assert_eq!((&lines[0]["attempt"], &lines[0]["late"]), (&2.into(), &true.into()));
        assert_eq!((&lines[0]["message"], lines[0].get("trace_id")), (&"outside".into(), None));
        assert_eq!(lines[1]["trace_id"], "4bf92f3577b34da6a3ce929d0e0e4736");
    }
}
