//! Two or three small services around real stores: they publish, and they write down each effect.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use events::console::UserChangedV1;
use events::intake::IdentityRevealedV1;
use events::{Actor, Envelope, EventDraft, Payload as _, Service};
use futures_util::future::BoxFuture;
use messaging::{BusSettings, Command, Consumer, Endpoint, Handled, Lease, Reads, Work};
use store::{MigrationSource, StoreError, query};
use testkit::{Bench, EngineKind};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::broker::Broker;

/// `effects` has a place for each event once: a doubled effect fails loudly, a missing one is counted.
pub(crate) const EFFECTS: &[MigrationSource] = &[MigrationSource {
    version: 1001,
    description: "effects",
    sqlite: "CREATE TABLE effects (ordinal INTEGER PRIMARY KEY AUTOINCREMENT, producer TEXT NOT NULL, \
             seq INTEGER NOT NULL, subject BLOB NOT NULL, subject_seq INTEGER NOT NULL, \
             UNIQUE (producer, seq)) STRICT;",
    postgres: "CREATE TABLE effects (ordinal BIGSERIAL PRIMARY KEY, producer TEXT NOT NULL, \
               seq BIGINT NOT NULL, subject UUID NOT NULL, subject_seq BIGINT NOT NULL, \
               UNIQUE (producer, seq));",
}];

/// A matter whose text says how the reader is to fail at it.
pub(crate) const POISON: &str = "poison";
pub(crate) const DEFECT: &str = "defect";
pub(crate) const NEEDS_USER: &str = "needs-user";

/// Publishes `count` events about `subject`.
pub(crate) struct Publish {
    pub(crate) subject: Uuid,
    pub(crate) count: usize,
    pub(crate) text: &'static str,
}

impl Command for Publish {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        for _ in 0..self.count {
            let payload =
                IdentityRevealedV1 { case_number: self.text.to_owned(), fields: vec!["body".into()] };
            work.emit(EventDraft::new(self.subject, &payload, &Actor::system(Service::Intake)));
        }
        Ok(())
    }
}

/// The console's event that a `needs-user` event of intake waits for.
pub(crate) struct PublishUser {
    pub(crate) subject: Uuid,
}

impl Command for PublishUser {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let payload = UserChangedV1 {
            username: "u".into(),
            display_name: "u".into(),
            roles: vec![],
            person_id: None,
            unit_id: None,
            active: true,
        };
        work.emit(EventDraft::new(self.subject, &payload, &Actor::system(Service::Console)));
        Ok(())
    }
}

/// Writes each event it reads into `effects`; fails as the event's text says.
#[derive(Default)]
pub(crate) struct Recorder {
    /// Once the defect is mended, poison is understood.
    pub(crate) mended: AtomicBool,
}

impl Consumer for Recorder {
    fn reads(&self) -> &'static [Reads] {
        &[
            Reads { producer: Service::Intake, types: &[IdentityRevealedV1::TYPE] },
            Reads { producer: Service::Console, types: &["*"] },
        ]
    }

    fn handle<'a>(
        &'a self,
        work: &'a mut Work,
        event: &'a Envelope,
    ) -> BoxFuture<'a, Result<Handled, StoreError>> {
        Box::pin(async move {
            if let Ok(revealed) = event.payload::<IdentityRevealedV1>() {
                let broken = !self.mended.load(Ordering::SeqCst);
                match revealed.case_number.as_str() {
                    POISON if broken => return Ok(Handled::DeadLetter("planted poison".to_owned())),
                    DEFECT if broken => {
                        query("SELECT nothing FROM nowhere").fetch_all(work).await?;
                    }
                    NEEDS_USER => {
                        let user =
                            query("SELECT seq FROM effects WHERE producer = 'console' AND subject = $1")
                                .bind(event.subject)
                                .fetch_optional(work)
                                .await?;
                        if user.is_none() {
                            return Ok(Handled::Wait);
                        }
                    }
                    _ => {}
                }
            }
            query("INSERT INTO effects (producer, seq, subject, subject_seq) VALUES ($1, $2, $3, $4)")
                .bind(event.producer().unwrap().as_str())
                .bind(event.seq)
                .bind(event.subject)
                .bind(event.subject_seq)
                .execute(work)
                .await?;
            Ok(Handled::Apply)
        })
    }
}

