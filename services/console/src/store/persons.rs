use ids::{PersonId, UnitId};
use store::{Queryable, StoreError, query};

/// Keeps where a person works and whether they still do.
pub(crate) async fn put(
    on: &mut impl Queryable,
    id: PersonId,
    unit: UnitId,
    active: bool,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO persons (id, unit_id, active) VALUES ($1, $2, $3) \
         ON CONFLICT (id) DO UPDATE SET unit_id = excluded.unit_id, active = excluded.active",
    )
    .bind(id)
    .bind(unit)
    .bind(active)
    .execute(on)
    .await?;
    Ok(())
}
