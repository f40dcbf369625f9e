use ids::UnitId;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use crate::domain::Rule;

/// Most jurisdiction rules of an instance: a county has some fifty units and 517 subjects, and every
/// suggestion reads them all.
pub const RULES_MAX: i64 = 2_000;

/// A rule and its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRule {
    /// Names the rule in a list.
    pub id: Uuid,
    /// The rule.
    pub rule: Rule,
}

/// Enters a rule; `false` when the unit has one with the same criteria.
///
/// # Errors
/// [`StoreError`].
pub async fn insert(on: &mut impl Queryable, id: Uuid, rule: &Rule) -> Result<bool, StoreError> {
    let rows = query(
        "INSERT INTO rules (id, category_prefix, keyword, place_prefix, unit_id, priority, criteria) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(rule.category_prefix.clone())
    .bind(rule.keyword.clone())
    .bind(rule.place_prefix.clone())
    .bind(rule.unit)
    .bind(rule.priority)
    .bind(criteria(rule))
    .execute(on)
    .await?;
    Ok(rows == 1)
}

/// Whether the unit has a rule with the same criteria.
///
/// # Errors
/// [`StoreError`].
pub async fn is_known(on: &mut impl Queryable, rule: &Rule) -> Result<bool, StoreError> {
    let row = query("SELECT id FROM rules WHERE unit_id = $1 AND criteria = $2")
        .bind(rule.unit)
        .bind(criteria(rule))
        .fetch_optional(on)
        .await?;
    Ok(row.is_some())
}

/// How many rules there are.
///
/// # Errors
/// [`StoreError`].
pub async fn count(on: &mut impl Queryable) -> Result<i64, StoreError> {
    query("SELECT COUNT(*) AS n FROM rules").fetch_one(on).await?.get("n")
}

/// Rules by id from `after` on.
///
/// # Errors
/// [`StoreError`].
pub async fn page(
    on: &mut impl Queryable,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<StoredRule>, StoreError> {
    let rows = query(
        "SELECT id, category_prefix, keyword, place_prefix, unit_id, priority FROM rules \
         WHERE id > $1 ORDER BY id LIMIT $2",
    )
    .bind(after.unwrap_or(Uuid::nil()))
    .bind(limit)
    .fetch_all(on)
    .await?;
    rows.iter().map(rule).collect()
}

fn rule(row: &Row) -> Result<StoredRule, StoreError> {
    Ok(StoredRule {
        id: row.get("id")?,
        rule: Rule {
            category_prefix: row.get("category_prefix")?,
            keyword: row.get("keyword")?,
            place_prefix: row.get("place_prefix")?,
            unit: UnitId::from(row.get::<Uuid>("unit_id")?),
            priority: row.get("priority")?,
        },
    })
}

/// Control characters are refused in each part, so a line feed cannot be forged.
fn criteria(rule: &Rule) -> String {
    let part = |text: &Option<String>| text.clone().unwrap_or_default();
    [part(&rule.category_prefix), part(&rule.place_prefix), part(&rule.keyword)].join("\n")
}
