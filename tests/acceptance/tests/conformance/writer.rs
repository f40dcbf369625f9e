use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use events::intake::IdentityRevealedV1;
use events::{Actor, Envelope, EventDraft, Service};
use messaging::{AuditEntry, Command, GENESIS, StoredAnswer, Work, chain_hash};
use store::{StoreError, query};
use testkit::{Bench, engines};
use uuid::Uuid;

/// Publishes one event about `subject`; with `fail`, refuses after gathering it.
struct Reveal {
    subject: Uuid,
    fail: Option<Failure>,
    attempts: Arc<AtomicU32>,
}

#[derive(Clone, Copy, PartialEq)]
enum Failure {
    Refused,
    RefusedAfterWriting,
    Statement,
    SwallowedStatement,
    Panic,
}

#[derive(Debug)]
enum RevealError {
    Refused,
    Store,
}

impl From<StoreError> for RevealError {
    fn from(error: StoreError) -> Self {
        drop(error);
        Self::Store
    }
}

impl Command for Reveal {
    type Out = Uuid;
    type Err = RevealError;

    async fn execute(&self, work: &mut Work) -> Result<Uuid, RevealError> {
        self.attempts.fetch_add(1, Ordering::SeqCst);
        let payload = IdentityRevealedV1 { case_number: "YX-1".into(), fields: vec!["body".into()] };
        let actor = Actor { username: "registrar".into(), ..Actor::default() };
        work.emit(EventDraft::new(self.subject, &payload, &actor).reason("核对事项"));
        let write = "INSERT INTO leases (name, holder, expires_at) VALUES ($1, $2, $3)";
        let at = work.recorded();
        match self.fail {
            None => Ok(self.subject),
            Some(Failure::Refused) => Err(RevealError::Refused),
            Some(Failure::RefusedAfterWriting) => {
                query(write).bind("spoiled").bind(self.subject).bind(at).execute(work).await?;
                Err(RevealError::Refused)
            }
            Some(Failure::Statement) => {
                query("SELECT missing FROM nowhere").fetch_all(work).await?;
                Ok(self.subject)
            }
            Some(Failure::SwallowedStatement) => {
                let _ = query("SELECT missing FROM nowhere").fetch_all(work).await;
                Ok(self.subject)
            }
            Some(Failure::Panic) => panic!("planted"),
        }
    }
}

fn reveal(subject: Uuid) -> Reveal {
    Reveal { subject, fail: None, attempts: Arc::default() }
}

async fn outbox(bench: &Bench) -> Vec<Envelope> {
    let mut reader = bench.store().read().await.unwrap();
    let rows = query("SELECT envelope FROM outbox ORDER BY seq").fetch_all(&mut reader).await.unwrap();
    rows.iter().map(|row| row.json("envelope").unwrap()).collect()
}

#[tokio::test]
async fn seqs_have_no_gap_whatever_fails_beside_them() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Intake, &[]).await;
        let subjects: Vec<Uuid> = (0..5).map(|_| testkit::ids().mint()).collect();
        let mut running = Vec::new();
        for n in 0..200_usize {
            let writer = bench.writer.clone();
            let fail = match n % 10 {
                3 => Some(Failure::Refused),
                5 => Some(Failure::RefusedAfterWriting),
                7 => Some(Failure::Statement),
                8 => Some(Failure::SwallowedStatement),
                9 if n % 20 == 9 => Some(Failure::Panic),
                _ => None,
            };
            let command = Reveal { fail, ..reveal(subjects[n % 5]) };
            running.push(tokio::spawn(async move { (fail.is_none(), writer.run(command).await) }));
        }
        let mut acknowledged = 0;
        for task in running {
            let (expected, result) = task.await.unwrap();
            assert_eq!(result.is_ok(), expected, "{kind:?}");
            acknowledged += usize::from(result.is_ok());
        }
        let events = outbox(&bench).await;
        assert_eq!(events.len(), acknowledged, "{kind:?}");
        for (event, seq) in events.iter().zip(1..) {
            assert_eq!((event.seq, event.epoch), (seq, 1));
        }
        for subject in subjects {
            let seqs: Vec<i64> = events
                .iter()
                .filter(|event| event.subject == subject)
                .map(|event| event.subject_seq)
                .collect();
            assert_eq!(seqs, (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
        }
        let mut reader = bench.store().read().await.unwrap();
        let spoiled = query("SELECT name FROM leases").fetch_all(&mut reader).await.unwrap();
        assert!(spoiled.is_empty(), "{kind:?}: a refused command left a row");
    }
}

