//! Facts that routing publishes: the directory, and each step of a case.

use ids::{PersonId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Payload, Service, UnitKind};

/// A unit was created or changed; the subject is the unit. Carries the whole new state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChangedV1 {
    pub name: String,
    pub kind: UnitKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<UnitId>,
    pub active: bool,
}

/// A member of staff was entered or changed; the subject is the person. Carries the whole new state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonChangedV1 {
    pub name: String,
    pub unit_id: UnitId,
    pub title: String,
    pub active: bool,
}

/// 交办 with all six fixings (R2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAssignedV1 {
    pub case_number: String,
    pub lead_unit: UnitId,
    #[serde(default)]
    pub assisting_units: Vec<UnitId>,
    pub supervising_unit: UnitId,
    pub responsible_leader: PersonId,
    pub handler: PersonId,
    pub requirement: String,
    /// A date earlier than the statutory one governs (R6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The number of the assignment letter (交办函).
    pub letter_number: String,
    pub assigned_at: Timestamp,
}

/// The lead unit accepted (art. 23); the 60 days begin (art. 34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseAcceptedV1 {
    pub unit: UnitId,
    pub accepted_at: Timestamp,
}

/// A step of handling was reported. What was done is told in the case file that routing keeps: the text
/// is free and may name people, so it does not travel (section 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressReportedV1 {
    pub unit: UnitId,
    pub reported_at: Timestamp,
}

/// The decision opinion (处理意见书) was issued: the handling clock stops here (art. 34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionIssuedV1 {
    pub decision_number: String,
    /// `supported`, `partly_supported`, `not_supported`, `explained`.
    pub outcome: String,
    pub issued_at: Timestamp,
}

/// The petitioner received the decision: the 30 days for review begin (art. 35).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionServedV1 {
    pub served_at: Timestamp,
    /// `in_person`, `post`, `electronic`, `public_notice`.
    pub method: String,
}

/// 办结.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClosedV1 {
    /// `settled`, `lapsed`, `explained`.
    pub result: String,
    pub closed_at: Timestamp,
}

macro_rules! published {
    ($($payload:ident = $type:literal),+ $(,)?) => {$(
        impl Payload for $payload {
            const TYPE: &'static str = $type;
            const PRODUCER: Service = Service::Routing;
        }
    )+};
}

published! {
    UnitChangedV1 = "huiyin.routing.UnitChanged.v1",
    PersonChangedV1 = "huiyin.routing.PersonChanged.v1",
    CaseAssignedV1 = "huiyin.routing.CaseAssigned.v1",
    CaseAcceptedV1 = "huiyin.routing.CaseAccepted.v1",
    ProgressReportedV1 = "huiyin.routing.ProgressReported.v1",
    DecisionIssuedV1 = "huiyin.routing.DecisionIssued.v1",
    DecisionServedV1 = "huiyin.routing.DecisionServed.v1",
    CaseClosedV1 = "huiyin.routing.CaseClosed.v1",
}
