use std::collections::BTreeMap;

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
