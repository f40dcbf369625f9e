//! Copies of routing's directory: whom a roster may name, and what they are called.

use std::collections::BTreeMap;

use ids::{PersonId, UnitId};
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

use super::places;

/// Names looked up in one statement; a page of alerts names far fewer people.
const NAMES_MAX: usize = 500;

pub(crate) async fn save_unit(
    on: &mut impl Queryable,
    id: UnitId,
    name: &str,
    active: bool,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO units (id, name, active) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, active = excluded.active",
    )
    .bind(id)
    .bind(name)
    .bind(active)
    .execute(on)
    .await?;
    Ok(())
}

pub(crate) async fn save_person(
    on: &mut impl Queryable,
    id: PersonId,
    name: &str,
    unit: UnitId,
    active: bool,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO people (id, name, unit_id, active) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit_id = excluded.unit_id, \
         active = excluded.active",
    )
    .bind(id)
    .bind(name)
    .bind(unit)
    .bind(active)
    .execute(on)
    .await?;
    Ok(())
}

/// The person's name, if routing has told of them and they are active.
pub(crate) async fn active_name(on: &mut impl Queryable, id: PersonId) -> Result<Option<String>, StoreError> {
    let row = query("SELECT name FROM people WHERE id = $1 AND active = $2")
        .bind(id)
        .bind(true)
        .fetch_optional(on)
        .await?;
    row.map(|row| row.get("name")).transpose()
}

/// The names of these people, as far as routing has told of them.
pub(crate) async fn names(
    on: &mut impl Queryable,
    ids: &[PersonId],
) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let distinct: std::collections::BTreeSet<PersonId> = ids.iter().copied().take(NAMES_MAX).collect();
    if distinct.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = query(format!("SELECT id, name FROM people WHERE id IN ({})", places(1, distinct.len())))
        .bind_all(distinct.into_iter().map(Value::from))
        .fetch_all(on)
        .await?;
    rows.iter().map(|row| Ok((row.get::<Uuid>("id")?.into(), row.get("name")?))).collect()
}
