//! Intake's tables; one file per table, the SQL beside what it is for.

pub(crate) mod directory;
pub(crate) mod number_series;
pub(crate) mod petition_texts;
pub(crate) mod petitioners;
pub(crate) mod petitions;
pub(crate) mod public_steps;
pub(crate) mod sources;

/// Intake's own schema, after the shared protocol tables.
pub const MIGRATIONS: &[store::MigrationSource] = &[store::migration!(1001, "init", "init")];
