//! `huiyin secrets init`: the folder from which docker-compose.yml mounts each container's secrets, file by
//! file. The addresses and paths below are those inside the containers.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::Permissions;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use ids::{InstanceId, Secrets};
use url::Url;

use super::broker::{self, Place};
use super::layout::write_whole;
use super::{SERVICES, database, secrets};
use crate::cli::{Database, SecretsOptions};
use crate::{Exit, Failure, Out};

const BROKER: Place<'static> =
    Place { listen: "0.0.0.0:4222", monitoring: Some("127.0.0.1:8222"), store: "/data" };

const POSTGRES: &str = "postgres:5432";

/// Creates what is missing. Keys, passwords and database addresses that are there stay as they are; what
/// follows from them (the broker's configuration, the statements that create the databases) is written anew.
pub(crate) fn init(options: &SecretsOptions, out: Out) -> Result<Exit, Failure> {
    let instance = InstanceId::new(options.instance.clone()).map_err(|error| {
        Failure::new(Exit::Usage, "实例代码无效", "the instance code is not valid").caused_by(error)
    })?;
    let folder = options.dir.as_path();
    let failed = |error: std::io::Error| Failure::file(folder, &error);
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    std::fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(failed)?;

    secrets::create_in(folder)?;
    let configuration = broker::configuration(&instance, &BROKER, &broker::passwords(folder)?);
    write_whole(&folder.join("nats.conf"), configuration.as_bytes(), 0o600)?;
    let databases = addresses(folder, options)?;
    write_whole(&folder.join("postgres-databases.sql"), statements(&databases).as_bytes(), 0o600)?;
    let texts: BTreeMap<_, _> = databases.iter().map(|(service, url)| (service, url.as_str())).collect();
    let text = serde_json::to_string(&texts).unwrap_or_default();
    write_whole(&folder.join("databases.json"), text.as_bytes(), 0o600)?;
    if let Some(group) = options.group {
        open_to(folder, group)?;
    }
    let place = folder.display();
    out.say(format!("已准备好：{place}"), format!("prepared: {place}"));
    Ok(Exit::Ok)
}

/// The database address of each service; on PostgreSQL with a user and a password of its own.
fn addresses(folder: &Path, options: &SecretsOptions) -> Result<BTreeMap<&'static str, Url>, Failure> {
    let random = Secrets::system().map_err(|error| {
        Failure::new(Exit::Local, "操作系统没有随机数", "the operating system has no randomness")
            .caused_by(error)
    })?;
    let password = || secrets::hex(&random.bytes::<24>());
    let superuser = folder.join("postgres.password");
    if !superuser.exists() {
        write_whole(&superuser, format!("{}\n", password()).as_bytes(), 0o600)?;
    }
    let mut addresses = BTreeMap::new();
    for service in SERVICES {
        let path = folder.join(format!("database-{service}.url"));
        if !path.exists() {
            let name = database::name(&options.instance, service);
            let url = match options.database {
                Database::Sqlite => format!("sqlite:///data/{service}/{service}.sqlite"),
                Database::Postgres => format!("postgres://{name}:{}@{POSTGRES}/{name}", password()),
            };
            write_whole(&path, format!("{url}\n").as_bytes(), 0o600)?;
        }
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
        let file = path.display();
        // The parser's own words may quote the URL, which holds a password: they are not passed on.
        let url = Url::parse(text.trim()).map_err(|_| {
            Failure::new(
                Exit::Local,
                format!("{file} 中的地址无效"),
                format!("{file} holds no valid address"),
            )
        })?;
        if (url.scheme() == "sqlite") != (options.database == Database::Sqlite) {
            // Another address would start the service on an empty store beside the full one.
            return Err(Failure::new(
                Exit::Usage,
                format!("{file} 指向另一种数据库；换库须先迁移数据"),
                format!("{file} names the other kind of database; the data would have to be moved first"),
            ));
        }
        addresses.insert(service, url);
    }
    Ok(addresses)
}

/// What an empty PostgreSQL runs once: each service's user may open its own database and no other.
fn statements(databases: &BTreeMap<&'static str, Url>) -> String {
    let mut text = "-- Written by `huiyin secrets init`.\n".to_owned();
    for url in databases.values().filter(|url| url.scheme() != "sqlite") {
        let (user, name) = (identifier(url.username()), identifier(url.path().trim_start_matches('/')));
        let password = url.password().unwrap_or_default().replace('\'', "''");
        let _ = writeln!(
            text,
            "CREATE ROLE {user} LOGIN PASSWORD '{password}';\n\
             CREATE DATABASE {name} OWNER {user} ENCODING 'UTF8' TEMPLATE template0;\n\
             REVOKE ALL ON DATABASE {name} FROM PUBLIC;"
        );
    }
    text
}

fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The files stay the caller's; the containers' group may read them, and nobody may list the folder.
fn open_to(folder: &Path, group: u32) -> Result<(), Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file(folder, &error))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        std::os::unix::fs::chown(&path, None, Some(group))
            .and_then(|()| std::fs::set_permissions(&path, Permissions::from_mode(0o640)))
            .map_err(|error| Failure::file(&path, &error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(dir: &Path, database: Database) -> SecretsOptions {
        SecretsOptions { dir: dir.to_path_buf(), instance: "yunxi-01".to_owned(), database, group: None }
    }

    fn out() -> Out {
        Out::new(crate::Lang::En)
    }

    #[test]
    fn what_is_there_is_kept_and_the_other_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("secrets");
        init(&options(&dir, Database::Postgres), out()).unwrap();
        let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap();
        let before = (read("database-intake.url"), read("postgres-databases.sql"), read("nats.conf"));
        assert!(before.0.starts_with("postgres://huiyin_yunxi_01_intake:"));
        init(&options(&dir, Database::Postgres), out()).unwrap();
        let after = (read("database-intake.url"), read("postgres-databases.sql"), read("nats.conf"));
        assert_eq!(before, after);
        assert!(init(&options(&dir, Database::Sqlite), out()).is_err());
    }

    #[test]
    fn a_service_may_open_its_own_database_alone() {
        let url = Url::parse("postgres://intake:pass@postgres/intake").unwrap();
        let text = statements(&BTreeMap::from([("intake", url)]));
        assert!(text.contains("CREATE ROLE \"intake\" LOGIN PASSWORD 'pass';"));
        assert!(text.contains("REVOKE ALL ON DATABASE \"intake\" FROM PUBLIC;"));
    }

    #[test]
    fn the_containers_group_may_read_and_nobody_may_list() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("secrets");
        let group = rustix::process::getgid().as_raw();
        init(&SecretsOptions { group: Some(group), ..options(&dir, Database::Sqlite) }, out()).unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(mode(&dir.join("identity.key")), 0o640);
        assert!(std::fs::read_to_string(dir.join("nats.conf")).unwrap().contains("http: \"127.0.0.1:8222\""));
    }
}
