//! What every service says about its own running.

use ids::EventId;
use serde::{Deserialize, Serialize};

use crate::{Payload, Service};

/// A service could not understand an event and put it aside; its case waits, an operator is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedV1 {
    pub producer: Service,
    pub epoch: i64,
    pub seq: i64,
    pub event_id: EventId,
    pub event_type: String,
    pub reason: String,
}

macro_rules! parked_by {
    ($($name:ident, $service:ident = $type:literal),+ $(,)?) => {$(
        #[doc = concat!("An event was parked by ", stringify!($service), ".")]
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub ParkedV1);

        impl Payload for $name {
            const TYPE: &'static str = $type;
            const PRODUCER: Service = Service::$service;
        }
    )+};
}

parked_by! {
    IntakeEventParkedV1, Intake = "huiyin.intake.EventParked.v1",
    RoutingEventParkedV1, Routing = "huiyin.routing.EventParked.v1",
    SupervisionEventParkedV1, Supervision = "huiyin.supervision.EventParked.v1",
    AlertsEventParkedV1, Alerts = "huiyin.alerts.EventParked.v1",
    LedgerEventParkedV1, Ledger = "huiyin.ledger.EventParked.v1",
    ExchangeEventParkedV1, Exchange = "huiyin.exchange.EventParked.v1",
    ConsoleEventParkedV1, Console = "huiyin.console.EventParked.v1",
}

/// The type under which `service` says that it parked an event.
#[must_use]
pub const fn parked_type(service: Service) -> &'static str {
    match service {
        Service::Intake => IntakeEventParkedV1::TYPE,
        Service::Routing => RoutingEventParkedV1::TYPE,
        Service::Supervision => SupervisionEventParkedV1::TYPE,
        Service::Alerts => AlertsEventParkedV1::TYPE,
        Service::Ledger => LedgerEventParkedV1::TYPE,
        Service::Exchange => ExchangeEventParkedV1::TYPE,
        Service::Console => ConsoleEventParkedV1::TYPE,
    }
}
