//! A small instance on SQLite, written row by row: consistent, until a test plants a fault.

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

    /// A petition, its event, and its copy in every service.
    pub(crate) async fn register(&mut self, number: &str) -> Uuid {
        let case = self.id();
        let hash = case.as_bytes().to_vec();
        self.sql(
            "intake",
            "INSERT INTO petitions (id, case_number, receipt_hash, channel, class, subject, persons, received_at, \
             registered_at, late_entry, body_chars, version) \
             VALUES ($1, $2, $3, 'online', 'claim', '路灯不亮', 1, $4, $4, $5, 4, 1)",
            vec![case.into(), number.into(), hash.into(), AT.into(), false.into()],
        )
        .await;
        self.sql(
            "intake",
            "INSERT INTO sources (name, external_id, petition_id) VALUES ('demo', $1, $2)",
            vec![number.into(), case.into()],
        )
        .await;
        self.publish("intake", "CaseRegistered", case, json!({ "case_number": number })).await;
        self.copy("routing", case, number).await;
        self.copy("supervision", case, number).await;
        self.copy("alerts", case, number).await;
        self.copy("ledger", case, number).await;
        self.copy("console", case, number).await;
        case
    }

    async fn copy(&self, service: &str, case: Uuid, number: &str) {
        let sql = match service {
            "routing" => {
                "INSERT INTO cases (id, case_number, channel, class, matter, persons, received_at, registered_at, \
                 conflict, status, version) \
                 VALUES ($1, $2, 'online', 'claim', '路灯不亮', 1, $3, $3, '{}', 'registered', 1)"
            }
            "supervision" => {
                "INSERT INTO cases (id, case_number, class, registered_at) VALUES ($1, $2, 'claim', $3)"
            }
            "ledger" => {
                "INSERT INTO cases (id, case_number, matter, channel, class, persons, status, received_at, \
                 registered_at, late_entry, light, late_on_arrival, sort_key) \
                 VALUES ($1, $2, '路灯不亮', 'online', 'claim', 1, 'registered', $3, $3, 0, 'green', 0, 0)"
            }
            "alerts" => "INSERT INTO cases (id, case_number, class, persons) VALUES ($1, $2, 'claim', 1)",
            _ => "INSERT INTO cases (id, case_number, class) VALUES ($1, $2, 'claim')",
        };
        let mut values: Vec<Value> = vec![case.into(), number.into()];
        if matches!(service, "routing" | "supervision" | "ledger") {
            values.push(AT.into());
        }
        self.sql(service, sql, values).await;
    }

    /// A step of the case in routing, and in the ledger.
    pub(crate) async fn step(&mut self, case: Uuid, event: &str, status: &str) {
        let mut data = json!({});
        if event == "CaseAssigned" {
            let unit = self.id();
            data = json!({ "lead_unit": unit, "assisting_units": [] });
            self.party(case, "involved", unit).await;
        }
        self.publish("routing", event, case, data).await;
        let values = || vec![status.into(), case.into()];
        self.sql("routing", "UPDATE cases SET status = $1 WHERE id = $2", values()).await;
        self.sql("ledger", "UPDATE cases SET status = $1 WHERE id = $2", values()).await;
    }

    /// A unit or person on the case (or kept from it), in every service that keeps cases.
    pub(crate) async fn party(&self, case: Uuid, kind: &str, party: Uuid) {
        for service in SERVICES.into_iter().filter(|service| *service != "exchange") {
            let sql = "INSERT INTO case_parties (case_id, kind, party_id) VALUES ($1, $2, $3)";
            self.sql(service, sql, vec![case.into(), kind.into(), party.into()]).await;
        }
    }

    /// A clock, announced when armed (and when stopped), with its copy in the ledger.
    pub(crate) async fn clock(
        &mut self,
        case: Uuid,
        rule: &str,
        ordinal: i64,
        running: bool,
        stage: i64,
    ) -> Uuid {
        let id = self.id();
        self.sql(
            "supervision",
            "INSERT INTO clocks (id, case_id, rule, ordinal, revision, state, stage, article, started_at, \
             due_unrolled, due_rolled, near_on, provisional, rule_version, calendar_version, late_on_arrival, \
             next_fire_at, basis_event, correlation) \
             VALUES ($1, $2, $3, $4, 1, $5, $6, '22', $7, '2026-11-17', '2026-11-17', '2026-11-14', 0, 1, '2026', 0, \
             $8, $1, $1)",
            vec![
                id.into(),
                case.into(),
                rule.into(),
                ordinal.into(),
                if running { "running" } else { "stopped" }.into(),
                stage.into(),
                AT.into(),
                running.then_some(LATER).into(),
            ],
        )
        .await;
        let data = json!({ "clock_id": id, "rule": rule, "ordinal": ordinal });
        self.publish("supervision", "ClockStarted", case, data.clone()).await;
        if !running {
            self.publish("supervision", "ClockStopped", case, data).await;
        }
        self.sql(
            "ledger",
            "INSERT INTO case_clocks (id, case_id, rule, ordinal, running, light, due, late_on_arrival) \
             VALUES ($1, $2, $3, $4, $5, 'green', '2026-11-17', 0)",
            vec![id.into(), case.into(), rule.into(), ordinal.into(), running.into()],
        )
        .await;
        id
    }

    /// A stage of the case's clock, with its alert, or with its place in a digest when late on arrival.
    pub(crate) async fn stage(&mut self, case: Uuid, rule: &str, name: &str, on_arrival: bool) -> Uuid {
        let clock = {
            let mut on = self.store("supervision").read().await.unwrap();
            let found = query("SELECT id FROM clocks WHERE case_id = $1 AND rule = $2").bind(case).bind(rule);
            found.fetch_one(&mut on).await.unwrap().get::<Uuid>("id").unwrap()
        };
        let data = json!({
            "clock_id": clock, "due_unrolled": "2026-11-17", "due_rolled": "2026-11-17", "due_at": AT, "fired_at": AT,
            "on_arrival": on_arrival, "catch_up": false,
        });
        self.publish("supervision", name, case, data).await;
        let (id, kind) = (self.id(), if name == "DeadlineNear" { "near" } else { "overdue" });
        if on_arrival {
            self.sql(
                "alerts",
                "INSERT INTO digest_items (id, digest_id, case_id, clock_id, kind) VALUES ($1, $1, $2, $3, $4)",
                vec![id.into(), case.into(), clock.into(), kind.into()],
            )
            .await;
        } else {
            self.alert(id, case, clock, kind).await;
        }
        clock
    }

    pub(crate) async fn alert(&mut self, id: Uuid, case: Uuid, clock: Uuid, kind: &str) {
        self.sql(
            "alerts",
            "INSERT INTO alerts (id, case_id, clock_id, kind, dedup_key, state, level, raised_at, body, version) \
             VALUES ($1, $2, $3, $4, $5, 'open', 1, $6, '{}', 1)",
            vec![id.into(), case.into(), clock.into(), kind.into(), id.to_string().into(), AT.into()],
        )
        .await;
        let data = json!({ "alert_id": id, "kind": kind, "clock_id": clock, "level": 1 });
        self.publish("alerts", "AlertRaised", case, data).await;
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
