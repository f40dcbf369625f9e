//! The copy of the directory's units.

use events::UnitKind;
use ids::UnitId;
use store::{Queryable, StoreError, query};

/// Keeps the newest state of a unit; events of one unit arrive in order.
pub(crate) async fn put(
    on: &mut impl Queryable,
    id: UnitId,
    name: &str,
    kind: UnitKind,
    active: bool,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO units (id, name, kind, active) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, active = excluded.active",
    )
    .bind(id)
    .bind(name)
    .bind(kind.as_str())
    .bind(active)
    .execute(on)
    .await?;
    Ok(())
}
