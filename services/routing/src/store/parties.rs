use events::{PartyChange, PartyKind};
use ids::CaseId;
use messaging::Work;
use store::StoreError;
use uuid::Uuid;

use crate::domain::Assignment;

/// Puts the assignment's units and persons among the case's parties, from which every reader's scope is
/// computed. Other services learn it from the event; the owner writes it with the assignment itself.
///
/// # Errors
/// [`StoreError`].
pub async fn involve(work: &mut Work, case: CaseId, assignment: &Assignment) -> Result<(), StoreError> {
    let units = assignment.units().map(|(_, unit)| Uuid::from(unit));
    let persons = assignment.persons().map(|(_, person)| Uuid::from(person));
    let parties = units.chain(persons).collect();
    messaging::parties::set(work, case, PartyChange { kind: PartyKind::Involved, parties }).await
}
