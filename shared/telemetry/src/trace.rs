//! The trace that the present work belongs to, as it is passed on, stored and taken up again.

use opentelemetry::Context;
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;

/// The W3C trace context of what runs now, to go with a call, an event or a row; none outside every span.
#[must_use]
pub fn traceparent() -> Option<String> {
    Context::map_current(|now| {
        let span = now.span();
        let at = span.span_context();
        at.is_valid().then(|| write(at))
    })
}

/// The id of the trace that what runs now belongs to, 32 hexadecimal digits.
#[must_use]
pub fn trace_id() -> Option<String> {
    Context::map_current(|now| {
        let span = now.span();
        let at = span.span_context();
        at.is_valid().then(|| at.trace_id().to_string())
    })
}

/// Makes `span`, not yet entered, a child of the received or stored context: its trace goes on. What is
/// absent or malformed changes nothing, and the span begins a trace of its own.
pub fn follow(span: &Span, traceparent: Option<&str>) {
    if let Some(parent) = traceparent.and_then(read) {
        // Refused only where nothing is traced at all.
        let _ = span.set_parent(Context::new().with_remote_span_context(parent));
    }
}

/// The span of work that this service does by itself, by a timer or after a restart, for something that
/// began earlier under `traceparent`. Disabled where there is no such trace: work without a cause is not
/// worth a trace of its own.
#[must_use]
pub fn resume(name: &str, traceparent: Option<&str>) -> Span {
    let Some(stored) = traceparent else { return Span::none() };
    let span = tracing::info_span!(parent: None, "resumed", otel.name = name);
    follow(&span, Some(stored));
    span
}

fn write(at: &SpanContext) -> String {
    format!("00-{}-{}-{:02x}", at.trace_id(), at.span_id(), at.trace_flags().to_u8() & 1)
}

/// W3C Trace Context, level 1: `00-<32 hex>-<16 hex>-<2 hex>`, lower case.
fn read(text: &str) -> Option<SpanContext> {
    let lower_hex = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let mut parts = text.split('-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let known = version == "00" && parts.next().is_none();
    if !known || !lower_hex(trace, 32) || !lower_hex(span, 16) || !lower_hex(flags, 2) {
        return None;
    }
    let at = SpanContext::new(
        TraceId::from_hex(trace).ok()?,
        SpanId::from_hex(span).ok()?,
        TraceFlags::new(u8::from_str_radix(flags, 16).ok()? & 1),
        true,
        TraceState::default(),
    );
    at.is_valid().then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_context_reads_back_as_it_was_written() {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(write(&read(text).unwrap()), text);
        assert!(
            read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
                .is_some_and(|at| !at.is_sampled())
        );
    }

    #[test]
    fn what_is_no_context_is_none() {
        for text in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