/// One service: a store, its writer, and its place on the bus.
pub(crate) struct Office {
    pub(crate) bench: Bench,
    pub(crate) recorder: Arc<Recorder>,
    pub(crate) endpoint: Option<Endpoint>,
    service: Service,
    stop: CancellationToken,
}

impl Office {
    pub(crate) async fn new(kind: EngineKind, service: Service) -> Self {
        Self {
            bench: Bench::new(kind, service, EFFECTS).await,
            recorder: Arc::default(),
            endpoint: None,
            service,
            stop: CancellationToken::new(),
        }
    }

    /// Goes on the bus; a producer of these tests reads nothing.
    pub(crate) fn connect(&mut self, broker: &Broker) {
        let settings = BusSettings {
            url: broker.url(),
            credentials: None,
            instance: ids::InstanceId::new("yunxi").unwrap(),
            service: self.service,
            replicas: 1,
        };
        self.stop = CancellationToken::new();
        let consumer =
            (self.service == Service::Routing).then(|| Arc::clone(&self.recorder) as Arc<dyn Consumer>);
        self.endpoint = Some(Endpoint::start(
            settings,
            self.bench.writer.clone(),
            consumer,
            Lease::always(),
            self.stop.clone(),
        ));
    }

    /// Leaves the bus; the store stays.
    pub(crate) fn disconnect(&mut self) {
        self.stop.cancel();
        self.endpoint = None;
    }

    pub(crate) async fn publish(&self, subject: Uuid, count: usize) {
        self.publish_text(subject, count, "YX-1").await;
    }

    pub(crate) async fn publish_text(&self, subject: Uuid, count: usize, text: &'static str) {
        self.bench.writer.run(Publish { subject, count, text }).await.unwrap();
    }

    pub(crate) async fn effects(&self) -> Vec<(String, i64, Uuid, i64)> {
        let mut reader = self.bench.store().read().await.unwrap();
        let sql = "SELECT producer, seq, subject, subject_seq FROM effects ORDER BY ordinal";
        let rows = query(sql).fetch_all(&mut reader).await.unwrap();
        rows.iter()
            .map(|row| {
                let get = |column| row.get::<i64>(column).unwrap();
                (row.get("producer").unwrap(), get("seq"), row.get("subject").unwrap(), get("subject_seq"))
            })
            .collect()
    }

    /// Waits until there are `count` effects, then lets a little time pass in which a double would show.
    pub(crate) async fn await_effects(&self, count: usize) -> Vec<(String, i64, Uuid, i64)> {
        for _ in 0..600 {
            if self.effects().await.len() >= count {
                tokio::time::sleep(Duration::from_millis(200)).await;
                let effects = self.effects().await;
                assert_eq!(effects.len(), count);
                return effects;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} of {count} effects after 30 s", self.effects().await.len());
    }

    pub(crate) async fn run_sql(&self, sql: &'static str) {
        let mut tx = self.bench.store().begin().await.unwrap();
        query(sql).execute(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut reader = self.bench.store().read().await.unwrap();
        query(sql).fetch_one(&mut reader).await.unwrap().get("n").unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Every seq once and in order, and every subject in its own order.
pub(crate) fn assert_in_order(effects: &[(String, i64, Uuid, i64)]) {
    let seqs: Vec<i64> = effects.iter().map(|effect| effect.1).collect();
    assert_eq!(seqs, (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
    let mut last = std::collections::BTreeMap::new();
    for (_, _, subject, subject_seq) in effects {
        let before = last.insert(*subject, *subject_seq).unwrap_or(0);
        assert_eq!(*subject_seq, before + 1, "{subject}");
    }
}
