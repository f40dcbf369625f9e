//! Supervision's own tables: one file per table. Functions take whatever can run a statement, so that the
//! writer's transaction and a pooled reader share them.

pub(crate) mod board;
pub(crate) mod cases;
pub(crate) mod clocks;
pub(crate) mod time_mark;
pub(crate) mod units;

#[cfg(test)]
mod tests;

/// The schema, after the protocol's own steps.
pub const MIGRATIONS: &[store::MigrationSource] = &[store::migration!(1001, "clocks", "clocks")];
