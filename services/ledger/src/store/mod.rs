//! The ledger's SQL, one file per table, and the list's statement by itself.

pub mod case_list;
pub mod cases;
pub mod clocks;
pub mod names;
pub mod timeline;

/// The ledger's schema, after the protocol's own tables.
pub const MIGRATIONS: &[store::MigrationSource] = &[store::migration!(1001, "init", "init")];
