use std::collections::BTreeSet;

use ids::{PersonId, UnitId};
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

use crate::domain::names::Names;

/// Keeps a unit's name.
pub async fn put_unit(on: &mut impl Queryable, id: UnitId, name: &str) -> Result<(), StoreError> {
    query("INSERT INTO units (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .bind(id)
        .bind(name)
        .execute(on)
        .await?;
    Ok(())
}

/// Keeps the name of a member of staff.
pub async fn put_person(on: &mut impl Queryable, id: PersonId, name: &str) -> Result<(), StoreError> {
    query(
        "INSERT INTO persons (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
    )
    .bind(id)
    .bind(name)
    .execute(on)
    .await?;
    Ok(())
}

/// The names of these units and persons; the caller bounds their number (one event, or one page).
pub async fn load(
    on: &mut impl Queryable,
    units: impl IntoIterator<Item = UnitId>,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<Names, StoreError> {
    let units = named(on, "units", units.into_iter().map(Uuid::from).collect()).await?;
    let persons = named(on, "persons", persons.into_iter().map(Uuid::from).collect()).await?;
    Ok(Names {
        units: units.into_iter().map(|(id, name)| (id.into(), name)).collect(),
        persons: persons.into_iter().map(|(id, name)| (id.into(), name)).collect(),
    })
}

async fn named(
    on: &mut impl Queryable,
    table: &'static str,
    ids: BTreeSet<Uuid>,
) -> Result<Vec<(Uuid, String)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!("SELECT id, name FROM {table} WHERE id IN ({})", places.join(", "));
    let rows = query(sql).bind_all(ids.into_iter().map(Value::from)).fetch_all(on).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("name")?))).collect()
}
