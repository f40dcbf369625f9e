use events::Service;
use store::{Queryable, StoreError, query};

/// Where this service stands in one producer's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub producer: Service,
    pub epoch: i64,
    /// The next seq to be applied; everything before it has had its effect.
    pub next_seq: i64,
}

/// Every cursor of this service.
///
/// # Errors
/// [`StoreError`].
pub async fn cursors(on: &mut impl Queryable) -> Result<Vec<Cursor>, StoreError> {
    query("SELECT producer, epoch, next_seq FROM cursors ORDER BY producer")
        .fetch_all(on)
        .await?
        .iter()
        .map(|row| {
            let name: String = row.get("producer")?;
            Ok(Cursor {
                producer: name
                    .parse()
                    .map_err(|error| StoreError::Corrupt(format!("a cursor's producer: {error}")))?,
                epoch: row.get("epoch")?,
                next_seq: row.get("next_seq")?,
            })
        })
        .collect()
}

/// The cursor on one producer: at the very beginning when nothing was ever read.
pub(crate) async fn cursor(on: &mut impl Queryable, producer: Service) -> Result<Cursor, StoreError> {
    let row = query("SELECT epoch, next_seq FROM cursors WHERE producer = $1")
        .bind(producer.as_str())
        .fetch_optional(on)
        .await?;
    match row {
        Some(row) => Ok(Cursor { producer, epoch: row.get("epoch")?, next_seq: row.get("next_seq")? }),
        None => Ok(Cursor { producer, epoch: 1, next_seq: 1 }),
    }
}

/// Moves the cursor by compare-and-set: a stale replica loses here and its effects are rolled back.
pub(crate) async fn advance(on: &mut impl Queryable, from: Cursor, to: Cursor) -> Result<(), StoreError> {
    // The insert is for the very first event; once there is a row, only its expected place is moved.
    let moved = query(
        "INSERT INTO cursors (producer, epoch, next_seq) VALUES ($1, $2, $3) \
         ON CONFLICT (producer) DO UPDATE SET epoch = excluded.epoch, next_seq = excluded.next_seq \
         WHERE cursors.epoch = $4 AND cursors.next_seq = $5",
    )
    .bind(from.producer.as_str())
    .bind(to.epoch)
    .bind(to.next_seq)
    .bind(from.epoch)
    .bind(from.next_seq)
    .execute(on)
    .await?;
    if moved == 1 {
        Ok(())
    } else {
        Err(StoreError::Conflict(format!("the cursor on {} was moved by another replica", from.producer)))
    }
}
