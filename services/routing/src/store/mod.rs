//! Routing's own database: one file per table or aggregate, one SQL text for both engines.

pub mod cases;
pub mod decisions;
pub mod directory;
pub mod history;
pub mod numbers;
pub mod parties;
pub mod persons;
pub mod progress;
pub mod roles;
pub mod rules;
pub mod units;

mod stage;

use store::{MigrationSource, StoreError};

/// Routing's schema, after the shared protocol tables.
pub const MIGRATIONS: &[MigrationSource] = &[store::migration!(1001, "init", "init")];

/// A stored code that the program does not know: a damaged store or an older program.
fn unknown_code(column: &str, code: &str) -> StoreError {
    StoreError::Corrupt(format!("column {column} holds the unknown code {code:?}"))
}

/// A column that this status cannot be without.
fn present<T>(value: Option<T>, column: &str) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::Corrupt(format!("column {column} is NULL in a later status")))
}
