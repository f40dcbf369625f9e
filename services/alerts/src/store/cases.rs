//! What alerts knows of a case, and who must hear nothing of it.

use events::CaseClass;
use ids::CaseId;
use store::{Queryable, StoreError, query};
use uuid::Uuid;

use crate::domain::Conflicts;

/// The facts a page is made of.
#[derive(Clone, Debug)]
pub(crate) struct CaseRow {
    pub(crate) case_number: String,
    pub(crate) class: CaseClass,
    pub(crate) place: Option<String>,
    /// Heads counted (人次).
    pub(crate) persons: i64,
}

pub(crate) async fn save(on: &mut impl Queryable, id: CaseId, row: &CaseRow) -> Result<(), StoreError> {
    query(
        "INSERT INTO cases (id, case_number, class, place, persons) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (id) DO UPDATE SET case_number = excluded.case_number, class = excluded.class, \
         place = excluded.place, persons = excluded.persons",
    )
    .bind(id)
    .bind(&row.case_number)
    .bind(row.class.as_str())
    .bind(row.place.as_deref())
    .bind(row.persons)
    .execute(on)
    .await?;
    Ok(())
}

pub(crate) async fn find(on: &mut impl Queryable, id: CaseId) -> Result<Option<CaseRow>, StoreError> {
    let row = query("SELECT case_number, class, place, persons FROM cases WHERE id = $1")
        .bind(id)
        .fetch_optional(on)
        .await?;
    row.map(|row| {
        Ok(CaseRow {
            case_number: row.get("case_number")?,
            class: super::code(&row, "class", CaseClass::from_code)?,
            place: row.get("place")?,
            persons: row.get("persons")?,
        })
    })
    .transpose()
}

/// Persons and units that must hear nothing of the case (R11). Person and unit ids do not overlap, so one
/// list serves as both.
pub(crate) async fn conflicts(on: &mut impl Queryable, id: Option<CaseId>) -> Result<Conflicts, StoreError> {
    let Some(id) = id else { return Ok(Conflicts::default()) };
    let rows = query("SELECT party_id FROM case_parties WHERE case_id = $1 AND kind = 'excluded'")
        .bind(id)
        .fetch_all(on)
        .await?;
    let mut conflicts = Conflicts::default();
    for row in rows {
        let party: Uuid = row.get("party_id")?;
        conflicts.persons.insert(party.into());
        conflicts.units.insert(party.into());
    }
    Ok(conflicts)
}

/// Whether this person, or everybody of their unit, must hear nothing of the case (R11).
pub(crate) async fn is_excluded(
    on: &mut impl Queryable,
    id: CaseId,
    person: ids::PersonId,
) -> Result<bool, StoreError> {
    let row = query(
        "SELECT party_id FROM case_parties WHERE case_id = $1 AND kind = 'excluded' \
         AND (party_id = $2 OR party_id IN (SELECT unit_id FROM people WHERE id = $2)) LIMIT 1",
    )
    .bind(id)
    .bind(person)
    .fetch_optional(on)
    .await?;
    Ok(row.is_some())
}
