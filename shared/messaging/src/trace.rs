//! Spans of commands and events. Nothing here is left to a service: what a command emits carries on the
//! trace of the request, event or timer that ran it.

use events::Envelope;
use tracing::{Span, info_span};

/// The last part of a type's path: `huiyin_intake::registering::Registering<'_>` is `Registering`.
pub(crate) fn short_name(type_name: &'static str) -> &'static str {
    let path = type_name.split('<').next().unwrap_or(type_name);
    path.rsplit("::").next().unwrap_or(path)
}

/// From the queue to the commit. Disabled for what nobody traces: the loops of the readers and timers.
pub(crate) fn command(name: &'static str) -> Span {
    let caller = Span::current();
    if caller.is_none() {
        return caller;
    }
    info_span!("command", otel.name = name)
}

/// One event's effects in one service. It is a child of the command that emitted the event, so that one
/// trace id goes through: a link would end the trace at each service.
pub(crate) fn event(event: &Envelope) -> Span {
    let Some(traceparent) = event.traceparent.as_deref() else { return Span::none() };
    let span = info_span!(
        parent: None,
        "event",
        otel.name = format!("apply {}", event_name(&event.event_type)),
        otel.kind = "consumer",
        messaging.system = "nats",
        messaging.operation.type = "process",
        messaging.destination.name = event.source.as_str(),
        huiyin.event.type = event.event_type.as_str(),
        huiyin.event.seq = event.seq,
        // A case's id, never its number: it opens nothing to whoever may not see the case.
        huiyin.subject = %event.subject,
    );
    telemetry::follow(&span, Some(traceparent));
    span
}

/// `huiyin.intake.CaseRegistered.v1` is `CaseRegistered`.
fn event_name(event_type: &str) -> &str {
    event_type.rsplit('.').nth(1).unwrap_or(event_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        assert_eq!(
            short_name("huiyin_intake::registering::Registering<alloc::string::String>"),
            "Registering"
        );
        assert_eq!(short_name("Look"), "Look");
        assert_eq!(event_name("huiyin.intake.CaseRegistered.v1"), "CaseRegistered");
    }
}
