//! Digests and what they sum up.

use ids::{CaseId, PersonId};
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

/// Items that move to their recipients in one transaction, once somebody is on call again.
pub(crate) const ADOPTED_MAX: i64 = 200;
/// Digests looked at in one round of the task; there are about as many as leaders.
const OPEN_MAX: i64 = 200;

#[derive(Clone, Debug)]
pub(crate) struct DigestRow {
    pub(crate) id: Uuid,
    /// Nobody was on call when the items came.
    pub(crate) recipient: Option<PersonId>,
    pub(crate) opened_at: Timestamp,
    pub(crate) last_item_at: Timestamp,
    pub(crate) sent_at: Option<Timestamp>,
}

/// One late stage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemRow {
    pub(crate) id: Uuid,
    pub(crate) case_id: CaseId,
}

/// What a digest says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums {
    /// Matters.
    pub(crate) cases: i64,
    /// Matters with a last day that was past.
    pub(crate) overdue: i64,
}

const COLUMNS: &str = "id, recipient, opened_at, last_item_at, sent_at";

/// The digest that is still open for this recipient; of several (two replicas at once), the oldest.
pub(crate) async fn open_for(
    on: &mut impl Queryable,
    recipient: Option<PersonId>,
) -> Result<Option<Uuid>, StoreError> {
    let found = match recipient {
        Some(person) => {
            query("SELECT id FROM digests WHERE sent_at IS NULL AND recipient = $1 ORDER BY id LIMIT 1")
                .bind(person)
        }
        None => {
            query("SELECT id FROM digests WHERE sent_at IS NULL AND recipient IS NULL ORDER BY id LIMIT 1")
        }
    };
    found.fetch_optional(on).await?.map(|row| row.get("id")).transpose()
}

pub(crate) async fn open(
    on: &mut impl Queryable,
    id: Uuid,
    recipient: Option<PersonId>,
    at: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO digests (id, recipient, items, opened_at, last_item_at, sent_at) \
         VALUES ($1, $2, 0, $3, $3, NULL)",
    )
    .bind(id)
    .bind(recipient)
    .bind(at)
    .execute(on)
    .await?;
    Ok(())
}

/// Counts items in, or out when negative.
pub(crate) async fn count_in(
    on: &mut impl Queryable,
    id: Uuid,
    items: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    query("UPDATE digests SET items = items + $1, last_item_at = $2 WHERE id = $3")
        .bind(items)
        .bind(at)
        .bind(id)
        .execute(on)
        .await?;
    Ok(())
}

pub(crate) async fn find(on: &mut impl Queryable, id: Uuid) -> Result<Option<DigestRow>, StoreError> {
    let row =
        query(format!("SELECT {COLUMNS} FROM digests WHERE id = $1")).bind(id).fetch_optional(on).await?;
    row.as_ref().map(decode).transpose()
}

/// Digests that were not sent yet, oldest first.
pub(crate) async fn unsent(on: &mut impl Queryable) -> Result<Vec<DigestRow>, StoreError> {
    let rows = query(format!("SELECT {COLUMNS} FROM digests WHERE sent_at IS NULL ORDER BY id LIMIT $1"))
        .bind(OPEN_MAX)
        .fetch_all(on)
        .await?;
    rows.iter().map(decode).collect()
}

/// A page of digests, newest first; `recipient` narrows to one person.
pub(crate) async fn page(
    on: &mut impl Queryable,
    recipient: Option<PersonId>,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<DigestRow>, StoreError> {
    let mut sql = format!("SELECT {COLUMNS} FROM digests WHERE id < $1");
    if recipient.is_some() {
        sql.push_str(" AND recipient = $3");
    }
    sql.push_str(" ORDER BY id DESC LIMIT $2");
    let found = query(sql).bind(before.unwrap_or(Uuid::max())).bind(limit);
    let found = match recipient {
        Some(person) => found.bind(person),
        None => found,
    };
    found.fetch_all(on).await?.iter().map(decode).collect()
}

pub(crate) async fn sums(on: &mut impl Queryable, id: Uuid) -> Result<Sums, StoreError> {
    let row = query(
        "SELECT COUNT(DISTINCT case_id) AS cases, \
         COUNT(DISTINCT CASE WHEN kind = 'overdue' THEN case_id END) AS overdue \
         FROM digest_items WHERE digest_id = $1",
    )
    .bind(id)
    .fetch_one(on)
    .await?;
    Ok(Sums { cases: row.get("cases")?, overdue: row.get("overdue")? })
}

/// Marks the digest as sent. False when it was sent already.
pub(crate) async fn mark_sent(on: &mut impl Queryable, id: Uuid, at: Timestamp) -> Result<bool, StoreError> {
    let marked = query("UPDATE digests SET sent_at = $1 WHERE id = $2 AND sent_at IS NULL")
        .bind(at)
        .bind(id)
        .execute(on)
        .await?;
    Ok(marked == 1)
}

pub(crate) async fn items(on: &mut impl Queryable, id: Uuid) -> Result<Vec<ItemRow>, StoreError> {
    let rows = query("SELECT id, case_id FROM digest_items WHERE digest_id = $1 ORDER BY id LIMIT $2")
        .bind(id)
        .bind(ADOPTED_MAX)
        .fetch_all(on)
        .await?;
    rows.iter()
        .map(|row| Ok(ItemRow { id: row.get("id")?, case_id: row.get::<Uuid>("case_id")?.into() }))
        .collect()
}

/// Moves one item to another digest.
pub(crate) async fn move_item(on: &mut impl Queryable, item: Uuid, to: Uuid) -> Result<(), StoreError> {
    query("UPDATE digest_items SET digest_id = $1 WHERE id = $2").bind(to).bind(item).execute(on).await?;
    Ok(())
}

fn decode(row: &Row) -> Result<DigestRow, StoreError> {
    Ok(DigestRow {
        id: row.get("id")?,
        recipient: row.get::<Option<Uuid>>("recipient")?.map(PersonId::from),
        opened_at: row.time("opened_at")?,
        last_item_at: row.time("last_item_at")?,
        sent_at: row.opt_time("sent_at")?,
    })
}
