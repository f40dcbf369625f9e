//! With PostgreSQL: one database per service, made on first use.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use url::Url;

use super::{Layout, SERVICES};
use crate::cli::{Database, DevOptions};
use crate::{Exit, Failure};

/// The secret file with the database URL of each service; empty with SQLite, where each service finds its
/// own file. A URL holds a password, so it never goes into a process's variables.
pub(crate) async fn prepare(
    layout: &Layout,
    options: &DevOptions,
) -> Result<BTreeMap<&'static str, PathBuf>, Failure> {
    // `verify` and `dead-letters` open the stores by this file; the URLs hold a password.
    let file = layout.secrets().join("databases.json");
    if options.database == Database::Sqlite {
        let _ = std::fs::remove_file(&file);
        return Ok(BTreeMap::new());
    }
    let url = server_url(options)?;
    let failed = |error: sqlx::Error| {
        Failure::new(Exit::Local, "无法在 PostgreSQL 上建库", "cannot create the databases on PostgreSQL")
            .caused_by(error)
    };
    let mut connection = PgConnection::connect(url.as_str()).await.map_err(failed)?;
    let mut databases = BTreeMap::new();
    let mut files = BTreeMap::new();
    for service in SERVICES {
        let name = name(&options.instance, service);
        let known = sqlx::query("SELECT count(*) AS known FROM pg_database WHERE datname = $1")
            .bind(&name)
            .fetch_one(&mut connection)
            .await
            .and_then(|row| row.try_get::<i64, _>("known"))
            .map_err(failed)?;
        if known == 0 {
            // A database's name cannot be a parameter; it is made of [a-z0-9_] only.
            let statement = AssertSqlSafe(format!("CREATE DATABASE \"{name}\" ENCODING 'UTF8'"));
            sqlx::query(statement).execute(&mut connection).await.map_err(failed)?;
        }
        let mut database = url.clone();
        database.set_path(&name);
        let secret = layout.secrets().join(format!("database-{service}.url"));
        layout.write(&secret, database.as_str().as_bytes(), 0o600)?;
        files.insert(service, secret);
        databases.insert(service, database.to_string());
    }
    let _ = connection.close().await;
    layout.write(&file, serde_json::to_string(&databases).unwrap_or_default().as_bytes(), 0o600)?;
    Ok(files)
}

/// The database of one service.
pub(crate) fn name(instance: &str, service: &str) -> String {
    format!("huiyin_{}_{service}", instance.replace('-', "_"))
}

fn server_url(options: &DevOptions) -> Result<Url, Failure> {
    let text = match (&options.postgres_url_file, &options.postgres_url) {
        (Some(file), _) => std::fs::read_to_string(file).map_err(|error| Failure::file(file, &error))?,
        (None, Some(url)) => url.clone(),
        (None, None) => {
            return Err(Failure::new(
                Exit::Usage,
                "使用 PostgreSQL 时需要 --postgres-url 或 --postgres-url-file",
                "--database postgres needs --postgres-url or --postgres-url-file",
            ));
        }
    };
    // The parser's own words may quote the URL, which holds a password: they are not passed on.
    Url::parse(text.trim())
        .map_err(|_| Failure::new(Exit::Usage, "PostgreSQL 的地址无效", "the PostgreSQL URL makes no sense"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_name_needs_no_quoting() {
        assert_eq!(name("yunxi-01", "intake"), "huiyin_yunxi_01_intake");
    }
}
