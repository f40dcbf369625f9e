use ids::UnitId;
use store::{Queryable, StoreError, query};

/// Keeps a unit's name, for the signed-in user's own unit.
pub(crate) async fn put(on: &mut impl Queryable, id: UnitId, name: &str) -> Result<(), StoreError> {
    query("INSERT INTO units (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .bind(id)
        .bind(name)
        .execute(on)
        .await?;
    Ok(())
}

/// The unit's name.
pub(crate) async fn name(on: &mut impl Queryable, id: UnitId) -> Result<Option<String>, StoreError> {
    let row = query("SELECT name FROM units WHERE id = $1").bind(id).fetch_optional(on).await?;
    row.map(|row| row.get("name")).transpose()
}
