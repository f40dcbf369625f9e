//! Who is on a case, and who must never see it (R11), derived from the events every service reads.

use uuid::Uuid;

use crate::intake::CaseRegisteredV1;
use crate::routing::CaseAssignedV1;
use crate::{Envelope, Payload, PayloadError};

/// Why a unit or person stands in a case's list of parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// Has a role on the case: sees it.
    Involved,
    /// Accused or recused: sees nothing of it, not even that it exists.
    Excluded,
}

impl PartyKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Involved => "involved",
            Self::Excluded => "excluded",
        }
    }
}

/// What one event changes in a case's parties: the whole new set of that kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyChange {
    pub kind: PartyKind,
    /// Units and persons, by id; the two id spaces do not overlap.
    pub parties: Vec<Uuid>,
}

/// The change that this event makes, if it makes one.
///
/// # Errors
/// When the event's data does not have its released shape.
pub fn party_change(event: &Envelope) -> Result<Option<PartyChange>, PayloadError> {
    match event.event_type.as_str() {
        CaseRegisteredV1::TYPE => {
            let conflict = event.payload::<CaseRegisteredV1>()?.conflict;
            let units = conflict.excluded_units.iter().map(|id| id.uuid());
            let persons = conflict.excluded_persons.iter().map(|id| id.uuid());
            Ok(Some(PartyChange { kind: PartyKind::Excluded, parties: distinct(units.chain(persons)) }))
        }
        CaseAssignedV1::TYPE => {
            let assigned = event.payload::<CaseAssignedV1>()?;
            let units = [assigned.lead_unit, assigned.supervising_unit];
            let units = units.into_iter().chain(assigned.assisting_units).map(Uuid::from);
            let persons = [assigned.responsible_leader, assigned.handler].into_iter().map(Uuid::from);
            Ok(Some(PartyChange { kind: PartyKind::Involved, parties: distinct(units.chain(persons)) }))
        }
        _ => Ok(None),
    }
}

fn distinct(parties: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    parties.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}
