use std::fmt::Write as _;

use crate::{Query, Queryable, StoreError, Value, query};

/// Rows for one table, written with as few statements as possible: on SQLite the cost is per statement,
/// so 64 rows in one INSERT are many times cheaper than 64 INSERTs.
#[derive(Clone, Debug)]
pub struct MultiInsert {
    table: &'static str,
    columns: &'static [&'static str],
    on_conflict: OnConflict,
    rows: Vec<Vec<Value>>,
}

/// What happens to a row whose key exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// The statement fails with [`StoreError::Duplicate`].
    Fail,
    /// The row is left out.
    Nothing,
}

/// Rows in one statement: each distinct number is one more prepared statement, so only these are used,
/// and 64 rows of 20 columns stay far below SQLite's 32,766 parameters.
const CHUNKS: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

impl MultiInsert {
    #[must_use]
    pub const fn new(table: &'static str, columns: &'static [&'static str], on_conflict: OnConflict) -> Self {
        Self { table, columns, on_conflict, rows: Vec::new() }
    }

    #[must_use]
    pub const fn table(&self) -> &'static str {
        self.table
    }

    /// Adds a row; its values stand in the order of the columns.
    pub fn push(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len(), "{}", self.table);
        self.rows.push(row);
    }

    /// Rows gathered so far.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes all rows, in the order they were added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn flush(self, on: &mut impl Queryable) -> Result<(), StoreError> {
        let mut rows = self.rows.into_iter();
        while let Some(size) = CHUNKS.into_iter().find(|size| *size <= rows.len()) {
            let values = rows.by_ref().take(size).flatten();
            let statement = statement(self.table, self.columns, self.on_conflict, size);
            statement.bind_all(values).execute(on).await?;
        }
        Ok(())
    }
}

fn statement(table: &str, columns: &[&str], on_conflict: OnConflict, rows: usize) -> Query {
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
    let mut parameter = 0_usize;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns.len() {
            parameter += 1;
            let comma = if column == 0 { "" } else { ", " };
            // Writing to a String cannot fail.
            let _ = write!(sql, "{comma}${parameter}");
        }
        sql.push(')');
    }
    if on_conflict == OnConflict::Nothing {
        sql.push_str(" ON CONFLICT DO NOTHING");
    }
    query(sql)
}
