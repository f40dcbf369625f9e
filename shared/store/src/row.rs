use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type, ValueRef as _};

use crate::StoreError;

/// One row of a result, from either engine.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// A type that both engines decode natively: `Uuid`, `String`, `i64`, `bool`, `Vec<u8>`, and `Option` of
/// each. Times and JSON differ between the engines and have methods of their own.
pub trait Column:
    for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl<T> Column for T where
    T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>
{
}

impl Row {
    /// The column's value.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when there is no such column or it holds another type.
    pub fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
        .map_err(StoreError::from)
    }

    /// A timestamp column.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is absent, NULL or not a time.
    pub fn time(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.opt_time(column)?.ok_or_else(|| StoreError::Corrupt(format!("column {column} is NULL")))
    }

    /// A timestamp column that may be NULL.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is absent or not a time.
    pub fn opt_time(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        match self {
            Self::Sqlite(row) => {
                let text: Option<String> = row.try_get(column)?;
                text.map(|text| text.parse().map_err(|error| corrupt(column, &error))).transpose()
            }
            Self::Postgres(row) => {
                let time: Option<jiff_sqlx::Timestamp> = row.try_get(column)?;
                Ok(time.map(jiff_sqlx::Timestamp::to_jiff))
            }
        }
    }

    /// A JSON column, decoded.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is absent, NULL or of another shape.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        self.opt_json(column)?.ok_or_else(|| StoreError::Corrupt(format!("column {column} is NULL")))
    }

    /// A JSON column that may be NULL, decoded.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is absent or of another shape.
    pub fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>, StoreError> {
        let value = match self {
            Self::Sqlite(row) => {
                if row.try_get_raw(column)?.is_null() {
                    return Ok(None);
                }
                let text: String = row.try_get(column)?;
                serde_json::from_str(&text).map_err(|error| corrupt(column, &error))?
            }
            Self::Postgres(row) => {
                let value: Option<sqlx::types::Json<serde_json::Value>> = row.try_get(column)?;
                match value {
                    None => return Ok(None),
                    Some(sqlx::types::Json(value)) => value,
                }
            }
        };
        serde_json::from_value::<T>(value).map(Some).map_err(|error| corrupt(column, &error))
    }

    /// A bytes column.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is absent, NULL or of another type.
    pub fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        self.get(column)
    }
}

fn corrupt(column: &str, error: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("column {column}: {error}"))
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Row")
    }
}
