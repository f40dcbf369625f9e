/// The store did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A unique constraint refused the row: the only database error a caller may act on.
    #[error("a row with this key exists already: {0}")]
    Duplicate(String),
    /// The database cannot be reached, is locked, or its disk is full: the caller may try again.
    #[error("the store is not available: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// A compare-and-set lost against another writer.
    #[error("the row was changed by another writer: {0}")]
    Conflict(String),
    /// A stored value is not what the code expects: a defect or a damaged store.
    #[error("stored data is not as expected: {0}")]
    Corrupt(String),
    /// Everything else that the database reports: a defect in a statement.
    #[error("the store refused a statement: {0}")]
    Statement(#[source] sqlx::Error),
    /// The database's URL cannot be used.
    #[error("the database URL cannot be used: {0}")]
    Url(String),
    /// The schema could not be brought up to date.
    #[error("migrating the store failed: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                Self::Duplicate(database.message().to_owned())
            }
            sqlx::Error::Database(database) if is_passing(database.code().as_deref()) => {
                Self::Unavailable(error)
            }
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Tls(_) => Self::Unavailable(error),
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::Decode(_)
            | sqlx::Error::RowNotFound => Self::Corrupt(error.to_string()),
            _ => Self::Statement(error),
        }
    }
}

/// SQLite: BUSY 5, LOCKED 6, IOERR 10, FULL 13, CANTOPEN 14 (extended codes keep the low byte).
/// PostgreSQL: class 08 connection, 40 rollback, 53 resources, 57 operator intervention, 58 system.
fn is_passing(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 10 | 13 | 14),
        _ => ["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class)),
    }
}

impl StoreError {
    /// Whether the same attempt may succeed later without anybody changing anything.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Conflict(_))
    }
}
