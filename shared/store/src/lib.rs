//! One SQL text for two engines.
//!
//! A service's store is an SQLite file or a PostgreSQL database. Its statements are written once, in the
//! portable subset, with `$n` placeholders; [`Query`] carries typed [`Value`]s and binds each one natively
//! on whichever engine runs (UUID, timestamp, JSON). `docs/adr/0001` says why this and not
//! `sqlx::Any` or two compilations of every query module.

mod engine;
mod error;
mod insert;
mod migrate;
mod query;
mod row;
mod value;

#[doc(hidden)]
pub use engine::{ConnRef, StatementNote};
pub use engine::{Queryable, ReadConn, Store, StoreUrl, Tx};
pub use error::StoreError;
pub use insert::{MultiInsert, OnConflict};
pub use migrate::MigrationSource;
pub use query::{Query, query};
pub use row::{Column, Row};
pub use value::Value;
