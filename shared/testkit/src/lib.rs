//! What tests of the services share: a fresh store on each engine, and a writer with driven clocks.
//!
//! Only for tests (a dev-dependency everywhere): it panics when the machine cannot run them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::str::FromStr as _;
use std::sync::atomic::{AtomicU16, Ordering};

use clock::{BusinessClock, ManualHandle, RealClock};
use events::Service;
use ids::{Ids, InstanceId};
use jiff::Timestamp;
use messaging::Writer;
use store::{MigrationSource, Store, StoreUrl, query};

/// The engines that the conformance suite runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EngineKind {
    Sqlite,
    Postgres,
}

/// A fresh database, deleted when dropped.
#[derive(Debug)]
pub struct FreshStore {
    pub store: Store,
    pub url: StoreUrl,
    _folder: Option<tempfile::TempDir>,
}

/// Where the throw-away PostgreSQL listens; set by the script that starts it.
const POSTGRES_VARIABLE: &str = "HUIYIN_TEST_POSTGRES_URL";

/// The engines that this run can test: SQLite always; PostgreSQL when the test run has started one. CI
/// sets `HUIYIN_TEST_REQUIRE_ALL`, so that there a missing server fails instead of being skipped.
#[must_use]
pub fn engines() -> Vec<EngineKind> {
    match (std::env::var(POSTGRES_VARIABLE), std::env::var("HUIYIN_TEST_REQUIRE_ALL")) {
        (Ok(_), _) => vec![EngineKind::Sqlite, EngineKind::Postgres],
        (Err(_), Ok(_)) => panic!("{POSTGRES_VARIABLE} is not set and PostgreSQL is required"),
        (Err(_), Err(_)) => {
            eprintln!("{POSTGRES_VARIABLE} is not set: this run tests SQLite alone");
            vec![EngineKind::Sqlite]
        }
    }
}

impl FreshStore {
    /// A new database with the protocol's tables and the service's own.
    pub async fn open(kind: EngineKind, migrations: &[MigrationSource]) -> Self {
        let all: Vec<MigrationSource> = messaging::MIGRATIONS.iter().chain(migrations).copied().collect();
        let (url, folder) = match kind {
            EngineKind::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                (StoreUrl::Sqlite(folder.path().join("store.sqlite")), Some(folder))
            }
            EngineKind::Postgres => (fresh_postgres().await, None),
        };
        let store = Store::open(&url, &all).await.unwrap();
        Self { store, url, _folder: folder }
    }
}

async fn fresh_postgres() -> StoreUrl {
    let server = std::env::var(POSTGRES_VARIABLE).unwrap();
    let name = format!("t_{}", ids().mint::<uuid::Uuid>().simple());
    let admin = Store::inspect(&StoreUrl::from_str(&server).unwrap()).await.unwrap();
    query(format!("CREATE DATABASE {name}")).execute(&mut admin.read().await.unwrap()).await.unwrap();
    admin.close().await;
    let (base, _) = server.rsplit_once('/').unwrap();
    StoreUrl::from_str(&format!("{base}/{name}")).unwrap()
}

/// A port that nobody listens on, below the range from which the system serves outgoing connections, so
/// that none of those takes it before the server under test does.
#[must_use]
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    // Test processes that run side by side begin at different places.
    let start = u16::try_from(std::process::id() % 200).unwrap() * 50;
    for _ in 0..10_000 {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 10_000;
        if std::net::TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no free port between 20000 and 30000");
}

/// Identifiers from the system.
#[must_use]
pub fn ids() -> Ids {
    let real = RealClock::system();
    Ids::system(move || real.now()).unwrap()
}

/// 2026-08-03 09:00 in China: the day on which scenario 1 begins.
#[must_use]
pub fn morning() -> Timestamp {
    "2026-08-03T01:00:00Z".parse().unwrap()
}

/// A service's writer over a fresh store, with a business clock that the test drives.
#[derive(Debug)]
pub struct Bench {
    pub fresh: FreshStore,
    pub writer: Writer,
    pub business: BusinessClock,
    pub time: ManualHandle,
}

impl Bench {
    pub async fn new(kind: EngineKind, service: Service, migrations: &[MigrationSource]) -> Self {
        let fresh = FreshStore::open(kind, migrations).await;
        let (business, time) = BusinessClock::manual(morning());
        let writer = Writer::start(
            InstanceId::new("yunxi").unwrap(),
            service,
            fresh.store.clone(),
            business.clone(),
            RealClock::system(),
            ids(),
        )
        .await
        .unwrap();
        Self { fresh, writer, business, time }
    }

    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.fresh.store
    }
}
