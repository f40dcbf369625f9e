//! A supervision service without its network, for tests: a store, a writer, two clocks moved by hand.
//! Events go to the consumer as the reader would hand them over; what is published is read back from the
//! outbox.

use std::sync::{Arc, Mutex};

use clock::{BusinessClock, ManualHandle, RealClock};
use events::intake::{CaseRegisteredV1, ConflictV1, ReceptionV1};
use events::routing::{CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1};
use events::{Actor, CaseClass, Channel, Classification, Envelope, Payload, ReceptionResult, Service};
use http_kit::Host;
use ids::{CaseId, EventId, Ids, PersonId, UnitId};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use messaging::{Command, Consumer as _, Handled, Work, Writer};
use settings::Settings;
use store::{Store, StoreError, StoreUrl, query};
use uuid::Uuid;

use crate::app::App;
use crate::commands::fire_due::{FireDue, Fired};
use crate::consumers::Clocks;
use crate::domain::deadline::midnight;
use crate::domain::rulebook::Rulebook;
use crate::domain::wall::Look;

/// The lead unit of [`Office::assign`].
pub(crate) const LEAD: u128 = 0xA1;

/// An instant of 2026 by the office's wall: month, day, hour, minute.
pub(crate) fn at(month: i8, day: i8, hour: i64, minute: i64) -> Timestamp {
    midnight(date(2026, month, day)) + SignedDuration::from_mins(hour * 60 + minute)
}

pub(crate) fn case(number: u128) -> CaseId {
    CaseId::from(Uuid::from_u128(number))
}

/// What arrives with a registration.
pub(crate) fn registration(received_at: Timestamp, registered_at: Timestamp) -> CaseRegisteredV1 {
    CaseRegisteredV1 {
        case_number: "云信〔2026〕1号".into(),
        channel: Channel::Online,
        class: CaseClass::Claim,
        matter: "路灯不亮".into(),
        place: None,
        category: None,
        persons: 1,
        received_at,
        registered_at,
        late_entry: received_at != registered_at,
        reception: None,
        conflict: ConflictV1::default(),
    }
}

pub(crate) struct Office {
    pub(crate) writer: Writer,
    pub(crate) store: Store,
    pub(crate) business: ManualHandle,
    pub(crate) real: Arc<Mutex<Timestamp>>,
    clock: BusinessClock,
    real_clock: RealClock,
    consumer: Arc<Clocks>,
    last: Mutex<Option<Look>>,
    folder: tempfile::TempDir,
}

