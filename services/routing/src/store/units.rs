use events::UnitKind;
use ids::UnitId;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use super::unknown_code;
use crate::domain::{Unit, UnitRef};

/// A unit and the version of its resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredUnit {
    /// The unit.
    pub unit: Unit,
    /// For `If-Match`.
    pub version: i64,
}

/// Enters a unit; `false` when its parent has one of that name.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(on: &mut impl Queryable, unit: &Unit) -> Result<bool, StoreError> {
    let rows = query(
        "INSERT INTO units (id, name, kind, parent_id, active, version) VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT DO NOTHING",
    )
    .bind(unit.id)
    .bind(&unit.name)
    .bind(unit.kind.as_str())
    .bind(unit.parent)
    .bind(unit.active)
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// The unit with this name below this parent (or at the top).
///
/// # Errors
/// [`StoreError`].
pub async fn by_name(
    on: &mut impl Queryable,
    parent: Option<UnitId>,
    name: &str,
) -> Result<Option<UnitRef>, StoreError> {
    let statement = match parent {
        Some(parent) => {
            query("SELECT id, name FROM units WHERE name = $1 AND parent_id = $2").bind(name).bind(parent)
        }
        None => query("SELECT id, name FROM units WHERE name = $1 AND parent_id IS NULL").bind(name),
    };
    let row = statement.fetch_optional(on).await?;
    row.map(|row| Ok(UnitRef { id: row.get::<Uuid>("id")?.into(), name: row.get("name")? })).transpose()
}

/// These units, as far as they exist. The callers' own limits bound the number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_ids(on: &mut impl Queryable, ids: &[UnitId]) -> Result<Vec<StoredUnit>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT id, name, kind, parent_id, active, version FROM units WHERE id IN ({})",
        marks.join(", ")
    );
    let rows = query(sql).bind_all(ids.iter().map(|id| (*id).into())).fetch_all(on).await?;
    rows.iter().map(unit).collect()
}

/// Units by id from `after` on. Ids are minted in time order, so a page never shifts under a reader.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    on: &mut impl Queryable,
    after: Option<UnitId>,
    limit: i64,
) -> Result<Vec<StoredUnit>, StoreError> {
    let rows = query(
        "SELECT id, name, kind, parent_id, active, version FROM units WHERE id > $1 ORDER BY id LIMIT $2",
    )
    .bind(after.map_or(Uuid::nil(), UnitId::uuid))
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter().map(unit).collect()
}

fn unit(row: &Row) -> Result<StoredUnit, StoreError> {
    let kind: String = row.get("kind")?;
    Ok(StoredUnit {
        unit: Unit {
            id: row.get::<Uuid>("id")?.into(),
            name: row.get("name")?,
            kind: UnitKind::from_code(&kind).ok_or_else(|| unknown_code("kind", &kind))?,
            parent: row.get::<Option<Uuid>>("parent_id")?.map(UnitId::from),
            active: row.get("active")?,
        },
        version: row.get("version")?,
    })
}
