use std::borrow::Cow;

use sqlx::postgres::PgArguments;
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use crate::engine::{ConnRef, StatementNote};
use crate::value::sqlite_time;
use crate::{Queryable, Row, StoreError, Value};

/// One statement and its parameters.
///
/// The text must come from the program, never from a user: parts that vary are chosen from constants
/// (see `http_kit`'s scope clause), everything a user typed is bound.
#[derive(Clone, Debug)]
pub struct Query {
    sql: Cow<'static, str>,
    values: Vec<Value>,
}

/// A statement in the portable subset, with `$1`, `$2` … in place of parameters.
#[must_use]
pub fn query(sql: impl Into<Cow<'static, str>>) -> Query {
    Query { sql: sql.into(), values: Vec::new() }
}

impl Query {
    /// Binds the next parameter.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Binds several parameters in order.
    #[must_use]
    pub fn bind_all(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.values.extend(values);
        self
    }

    /// Every row of the result. The caller's SQL bounds their number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn fetch_all(self, on: &mut impl Queryable) -> Result<Vec<Row>, StoreError> {
        self.note_write(on);
        let result = match on.conn() {
            ConnRef::Sqlite(conn) => sqlite(self.sql, self.values)
                .fetch_all(conn)
                .await
                .map(|rows| rows.into_iter().map(Row::Sqlite).collect()),
            ConnRef::Postgres(conn) => postgres(self.sql, self.values)
                .fetch_all(conn)
                .await
                .map(|rows| rows.into_iter().map(Row::Postgres).collect()),
        };
        noted(result, on)
    }

    /// The row, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn fetch_optional(self, on: &mut impl Queryable) -> Result<Option<Row>, StoreError> {
        self.note_write(on);
        let result = match on.conn() {
            ConnRef::Sqlite(conn) => {
                sqlite(self.sql, self.values).fetch_optional(conn).await.map(|row| row.map(Row::Sqlite))
            }
            ConnRef::Postgres(conn) => {
                postgres(self.sql, self.values).fetch_optional(conn).await.map(|row| row.map(Row::Postgres))
            }
        };
        noted(result, on)
    }

    /// The row.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when there is none.
    pub async fn fetch_one(self, on: &mut impl Queryable) -> Result<Row, StoreError> {
        let sql = self.sql.clone();
        self.fetch_optional(on)
            .await?
            .ok_or_else(|| StoreError::Corrupt(format!("no row where one must be: {sql}")))
    }

    /// Runs the statement; the number of rows it changed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn execute(self, on: &mut impl Queryable) -> Result<u64, StoreError> {
        self.note_write(on);
        let result = match on.conn() {
            ConnRef::Sqlite(conn) => {
                sqlite(self.sql, self.values).execute(conn).await.map(|done| done.rows_affected())
            }
            ConnRef::Postgres(conn) => {
                postgres(self.sql, self.values).execute(conn).await.map(|done| done.rows_affected())
            }
        };
        noted(result, on)
    }

    fn note_write(&self, on: &mut impl Queryable) {
        let reads = self.sql.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"));
        if !reads {
            on.note(StatementNote::Writes);
        }
    }
}

fn noted<T>(result: Result<T, sqlx::Error>, on: &mut impl Queryable) -> Result<T, StoreError> {
    result.map_err(|error| {
        on.note(StatementNote::Failed);
        StoreError::from(error)
    })
}

fn sqlite(
    sql: Cow<'static, str>,
    values: Vec<Value>,
) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::Uuid(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Int(value) => query.bind(value),
            Value::Bool(value) => query.bind(value),
            Value::Time(value) => query.bind(value.map(sqlite_time)),
            Value::Json(value) => query.bind(value.map(|value| value.to_string())),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}

fn postgres(
    sql: Cow<'static, str>,
    values: Vec<Value>,
) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for value in values {
        query = match value {
            Value::Uuid(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::Int(value) => query.bind(value),
            Value::Bool(value) => query.bind(value),
            Value::Time(value) => query.bind(value.map(jiff_sqlx::Timestamp::from)),
            Value::Json(value) => query.bind(value.map(Json)),
            Value::Bytes(value) => query.bind(value),
        };
    }
    query
}
