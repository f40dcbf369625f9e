use ids::{CaseId, PersonId, UnitId};
use store::{MultiInsert, OnConflict, Queryable, StoreError, Value, query};
use uuid::Uuid;

use super::unknown_code;
use crate::domain::{Assignment, Conflict, Duty, Holding};

/// Who is on a case, as stored.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub(super) lead: Option<UnitId>,
    pub(super) assisting: Vec<UnitId>,
    pub(super) supervising: Option<UnitId>,
    pub(super) responsible_leader: Option<PersonId>,
    pub(super) handler: Option<PersonId>,
}

/// Most parts looked at before a change of somebody's unit. Whoever holds more is not moved at all: a
/// case that was not looked at could lose its owner.
pub const HOLDINGS_MAX: usize = 2_000;

/// Who is on the case now.
///
/// # Errors
/// [`StoreError`].
pub async fn of_case(on: &mut impl Queryable, case: CaseId) -> Result<Roles, StoreError> {
    let rows =
        query("SELECT duty, unit_id, person_id FROM case_roles WHERE case_id = $1 ORDER BY duty, ordinal")
            .bind(case)
            .fetch_all(on)
            .await?;
    let mut roles = Roles::default();
    for row in rows {
        let code: String = row.get("duty")?;
        let unit = row.get::<Option<Uuid>>("unit_id")?.map(UnitId::from);
        let person = row.get::<Option<Uuid>>("person_id")?.map(PersonId::from);
        match Duty::parse(&code).ok_or_else(|| unknown_code("duty", &code))? {
            Duty::Lead => roles.lead = unit,
            Duty::Assisting => roles.assisting.extend(unit),
            Duty::Supervising => roles.supervising = unit,
            Duty::ResponsibleLeader => roles.responsible_leader = person,
            Duty::Handler => roles.handler = person,
        }
    }
    Ok(roles)
}

/// Puts exactly these on the case. Written at once, not at commit: a later command of the same batch may
/// read them.
///
/// # Errors
/// [`StoreError`].
pub async fn replace(
    on: &mut impl Queryable,
    case: CaseId,
    assignment: &Assignment,
) -> Result<(), StoreError> {
    query("DELETE FROM case_roles WHERE case_id = $1").bind(case).execute(on).await?;
    let columns = &["case_id", "duty", "ordinal", "unit_id", "person_id"];
    let mut rows = MultiInsert::new("case_roles", columns, OnConflict::Fail);
    for (ordinal, (duty, unit)) in (0_i64..).zip(assignment.units()) {
        let nobody: Option<PersonId> = None;
        rows.push(vec![case.into(), duty.as_str().into(), ordinal.into(), unit.into(), nobody.into()]);
    }
    for (duty, person) in assignment.persons() {
        let no_unit: Option<UnitId> = None;
        rows.push(vec![case.into(), duty.as_str().into(), Value::from(0_i64), no_unit.into(), person.into()]);
    }
    rows.flush(on).await
}

/// The parts that a person holds in cases that are not closed. The number of an accusation stands only
/// where the reader may learn it (R11).
///
/// # Errors
/// [`StoreError`].
pub async fn held_by(
    on: &mut impl Queryable,
    person: PersonId,
    reads_accusations: bool,
) -> Result<Vec<Holding>, StoreError> {
    let rows = query(
        "SELECT c.case_number, c.class, c.conflict, r.duty, l.unit_id AS lead_unit \
         FROM case_roles r JOIN cases c ON c.id = r.case_id \
         JOIN case_roles l ON l.case_id = r.case_id AND l.duty = 'lead' \
         WHERE r.person_id = $1 AND c.status <> 'closed' ORDER BY c.case_number LIMIT $2",
    )
    .bind(person)
    .bind(i64::try_from(HOLDINGS_MAX).unwrap_or(i64::MAX))
    .fetch_all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let class: String = row.get("class")?;
            let code: String = row.get("duty")?;
            let number: String = row.get("case_number")?;
            let hidden = class == events::CaseClass::Accusation.as_str() && !reads_accusations;
            Ok(Holding {
                case_number: (!hidden).then_some(number),
                duty: Duty::parse(&code).ok_or_else(|| unknown_code("duty", &code))?,
                lead_unit: row.get::<Uuid>("lead_unit")?.into(),
                conflict: row.json::<Conflict>("conflict")?,
            })
        })
        .collect()
}
