use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::migrate::migrate;
use crate::{MigrationSource, StoreError};

/// Readers beside the one writer: an office has tens of people, a request holds a reader for milliseconds.
const READERS_MAX: u32 = 4;
/// PostgreSQL connections of one process: the writer, the readers, one for migrations and leases.
const POSTGRES_CONNECTIONS_MAX: u32 = 8;
/// How long a statement waits for SQLite's lock before it reports BUSY.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a request waits for a connection before it is told that the store is not available.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// Where a service's store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreUrl {
    /// One file, with its `-wal` and `-shm` beside it.
    Sqlite(PathBuf),
    /// `postgres://…`; the service's own database.
    Postgres(String),
}

impl FromStr for StoreUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(path) = text.strip_prefix("sqlite://") {
            Ok(Self::Sqlite(PathBuf::from(path)))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            // The URL itself may hold a password: it is not repeated.
            Err(StoreError::Url("it begins with neither sqlite:// nor postgres://".to_owned()))
        }
    }
}

/// A service's own database.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Pools,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Opens the database, creating an SQLite file if there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened or migrated.
    pub async fn open(url: &StoreUrl, migrations: &[MigrationSource]) -> Result<Self, StoreError> {
        let store = match url {
            StoreUrl::Sqlite(path) => Self::open_sqlite(path, true).await?,
            StoreUrl::Postgres(url) => Self::open_postgres(url).await?,
        };
        migrate(&store.pools, migrations).await?;
        Ok(store)
    }

    /// Opens an existing database as it is, changing nothing: for `huiyin verify`.
    ///
    /// # Errors
    /// [`StoreError`] when there is none.
    pub async fn inspect(url: &StoreUrl) -> Result<Self, StoreError> {
        match url {
            StoreUrl::Sqlite(path) => Self::open_sqlite(path, false).await,
            StoreUrl::Postgres(url) => Self::open_postgres(url).await,
        }
    }

    async fn open_sqlite(path: &std::path::Path, create: bool) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            // FULL: an acknowledged write survives a power cut, not only a killed process.
            .synchronous(SqliteSynchronous::Full);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options.clone())
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS_MAX)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_lazy_with(options.pragma("query_only", "ON"));
        Ok(Self { pools: Pools::Sqlite { writer, readers } })
    }

    async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        let options = PgConnectOptions::from_str(url).map_err(|error| StoreError::Url(error.to_string()))?;
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS_MAX)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await?;
        Ok(Self { pools: Pools::Postgres(pool) })
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none is free in time.
    pub async fn read(&self) -> Result<ReadConn, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => ReadConn::Sqlite(readers.acquire().await?),
            Pools::Postgres(pool) => ReadConn::Postgres(pool.acquire().await?),
        })
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`), so
    /// that it never fails half way for having read first.
    ///
    /// A request handler must not hold one: a dropped future could leak it (`messaging::Writer` runs them).
    ///
    /// # Errors
    /// [`StoreError::Unavailable`].
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pools::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// `sqlite` or `postgres`, for logs and metrics.
    #[must_use]
    pub const fn engine_name(&self) -> &'static str {
        match &self.pools {
            Pools::Sqlite { .. } => "sqlite",
            Pools::Postgres(_) => "postgres",
        }
    }

    /// Closes every connection, after those in use have come back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// A connection of either engine, borrowed for one statement.
#[derive(Debug)]
pub enum ConnRef<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// Something that a [`crate::Query`] can run on.
pub trait Queryable: Send {
    #[doc(hidden)]
    fn conn(&mut self) -> ConnRef<'_>;

    /// Told before a statement that may write, and after one that failed: a batch of commands in one
    /// transaction needs to know both.
    #[doc(hidden)]
    fn note(&mut self, _: StatementNote) {}
}

/// What [`Queryable::note`] is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementNote {
    Writes,
    Failed,
}

/// A pooled connection for reading; it goes back when dropped.
#[derive(Debug)]
pub enum ReadConn {
    Sqlite(PoolConnection<Sqlite>),
    Postgres(PoolConnection<Postgres>),
}

impl Queryable for ReadConn {
    fn conn(&mut self) -> ConnRef<'_> {
        match self {
            Self::Sqlite(conn) => ConnRef::Sqlite(conn),
            Self::Postgres(conn) => ConnRef::Postgres(conn),
        }
    }
}

/// An open transaction; dropped without [`Tx::commit`] it is rolled back.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// # Errors
    /// [`StoreError`]; nothing was written then.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// # Errors
    /// [`StoreError`]; the server rolls back by itself when the connection is gone.
    pub async fn rollback(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

impl Queryable for Tx {
    fn conn(&mut self) -> ConnRef<'_> {
        match self {
            Self::Sqlite(tx) => ConnRef::Sqlite(tx),
            Self::Postgres(tx) => ConnRef::Postgres(tx),
        }
    }
}
