use std::collections::{BTreeMap, BTreeSet};

use events::Role;
use http_kit::Caller;
use ids::CaseId;
use store::{Queryable, StoreError, Value, query};

/// Whether the case has been registered here.
pub(crate) async fn exists(on: &mut impl Queryable, id: CaseId) -> Result<bool, StoreError> {
    let row = query("SELECT id FROM cases WHERE id = $1").bind(id).fetch_optional(on).await?;
    Ok(row.is_some())
}

/// Enters a case: its number for headlines, its class for the reader's scope (R11).
pub(crate) async fn insert(
    on: &mut impl Queryable,
    id: CaseId,
    case_number: &str,
    class: &str,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO cases (id, case_number, class) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET case_number = excluded.case_number, class = excluded.class",
    )
    .bind(id)
    .bind(case_number)
    .bind(class)
    .execute(on)
    .await?;
    Ok(())
}

/// Of `ids`, the cases whose existence is no secret to this reader (R11): known here, not excluding them or
/// their unit, and no accusation unless they may read those or answer calls about them. The caller bounds
/// the number.
pub(crate) async fn no_secret_to(
    on: &mut impl Queryable,
    ids: &[CaseId],
    reader: &Caller,
) -> Result<BTreeSet<CaseId>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let hears = reader.has(Role::Leader) || reader.roles.iter().any(|role| role.reads_accusations());
    let places: Vec<String> = (4..4 + ids.len()).map(|n| format!("${n}")).collect();
    let rows = query(format!(
        "SELECT c.id FROM cases c WHERE (c.class <> 'accusation' OR $1) AND NOT EXISTS \
         (SELECT 1 FROM case_parties x WHERE x.case_id = c.id AND x.kind = 'excluded' \
         AND x.party_id IN ($2, $3)) AND c.id IN ({})",
        places.join(", ")
    ))
    .bind(hears)
    .bind(Value::Uuid(reader.person.map(uuid::Uuid::from)))
    .bind(Value::Uuid(reader.unit.map(uuid::Uuid::from)))
    .bind_all(ids.iter().map(|id| Value::from(*id)))
    .fetch_all(on)
    .await?;
    rows.iter().map(|row| Ok(CaseId::from(row.get::<uuid::Uuid>("id")?))).collect()
}

/// Of `ids`, the cases that a reader with this scope may see, with their numbers. `scope` is a condition
/// on `c` whose parameters begin after those of the ids; the caller bounds their number.
pub(crate) async fn visible(
    on: &mut impl Queryable,
    ids: &[CaseId],
    scope: (String, Vec<Value>),
) -> Result<BTreeMap<CaseId, String>, StoreError> {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let (clause, values) = scope;
    let sql =
        format!("SELECT c.id, c.case_number FROM cases c WHERE c.id IN ({}) AND {clause}", places.join(", "));
    let rows =
        query(sql).bind_all(ids.iter().map(|id| Value::from(*id))).bind_all(values).fetch_all(on).await?;
    rows.iter().map(|row| Ok((CaseId::from(row.get::<uuid::Uuid>("id")?), row.get("case_number")?))).collect()
}
