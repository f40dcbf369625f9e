//! A small instance on SQLite, written row by row: consistent, until a test plants a fault.

mod cases;

use std::path::Path;

use huiyin_cli::verify::{Report, Stores, check};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use store::{MigrationSource, Store, StoreUrl, Value, query};
use tempfile::TempDir;
use uuid::Uuid;

const SERVICES: [&str; 7] = ["intake", "routing", "supervision", "alerts", "ledger", "exchange", "console"];
const AT: &str = "2026-11-02T01:00:00.000000Z";
/// Far enough in the future that no timer is late.
const LATER: &str = "2999-01-01T00:00:00.000000Z";

pub(crate) struct County {
    folder: TempDir,
    stores: Vec<(&'static str, Store)>,
    ids: u128,
}

/// The steps of every service's schema, from the files that the services themselves use.
fn migrations(service: &str) -> Vec<MigrationSource> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../services/{service}/migrations/sqlite"));
    let mut steps = messaging::MIGRATIONS.to_vec();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.map(|e| e.unwrap().path()).collect())
        .unwrap_or_default();
    files.sort();
    for file in files {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        let version = stem.split_once('_').unwrap().0.parse().unwrap();
        let sql: &'static str = Box::leak(std::fs::read_to_string(&file).unwrap().into_boxed_str());
        steps.push(MigrationSource { version, description: "schema", sqlite: sql, postgres: "" });
    }
    steps
}