impl Office {
    pub(crate) async fn open(now: Timestamp) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match std::env::var("HUIYIN_TEST_POSTGRES") {
            Ok(server) => own_database(&server, folder.path()).await,
            Err(_) => StoreUrl::Sqlite(folder.path().join("supervision.sqlite")),
        };
        let migrations = [messaging::MIGRATIONS, crate::store::MIGRATIONS].concat();
        let store = Store::open(&url, &migrations).await.unwrap();
        let (business_clock, business) = BusinessClock::manual(now);
        let (real_clock, real) = RealClock::manual(now);
        let ids = Ids::seeded(1, move || now);
        let writer = Writer::start(
            ids::InstanceId::new("yunxi").unwrap(),
            Service::Supervision,
            store.clone(),
            business_clock.clone(),
            real_clock.clone(),
            ids,
        )
        .await
        .unwrap();
        let rulebook = Arc::new(Rulebook::shipped().unwrap());
        Self {
            writer,
            store,
            business,
            real,
            clock: business_clock,
            real_clock,
            consumer: Arc::new(Clocks::new(rulebook)),
            last: Mutex::new(None),
            folder,
        }
    }

    /// What handlers and tasks get, on this office's store, writer and clocks.
    pub(crate) async fn app(&self) -> App {
        let data = self.folder.path().join("host").to_string_lossy().into_owned();
        let sync_file = self.sync_file().to_string_lossy().into_owned();
        let variables = [("HUIYIN_DATA", data), ("HUIYIN_TIME_SYNC_FILE", sync_file)];
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let settings = Settings::from_variables(variables).unwrap();
        let mut host = Host::start(Service::Supervision, settings, crate::store::MIGRATIONS).await.unwrap();
        host.store = self.store.clone();
        host.writer = self.writer.clone();
        host.business = self.clock.clone();
        host.real = self.real_clock.clone();
        App::new(host, Arc::new(Rulebook::shipped().unwrap()))
    }

    /// What the machine's time service touches when it has synchronised.
    pub(crate) fn sync_file(&self) -> std::path::PathBuf {
        self.folder.path().join("synchronized")
    }

    /// Moves both clocks, as they move when nobody runs a drill.
    pub(crate) fn set_time(&self, now: Timestamp) {
        self.business.set(now);
        *self.real.lock().unwrap() = now;
    }

    pub(crate) async fn feed<P: Payload>(&self, case: CaseId, payload: &P) -> Handled {
        let event = Envelope {
            specversion: "1.0".into(),
            id: EventId::from(Uuid::from_u128(77)),
            source: format!("yunxi/{}", P::PRODUCER),
            event_type: P::TYPE.into(),
            epoch: 1,
            seq: 1,
            subject: case.uuid(),
            subject_seq: 1,
            time: self.clock.now(),
            recorded_at: self.clock.now(),
            actor: Actor { username: "router".into(), ..Actor::default() },
            reason: None,
            classification: Classification::Case,
            correlation: Uuid::from_u128(78),
            causation: None,
            traceparent: None,
            data: serde_json::to_value(payload).unwrap(),
        };
        self.writer.run(Feed { consumer: Arc::clone(&self.consumer), event }).await.unwrap().out
    }

    pub(crate) async fn register(&self, case: CaseId, registered: &CaseRegisteredV1) {
        assert_eq!(self.feed(case, registered).await, Handled::Apply);
    }

    /// Registered now, received now, by way of a reception that ended in 限期解决.
    pub(crate) async fn register_from_reception(&self, case: CaseId) {
        let now = self.clock.now();
        let mut registered = registration(now, now);
        registered.reception = Some(ReceptionV1 { ended_at: now, result: ReceptionResult::ByDate });
        self.register(case, &registered).await;
    }

    pub(crate) async fn assign(&self, case: CaseId, due: Option<Date>) -> Handled {
        let assigned = CaseAssignedV1 {
            case_number: "云信〔2026〕1号".into(),
            lead_unit: UnitId::from(Uuid::from_u128(LEAD)),
            assisting_units: vec![],
            supervising_unit: UnitId::from(Uuid::from_u128(0xA2)),
            responsible_leader: PersonId::from(Uuid::from_u128(0xB1)),
            handler: PersonId::from(Uuid::from_u128(0xB2)),
            requirement: "依法处理并书面答复".into(),
            due,
            letter_number: "云信交〔2026〕1号".into(),
            assigned_at: self.clock.now(),
        };
        self.feed(case, &assigned).await
    }

    pub(crate) async fn accept(&self, case: CaseId) -> Handled {
        let unit = UnitId::from(Uuid::from_u128(LEAD));
        self.feed(case, &CaseAcceptedV1 { unit, accepted_at: self.clock.now() }).await
    }

    pub(crate) async fn decide(&self, case: CaseId) -> Handled {
        self.decide_at(case, self.clock.now()).await
    }

    pub(crate) async fn decide_at(&self, case: CaseId, issued_at: Timestamp) -> Handled {
        let decided = DecisionIssuedV1 {
            decision_number: "云信决〔2026〕1号".into(),
            outcome: "supported".into(),
            issued_at,
        };
        self.feed(case, &decided).await
    }

    pub(crate) async fn close(&self, case: CaseId) -> Handled {
        self.feed(case, &CaseClosedV1 { result: "settled".into(), closed_at: self.clock.now() }).await
    }

    /// One look of the timer at the present time, as `tasks::fire` does it.
    pub(crate) async fn fire(&self) -> Fired {
        let now = Look { business: self.clock.now(), real: *self.real.lock().unwrap() };
        let last = *self.last.lock().unwrap();
        let fired = self.writer.run(FireDue { now, last, rate: 1.0 }).await.unwrap().out;
        if !fired.more {
            *self.last.lock().unwrap() = Some(now);
        }
        fired
    }

    /// Everything published so far, in order.
    pub(crate) async fn published(&self) -> Vec<Envelope> {
        let mut on = self.store.read().await.unwrap();
        let rows = query("SELECT envelope FROM outbox ORDER BY seq").fetch_all(&mut on).await.unwrap();
        rows.iter().map(|row| row.json("envelope").unwrap()).collect()
    }

    /// The names of what was published, without the versions: `ClockStarted route`.
    pub(crate) async fn story(&self) -> Vec<String> {
        let told = |event: &Envelope| {
            let name = event.event_type.split('.').nth(2).unwrap_or_default().to_owned();
            format!("{name} {}", event.data["rule"].as_str().unwrap_or_default())
        };
        self.published().await.iter().map(told).collect()
    }
}

/// `HUIYIN_TEST_POSTGRES=postgres://user@host/postgres` runs these tests on PostgreSQL, each in a database
/// of its own, named after the test's temporary folder.
async fn own_database(server: &str, folder: &std::path::Path) -> StoreUrl {
    // Every folder has six letters of its own, upper and lower case: in hexadecimal they stay apart in a
    // name that PostgreSQL does not fold.
    let own: String =
        folder.to_string_lossy().bytes().rev().take(8).map(|byte| format!("{byte:02x}")).collect();
    let name = format!("supervision_{own}");
    let admin = Store::inspect(&server.parse().unwrap()).await.unwrap();
    let mut on = admin.read().await.unwrap();
    query(format!("CREATE DATABASE {name}")).execute(&mut on).await.unwrap();
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}").parse().unwrap()
}

struct Feed {
    consumer: Arc<Clocks>,
    event: Envelope,
}

impl Command for Feed {
    type Out = Handled;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<Handled, StoreError> {
        self.consumer.handle(work, &self.event).await
    }
}