#[tokio::test]
async fn the_audit_chain_verifies_and_names_who_and_why() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Intake, &[]).await;
        for _ in 0..3 {
            bench.writer.run(reveal(testkit::ids().mint())).await.unwrap();
        }
        let mut reader = bench.store().read().await.unwrap();
        let rows = query("SELECT entry, previous, hash FROM audit ORDER BY seq")
            .fetch_all(&mut reader)
            .await
            .unwrap();
        let mut previous = GENESIS.to_vec();
        assert_eq!(rows.len(), 3);
        for row in rows {
            let text: String = row.get("entry").unwrap();
            assert_eq!(row.bytes("previous").unwrap(), previous, "{kind:?}");
            assert_eq!(row.bytes("hash").unwrap(), chain_hash(&previous, &text).to_vec());
            previous = row.bytes("hash").unwrap();
            let entry: AuditEntry = serde_json::from_str(&text).unwrap();
            assert_eq!(entry.actor.username, "registrar");
            assert_eq!(entry.reason.as_deref(), Some("核对事项"));
        }
        let tip = query("SELECT hash FROM audit_tip").fetch_one(&mut reader).await.unwrap();
        assert_eq!(tip.bytes("hash").unwrap(), previous);
    }
}

#[tokio::test]
async fn a_position_covers_the_events_of_its_commit() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Intake, &[]).await;
        let committed = bench.writer.run(reveal(testkit::ids().mint())).await.unwrap();
        assert_eq!(committed.position.to_string(), "intake@1:1", "{kind:?}");
    }
}

struct Answering {
    key: &'static str,
}

impl Command for Answering {
    type Out = bool;
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<bool, StoreError> {
        if work.answer_for("u", "POST /x", self.key).await?.is_some() {
            return Ok(false);
        }
        let answer = StoredAnswer { request_hash: [7; 32], status: 201, body: serde_json::json!({"id": 1}) };
        work.keep_answer("u", "POST /x", self.key, answer);
        Ok(true)
    }
}

#[tokio::test]
async fn an_idempotency_key_is_first_once_even_within_a_batch() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Intake, &[]).await;
        let runs: Vec<_> = (0..50)
            .map(|_| {
                let writer = bench.writer.clone();
                tokio::spawn(async move { writer.run(Answering { key: "k" }).await.unwrap().out })
            })
            .collect();
        let mut first = 0;
        for run in runs {
            first += u32::from(run.await.unwrap());
        }
        assert_eq!(first, 1, "{kind:?}");
    }
}

#[tokio::test]
async fn a_cancelled_request_leaks_nothing_and_its_commit_stands() {
    for kind in engines() {
        let bench = Bench::new(kind, Service::Intake, &[]).await;
        let attempts = Arc::new(AtomicU32::new(0));
        for _ in 0..20 {
            let writer = bench.writer.clone();
            let command = Reveal { attempts: Arc::clone(&attempts), ..reveal(testkit::ids().mint()) };
            let request = tokio::spawn(async move { writer.run(command).await });
            tokio::task::yield_now().await;
            request.abort();
        }
        // The queue is in order: once this one is answered, the cancelled ones before it have run.
        bench.writer.run(reveal(testkit::ids().mint())).await.unwrap();
        let events = outbox(&bench).await;
        let ran = usize::try_from(attempts.load(Ordering::SeqCst)).unwrap();
        assert_eq!(events.len(), ran + 1, "{kind:?}: what ran was committed, no more and no less");
    }
}
