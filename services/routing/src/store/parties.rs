use ids::CaseId;
use store::{MultiInsert, OnConflict, Queryable, StoreError, query};
use uuid::Uuid;

use crate::domain::Assignment;

/// Puts the assignment's units and persons among the case's parties, from which every reader's scope is
/// computed. Other services learn it from the event; the owner writes it with the assignment itself.
///
/// # Errors
/// [`StoreError`].
pub async fn involve(
    on: &mut impl Queryable,
    case: CaseId,
    assignment: &Assignment,
) -> Result<(), StoreError> {
    query("DELETE FROM case_parties WHERE case_id = $1 AND kind = $2")
        .bind(case)
        .bind(events::PartyKind::Involved.as_str())
        .execute(on)
        .await?;
    let columns = &["case_id", "party_id", "kind"];
    // One unit may stand for several duties, and two duties may fall to one person.
    let mut rows = MultiInsert::new("case_parties", columns, OnConflict::Nothing);
    let units = assignment.units().map(|(_, unit)| Uuid::from(unit));
    let persons = assignment.persons().map(|(_, person)| Uuid::from(person));
    for party in units.chain(persons) {
        rows.push(vec![case.into(), party.into(), events::PartyKind::Involved.as_str().into()]);
    }
    rows.flush(on).await
}
