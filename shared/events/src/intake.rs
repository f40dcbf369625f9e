//! Facts that intake publishes.

use ids::{PersonId, UnitId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{CaseClass, Channel, Payload, ReceptionResult, Service};

/// A matter was registered (I5); the subject is the new case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRegisteredV1 {
    pub case_number: String,
    pub channel: Channel,
    pub class: CaseClass,
    /// The registrar's one line; names no petitioner.
    pub matter: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Path in the subject table (I10), levels joined by `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Heads counted (人次), at least 1.
    pub persons: i64,
    /// When the matter reached the office: the day from which the clocks count.
    pub received_at: Timestamp,
    /// When it was entered, in business time.
    pub registered_at: Timestamp,
    /// Entered on a later day than received: an import or a paper book.
    pub late_entry: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reception: Option<ReceptionV1>,
    #[serde(default)]
    pub conflict: ConflictV1,
}

/// The leaders' reception that this registration came from (I14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceptionV1 {
    pub ended_at: Timestamp,
    pub result: ReceptionResult,
}

/// The facts that R11 turns on; they travel with the case to every service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictV1 {
    /// Accusations: the units accused; no role and no view.
    #[serde(default)]
    pub excluded_units: Vec<UnitId>,
    /// Persons accused (art. 30) or recused for their interest (art. 28); no role and no view.
    #[serde(default)]
    pub excluded_persons: Vec<PersonId>,
    /// Claims: the units complained of, which may decide but not supervise.
    #[serde(default)]
    pub complained_units: Vec<UnitId>,
}

/// Somebody unmasked fields of a petition, and said why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRevealedV1 {
    pub case_number: String,
    /// `body`, `petitioners`.
    pub fields: Vec<String>,
}

impl Payload for CaseRegisteredV1 {
    const TYPE: &'static str = "huiyin.intake.CaseRegistered.v1";
    const PRODUCER: Service = Service::Intake;
}

impl Payload for IdentityRevealedV1 {
    const TYPE: &'static str = "huiyin.intake.IdentityRevealed.v1";
    const PRODUCER: Service = Service::Intake;
}
