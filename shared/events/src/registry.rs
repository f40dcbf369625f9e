use crate::{Payload, Service, alerts, console, intake, operations, routing, supervision};

/// One released event type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventKind {
    pub producer: Service,
    pub event_type: &'static str,
}

const fn kind<P: Payload>() -> EventKind {
    EventKind { producer: P::PRODUCER, event_type: P::TYPE }
}

/// Every released event, by producer: the source of the event map.
pub const PUBLISHED: &[EventKind] = &[
    kind::<intake::CaseRegisteredV1>(),
    kind::<intake::IdentityRevealedV1>(),
    kind::<operations::IntakeEventParkedV1>(),
    kind::<routing::UnitChangedV1>(),
    kind::<routing::PersonChangedV1>(),
    kind::<routing::CaseAssignedV1>(),
    kind::<routing::CaseAcceptedV1>(),
    kind::<routing::ProgressReportedV1>(),
    kind::<routing::DecisionIssuedV1>(),
    kind::<routing::DecisionServedV1>(),
    kind::<routing::CaseClosedV1>(),
    kind::<operations::RoutingEventParkedV1>(),
    kind::<supervision::ClockStartedV1>(),
    kind::<supervision::ClockStoppedV1>(),
    kind::<supervision::ClockChangedV1>(),
    kind::<supervision::DeadlineNearV1>(),
    kind::<supervision::DueTodayV1>(),
    kind::<supervision::DeadlineMissedV1>(),
    kind::<operations::SupervisionEventParkedV1>(),
    kind::<alerts::AlertRaisedV1>(),
    kind::<alerts::LeaderPagedV1>(),
    kind::<alerts::AlertEscalatedV1>(),
    kind::<alerts::AlertAcknowledgedV1>(),
    kind::<alerts::AlertClosedV1>(),
    kind::<alerts::RosterGapFoundV1>(),
    kind::<operations::AlertsEventParkedV1>(),
    kind::<operations::LedgerEventParkedV1>(),
    kind::<operations::ExchangeEventParkedV1>(),
    kind::<console::UserChangedV1>(),
    kind::<operations::ConsoleEventParkedV1>(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_names_its_producer_and_version_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for kind in PUBLISHED {
            let parts: Vec<&str> = kind.event_type.split('.').collect();
            assert_eq!(parts[0], "huiyin");
            assert_eq!(parts[1], kind.producer.as_str());
            assert!(parts[3].starts_with('v'), "{}", kind.event_type);
            assert!(seen.insert(kind.event_type), "{} twice", kind.event_type);
        }
    }
}
