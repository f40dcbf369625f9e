//! Registering a matter (I5): what was typed, and what it becomes.

use std::fmt;

use events::intake::{ConflictV1, ReceptionV1};
use events::{CaseClass, Channel, ReceptionResult};
use ids::{PersonId, UnitId};
use jiff::Timestamp;

use super::identity::{IdNumber, Phone};

/// What the counter typed.
pub struct Register {
    /// How the matter arrived.
    pub channel: Channel,
    /// Its class (art. 29, 30, 31).
    pub class: CaseClass,
    /// The registrar's one-line matter.
    pub subject: String,
    /// The petition's text.
    pub body: String,
    /// Heads counted (人次).
    pub persons: i64,
    /// Where the matter is.
    pub place: Option<String>,
    /// Path in the subject table (I10), levels joined by `/`.
    pub category: Option<String>,
    /// Those who signed or came; none for an anonymous letter.
    pub petitioners: Vec<NewPetitioner>,
    /// When the matter reached the office; absent: the end of the reception, else now.
    pub received_at: Option<Timestamp>,
    /// The reception that it came from, with its result (I14).
    pub reception: Option<NewReception>,
    /// Whom R11 keeps away.
    pub conflict: Option<Conflict>,
    /// The import row that this is, for ever registered once.
    pub source: Option<NewSource>,
}

/// A petitioner as typed.
#[derive(Default)]
pub struct NewPetitioner {
    /// As signed.
    pub name: String,
    /// 18 characters (GB 11643).
    pub id_number: Option<String>,
    /// Mobile or landline.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// One of at most five chosen by visitors (art. 20).
    pub representative: bool,
}

/// A reception as typed.
#[derive(Clone, Copy, Debug)]
pub struct NewReception {
    /// When it ended: the assignment letter's 2 days count from here (R4).
    pub ended_at: Timestamp,
    /// How it ended.
    pub result: ReceptionResult,
}

/// Units and persons that the petition is about, as typed; what follows for them depends on the class (R11).
#[derive(Clone, Debug, Default)]
pub struct Conflict {
    /// Ids of the directory.
    pub units: Vec<UnitId>,
    /// Ids of the directory.
    pub persons: Vec<PersonId>,
}

/// One entry of the conflict facts, with its place in the request: to be looked up in the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictEntry {
    /// `/conflict/units/<index>`.
    Unit(usize, UnitId),
    /// `/conflict/persons/<index>`.
    Person(usize, PersonId),
}

/// An import row's name as typed.
#[derive(Debug)]
pub struct NewSource {
    /// The source, e.g. `online-2026`.
    pub name: String,
    /// The id the source gave it.
    pub external_id: String,
}

/// A registration that the office takes on.
pub struct Registration {
    /// How the matter arrived.
    pub channel: Channel,
    /// Its class.
    pub class: CaseClass,
    /// One line, 1 to 200 characters, without an ID or mobile number.
    pub subject: String,
    /// Up to 20,000 characters; to be encrypted.
    pub body: String,
    /// 1 to 100,000.
    pub persons: u32,
    /// Where the matter is.
    pub place: Option<String>,
    /// Path in the subject table.
    pub category: Option<String>,
    /// At most 200; to be encrypted.
    pub petitioners: Vec<Petitioner>,
    /// When the matter reached the office.
    pub received_at: Timestamp,
    /// Now, in business time.
    pub registered_at: Timestamp,
    /// Registered on a later day (in China) than received.
    pub late_entry: bool,
    /// The reception that it came from.
    pub reception: Option<Reception>,
    /// What R11 follows from.
    pub conflict: ConflictV1,
    /// The entries of `conflict` with their places in the request.
    pub conflict_entries: Vec<ConflictEntry>,
    /// The import row that this is.
    pub source: Option<Source>,
}

/// A checked petitioner.
pub struct Petitioner {
    /// 1 to 60 characters.
    pub name: String,
    /// A valid ID number.
    pub id_number: Option<IdNumber>,
    /// A telephone number in digits.
    pub phone: Option<Phone>,
    /// Up to 200 characters.
    pub address: Option<String>,
    /// One of at most five.
    pub representative: bool,
}

/// A checked reception.
pub type Reception = ReceptionV1;

/// A checked import row name; unique for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The source.
    pub name: String,
    /// The id the source gave it.
    pub external_id: String,
}

/// What people told the office is not for logs: only the kind of value is shown.
macro_rules! silent_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
silent_debug!(Register, NewPetitioner, Registration, Petitioner);
