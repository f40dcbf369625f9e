//! Facts that alerts publishes. No name of a petitioner, no whereabouts, no "returned" (section 10).

use ids::{AlertId, ClockId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AlertKind, Payload, Service};

/// An alert was raised; the subject is the case (or the alert itself when no case is meant).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertRaisedV1 {
    pub alert_id: AlertId,
    pub kind: AlertKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_id: Option<ClockId>,
    /// 1 is the first level called.
    pub level: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headcount: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// A named leader was called through a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaderPagedV1 {
    pub alert_id: AlertId,
    pub level: i64,
    pub person_id: PersonId,
    /// `webhook`, `mail`, `console`.
    pub channel: String,
}

/// Nobody answered in time, or they cannot come: the next level is called (E5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEscalatedV1 {
    pub alert_id: AlertId,
    pub from_level: i64,
    /// The same as `from_level` when the last level repeats.
    pub to_level: i64,
    pub reason: String,
}

/// A named person answered: the escalation stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertAcknowledgedV1 {
    pub alert_id: AlertId,
    pub level: i64,
    /// The person, when the signed-in user is bound to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// `console`, `phone`, `clerk`.
    pub via: String,
}

/// The matter behind the alert is dealt with, by a named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertClosedV1 {
    pub alert_id: AlertId,
    pub outcome: String,
}

/// Nobody is on duty in a layer over a stretch of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterGapFoundV1 {
    /// `leader`, `principal`, `duty`.
    pub layer: String,
    pub from: Timestamp,
    pub until: Timestamp,
}

macro_rules! published {
    ($($payload:ident = $type:literal),+ $(,)?) => {$(
        impl Payload for $payload {
            const TYPE: &'static str = $type;
            const PRODUCER: Service = Service::Alerts;
        }
    )+};
}

published! {
    AlertRaisedV1 = "huiyin.alerts.AlertRaised.v1",
    LeaderPagedV1 = "huiyin.alerts.LeaderPaged.v1",
    AlertEscalatedV1 = "huiyin.alerts.AlertEscalated.v1",
    AlertAcknowledgedV1 = "huiyin.alerts.AlertAcknowledged.v1",
    AlertClosedV1 = "huiyin.alerts.AlertClosed.v1",
    RosterGapFoundV1 = "huiyin.alerts.RosterGapFound.v1",
}
