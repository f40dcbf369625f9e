//! Ids of routing's directory, kept from its events.

use std::collections::BTreeSet;

use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

/// What an id of the directory names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DirectoryKind {
    Unit,
    Person,
}

impl DirectoryKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Person => "person",
        }
    }
}

/// Keeps an id. Abolished units and people who left stay: a petition may be about them.
pub(crate) async fn keep(on: &mut impl Queryable, id: Uuid, kind: DirectoryKind) -> Result<(), StoreError> {
    query("INSERT INTO directory (id, kind) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING")
        .bind(id)
        .bind(kind.as_str())
        .execute(on)
        .await?;
    Ok(())
}

/// Those of `ids` that are known as `kind`; at most as many as a petition's conflict facts may name.
pub(crate) async fn known(
    on: &mut impl Queryable,
    kind: DirectoryKind,
    ids: &[Uuid],
) -> Result<BTreeSet<Uuid>, StoreError> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let places: Vec<String> = (2..).take(ids.len()).map(|n: usize| format!("${n}")).collect();
    query(format!("SELECT id FROM directory WHERE kind = $1 AND id IN ({})", places.join(", ")))
        .bind(kind.as_str())
        .bind_all(ids.iter().map(|id| Value::from(*id)))
        .fetch_all(on)
        .await?
        .iter()
        .map(|row| row.get::<Uuid>("id"))
        .collect()
}
