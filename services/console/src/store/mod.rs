//! The console's SQL, one file per table.

pub(crate) mod alerts;
pub(crate) mod audit_log;
pub(crate) mod cases;
pub(crate) mod drill_inbox;
pub(crate) mod live_feed;
pub(crate) mod persons;
pub(crate) mod sessions;
pub(crate) mod sign_in_failures;
pub(crate) mod units;
pub(crate) mod users;

/// The console's schema, after the protocol's own tables.
pub const MIGRATIONS: &[store::MigrationSource] =
    &[store::migration!(1001, "init", "init"), store::migration!(1002, "persons", "persons")];
