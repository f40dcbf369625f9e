use std::borrow::Cow;

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::StoreError;
use crate::engine::Pools;

/// One step of a schema, in the words of both engines. Steps 1–999 belong to the shared protocol tables,
/// a service's own begin at 1001.
#[derive(Clone, Copy, Debug)]
pub struct MigrationSource {
    pub version: i64,
    pub description: &'static str,
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

/// A step from `migrations/{sqlite,postgres}/<version>_<stem>.sql` of the calling crate.
#[macro_export]
macro_rules! migration {
    ($version:literal, $description:literal, $stem:literal) => {
        $crate::MigrationSource {
            version: $version,
            description: $description,
            sqlite: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/migrations/sqlite/",
                stringify!($version),
                "_",
                $stem,
                ".sql"
            )),
            postgres: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/migrations/postgres/",
                stringify!($version),
                "_",
                $stem,
                ".sql"
            )),
        }
    };
}

/// Brings the schema up to date; sqlx records each step with its checksum and refuses a changed one.
pub(crate) async fn migrate(pools: &Pools, sources: &[MigrationSource]) -> Result<(), StoreError> {
    let migrator = |text: fn(&MigrationSource) -> &'static str| {
        let steps = sources.iter().map(|source| {
            Migration::new(
                source.version,
                Cow::Borrowed(source.description),
                MigrationType::Simple,
                text(source).into_sql_str(),
                false,
            )
        });
        Migrator::with_migrations(steps.collect())
    };
    match pools {
        Pools::Sqlite { writer, .. } => migrator(|source| source.sqlite).run(writer).await?,
        Pools::Postgres(pool) => migrator(|source| source.postgres).run(pool).await?,
    }
    Ok(())
}