impl County {
    /// Three cases: one just registered, one assigned, one closed; one clock near, one late on arrival.
    pub(crate) async fn consistent() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("db")).unwrap();
        let mut stores = Vec::new();
        for service in SERVICES {
            let url = StoreUrl::Sqlite(folder.path().join("db").join(format!("{service}.sqlite")));
            stores.push((service, Store::open(&url, &migrations(service)).await.unwrap()));
        }
        let mut county = Self { folder, stores, ids: 1 };
        let fresh = county.register("信访〔2026〕1号").await;
        county.clock(fresh, "route", 1, true, 1).await;
        county.stage(fresh, "route", "DeadlineNear", false).await;
        let assigned = county.register("信访〔2026〕2号").await;
        county.clock(assigned, "route", 1, false, 0).await;
        county.step(assigned, "CaseAssigned", "assigned").await;
        county.clock(assigned, "accept", 1, true, 1).await;
        county.stage(assigned, "accept", "DeadlineNear", true).await;
        let closed = county.register("信访〔2026〕3号").await;
        for (event, status) in [
            ("CaseAssigned", "assigned"),
            ("CaseAccepted", "accepted"),
            ("DecisionIssued", "decided"),
            ("CaseClosed", "closed"),
        ] {
            county.step(closed, event, status).await;
        }
        for rule in ["route", "accept", "handle"] {
            county.clock(closed, rule, 1, false, 0).await;
        }
        county.read_everything().await;
        county
    }

    pub(crate) fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + self.ids)
    }

    fn store(&self, service: &str) -> &Store {
        &self.stores.iter().find(|(name, _)| *name == service).unwrap().1
    }

    /// Runs one statement in one store: the test's way to plant a fault, too.
    pub(crate) async fn sql(&self, service: &str, sql: &'static str, values: Vec<Value>) -> u64 {
        let mut tx = self.store(service).begin().await.unwrap();
        let changed = query(sql).bind_all(values).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        changed
    }

    async fn number(&self, service: &str, sql: &'static str, values: Vec<Value>) -> i64 {
        let mut on = self.store(service).read().await.unwrap();
        let row = query(sql).bind_all(values).fetch_optional(&mut on).await.unwrap();
        row.map_or(0, |row| row.get::<Option<i64>>("n").unwrap().unwrap_or(0))
    }

    /// Appends an event to a service's log, with its audit entry and its line at the console.
    pub(crate) async fn publish(&mut self, service: &'static str, name: &str, subject: Uuid, data: Json) {
        let id = self.id();
        let seq = self.number(service, "SELECT last_seq AS n FROM producer", vec![]).await + 1;
        let known = "SELECT last_seq AS n FROM subject_seqs WHERE subject = $1";
        let subject_seq = self.number(service, known, vec![subject.into()]).await + 1;
        let event_type = format!("huiyin.{service}.{name}.v1");
        let envelope = json!({
            "specversion": "1.0", "id": id, "source": format!("yunxi/{service}"), "type": event_type, "epoch": 1,
            "seq": seq, "subject": subject, "subject_seq": subject_seq, "time": AT, "recorded_at": AT,
            "actor": {}, "classification": "case", "correlation": id, "data": data,
        });
        self.sql(
            service,
            "INSERT INTO outbox (seq, epoch, event_id, event_type, subject, subject_seq, envelope) \
             VALUES ($1, 1, $2, $3, $4, $5, $6)",
            vec![
                seq.into(),
                id.into(),
                event_type.clone().into(),
                subject.into(),
                subject_seq.into(),
                envelope.into(),
            ],
        )
        .await;
        self.sql(service, "UPDATE producer SET last_seq = $1", vec![seq.into()]).await;
        self.sql(
            service,
            "INSERT INTO subject_seqs (subject, last_seq) VALUES ($1, $2) \
             ON CONFLICT (subject) DO UPDATE SET last_seq = excluded.last_seq",
            vec![subject.into(), subject_seq.into()],
        )
        .await;
        self.audit(service, &event_type).await;
        let line = self.id();
        self.sql(
            "console",
            "INSERT INTO audit_log (id, source, epoch, seq, type, subject, actor, occurred_at, recorded_at) \
             VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $7)",
            vec![
                line.into(),
                format!("yunxi/{service}").into(),
                seq.into(),
                event_type.into(),
                subject.into(),
                json!({}).into(),
                AT.into(),
            ],
        )
        .await;
    }

    pub(crate) async fn audit(&mut self, service: &'static str, action: &str) {
        let (seq, previous) = {
            let mut on = self.store(service).read().await.unwrap();
            let tip = query("SELECT seq, hash FROM audit_tip").fetch_one(&mut on).await.unwrap();
            (tip.get::<i64>("seq").unwrap() + 1, tip.bytes("hash").unwrap())
        };
        let entry = json!({ "seq": seq, "at": AT, "action": action }).to_string();
        let hash = Sha256::new().chain_update(&previous).chain_update(entry.as_bytes()).finalize().to_vec();
        self.sql(
            service,
            "INSERT INTO audit (seq, at, action, entry, previous, hash) VALUES ($1, $2, $3, $4, $5, $6)",
            vec![seq.into(), AT.into(), action.into(), entry.into(), previous.into(), hash.clone().into()],
        )
        .await;
        self.sql(service, "UPDATE audit_tip SET seq = $1, hash = $2", vec![seq.into(), hash.into()]).await;
    }

    /// Moves every cursor to the end of its log.
    pub(crate) async fn read_everything(&self) {
        let readers: [(&str, &[&str]); 6] = [
            ("intake", &["routing"]),
            ("routing", &["intake"]),
            ("supervision", &["intake", "routing"]),
            ("alerts", &["intake", "routing", "supervision"]),
            ("ledger", &["intake", "routing", "supervision", "alerts"]),
            ("console", &SERVICES),
        ];
        for (reader, producers) in readers {
            for producer in producers {
                let next = self.number(producer, "SELECT last_seq AS n FROM producer", vec![]).await + 1;
                self.sql(
                    reader,
                    "INSERT INTO cursors (producer, epoch, next_seq) VALUES ($1, 1, $2) \
                     ON CONFLICT (producer) DO UPDATE SET next_seq = excluded.next_seq",
                    vec![(*producer).into(), next.into()],
                )
                .await;
            }
        }
    }

    /// Something at supervision's address says that it lives: its timers can be late then.
    pub(crate) async fn run_supervision(&self) {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let run = self.folder.path().join("run");
        std::fs::create_dir(&run).unwrap();
        std::fs::write(run.join("supervision.json"), json!({ "url": url }).to_string()).unwrap();
        let router = axum::Router::new().route("/healthz", axum::routing::get(|| async { "ok" }));
        tokio::spawn(async move { axum::serve(listener, router).await });
    }

    pub(crate) async fn verify(&self) -> Report {
        let stores = Stores::open(self.folder.path(), None).await.unwrap();
        check(&stores, std::time::Duration::from_millis(200)).await.unwrap()
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }
}
