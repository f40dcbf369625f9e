use ids::{PersonId, UnitId};
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use crate::domain::Person;

/// A member of staff and the version of their resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPerson {
    /// The person.
    pub person: Person,
    /// For `If-Match`.
    pub version: i64,
}

const COLUMNS: &str = "id, name, title, unit_id, active, version";

/// Enters a person; `false` when their unit has somebody active of that name and title.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(on: &mut impl Queryable, person: &Person) -> Result<bool, StoreError> {
    let rows = query(
        "INSERT INTO persons (id, name, title, unit_id, active, version) VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT DO NOTHING",
    )
    .bind(person.id)
    .bind(&person.name)
    .bind(&person.title)
    .bind(person.unit)
    .bind(person.active)
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// Whether somebody else active in the unit has this name and title.
///
/// # Errors
/// [`StoreError`].
pub async fn is_taken(on: &mut impl Queryable, person: &Person) -> Result<bool, StoreError> {
    let row = query(
        "SELECT id FROM persons WHERE unit_id = $1 AND name = $2 AND title = $3 AND active = $4 AND id <> $5",
    )
    .bind(person.unit)
    .bind(&person.name)
    .bind(&person.title)
    .bind(true)
    .bind(person.id)
    .fetch_optional(on)
    .await?;
    Ok(row.is_some())
}

/// Writes the person as they are now, if nobody else changed them since `read_version`.
///
/// # Errors
/// [`StoreError::Conflict`] when somebody did.
pub async fn save(on: &mut impl Queryable, person: &Person, read_version: i64) -> Result<(), StoreError> {
    let rows = query(
        "UPDATE persons SET name = $3, title = $4, unit_id = $5, active = $6, version = version + 1 \
         WHERE id = $1 AND version = $2",
    )
    .bind(person.id)
    .bind(read_version)
    .bind(&person.name)
    .bind(&person.title)
    .bind(person.unit)
    .bind(person.active)
    .execute(on)
    .await?;
    if rows == 1 { Ok(()) } else { Err(StoreError::Conflict(format!("person {}", person.id))) }
}

/// These persons, as far as they exist. The callers' own limits bound the number.
///
/// # Errors
/// [`StoreError`].
pub async fn by_ids(on: &mut impl Queryable, ids: &[PersonId]) -> Result<Vec<StoredPerson>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!("SELECT {COLUMNS} FROM persons WHERE id IN ({})", marks.join(", "));
    let rows = query(sql).bind_all(ids.iter().map(|id| (*id).into())).fetch_all(on).await?;
    rows.iter().map(person).collect()
}

/// Persons by id from `after` on, of one unit or of all.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    on: &mut impl Queryable,
    unit: Option<UnitId>,
    after: Option<PersonId>,
    limit: i64,
) -> Result<Vec<StoredPerson>, StoreError> {
    let after = after.map_or(Uuid::nil(), PersonId::uuid);
    let statement = match unit {
        Some(unit) => query(format!(
            "SELECT {COLUMNS} FROM persons WHERE id > $1 AND unit_id = $3 ORDER BY id LIMIT $2"
        ))
        .bind(after)
        .bind(limit)
        .bind(unit),
        None => query(format!("SELECT {COLUMNS} FROM persons WHERE id > $1 ORDER BY id LIMIT $2"))
            .bind(after)
            .bind(limit),
    };
    let rows = statement.fetch_all(on).await?;
    rows.iter().map(person).collect()
}

fn person(row: &Row) -> Result<StoredPerson, StoreError> {
    Ok(StoredPerson {
        person: Person {
            id: row.get::<Uuid>("id")?.into(),
            name: row.get("name")?,
            title: row.get("title")?,
            unit: row.get::<Uuid>("unit_id")?.into(),
            active: row.get("active")?,
        },
        version: row.get("version")?,
    })
}
