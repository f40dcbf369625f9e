//! What the services say to one another: the envelope, and every released event.
//!
//! Event types are immutable once released. A change is a new type (`…V2`) beside the old one, and
//! `tests/snapshots` freezes the JSON of every version. Events carry the registrar's one-line matter,
//! codes, places, units and numbers; never a body and never a petitioner's identity (domain, section 10).

pub mod alerts;
pub mod console;
pub mod intake;
pub mod operations;
pub mod routing;
pub mod supervision;

mod actor;
mod envelope;
mod parties;
mod registry;
mod role;
mod service;
mod words;

pub use actor::Actor;
pub use envelope::{Classification, Envelope, EventDraft, Payload, PayloadError};
pub use parties::{PartyChange, PartyKind, party_change};
pub use registry::{EventKind, PUBLISHED};
pub use role::{InvalidRole, Role};
pub use service::{InvalidService, Service};
pub use words::{AlertKind, CaseClass, CaseStatus, Channel, Light, ReceptionResult, RuleCode, UnitKind};
