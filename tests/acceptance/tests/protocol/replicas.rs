//! Several replicas of one service share a PostgreSQL store: one of them, by lease, does the background
//! work; the cursor's compare-and-set fences whoever only believes that it still may.

use std::time::Duration;

use clock::RealClock;
use events::Service;
use messaging::{BusSettings, Consumer, Endpoint, Lease, Writer};
use testkit::{EngineKind, engines};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::broker::Broker;
use crate::office::{Office, assert_in_order};

fn on_postgres() -> bool {
    engines().contains(&EngineKind::Postgres)
}

async fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..400 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} did not come to be in 20 s");
}

#[tokio::test]
async fn one_replica_holds_the_lease_and_another_takes_over_when_it_dies() {
    if !on_postgres() {
        return;
    }
    let office = Office::new(EngineKind::Postgres, Service::Routing).await;
    let (real, hand) = RealClock::manual(testkit::morning());
    let contend = |stop: &CancellationToken| {
        let store = office.bench.store().clone();
        Lease::contend(store, real.clone(), "background", testkit::ids().mint::<Uuid>(), stop.clone())
    };
    let (first_stop, second_stop) = (CancellationToken::new(), CancellationToken::new());
    let first = contend(&first_stop);
    eventually("the first replica's lease", || first.is_held()).await;
    let second = contend(&second_stop);
    // Longer than a renewal: the holder keeps it.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert!(first.is_held() && !second.is_held());

    // The first one dies without a word; its lease runs out.
    first_stop.cancel();
    *hand.lock().unwrap() = clock::plus_seconds(testkit::morning(), 16);
    eventually("the take-over", || second.is_held()).await;
    second_stop.cancel();
}

/// Both replicas believe that they hold the lease: the worst case that a lease cannot exclude.
#[tokio::test]
async fn two_replicas_that_both_read_apply_each_event_once() {
    if !on_postgres() {
        return;
    }
    let broker = Broker::start().await;
    let mut intake = Office::new(EngineKind::Postgres, Service::Intake).await;
    let mut routing = Office::new(EngineKind::Postgres, Service::Routing).await;
    intake.connect(&broker);
    routing.connect(&broker);

    let twin = Writer::start(
        ids::InstanceId::new("yunxi").unwrap(),
        Service::Routing,
        routing.bench.store().clone(),
        routing.bench.business.clone(),
        RealClock::system(),
        testkit::ids(),
    )
    .await
    .unwrap();
    let settings = BusSettings {
        url: broker.url(),
        credentials: None,
        instance: ids::InstanceId::new("yunxi").unwrap(),
        service: Service::Routing,
        replicas: 1,
    };
    let stop = CancellationToken::new();
    let recorder = std::sync::Arc::clone(&routing.recorder) as std::sync::Arc<dyn Consumer>;
    let _twin = Endpoint::start(settings, twin, Some(recorder), Lease::always(), stop.clone());

    let subjects: Vec<Uuid> = (0..5).map(|_| testkit::ids().mint()).collect();
    for n in 0..120 {
        intake.publish(subjects[n % 5], 1 + n % 4).await;
    }
    let total = (0..120).map(|n| 1 + n % 4).sum();
    assert_in_order(&routing.await_effects(total).await);
    stop.cancel();
}

/// Seqs stay gapless when two replicas write at once.
#[tokio::test]
async fn two_replicas_that_both_write_leave_no_gap() {
    if !on_postgres() {
        return;
    }
    let broker = Broker::start().await;
    let mut intake = Office::new(EngineKind::Postgres, Service::Intake).await;
    let mut routing = Office::new(EngineKind::Postgres, Service::Routing).await;
    intake.connect(&broker);
    routing.connect(&broker);
    let twin = Writer::start(
        ids::InstanceId::new("yunxi").unwrap(),
        Service::Intake,
        intake.bench.store().clone(),
        intake.bench.business.clone(),
        RealClock::system(),
        testkit::ids(),
    )
    .await
    .unwrap();
    let subjects: Vec<Uuid> = (0..4).map(|_| testkit::ids().mint()).collect();
    let mut running = Vec::new();
    for n in 0..200_usize {
        let writer = if n % 2 == 0 { twin.clone() } else { intake.bench.writer.clone() };
        let publish = crate::office::Publish { subject: subjects[n % 4], count: 1 + n % 3, text: "YX-1" };
        running.push(tokio::spawn(async move { writer.run(publish).await.is_ok() }));
    }
    let mut published = 0;
    for (n, task) in running.into_iter().enumerate() {
        // Two batches may lock rows in opposite order; the loser of a deadlock is told so and may repeat.
        published += if task.await.unwrap() { 1 + n % 3 } else { 0 };
    }
    assert!(published > 300, "only {published} of 400 events were written");
    assert_in_order(&routing.await_effects(published).await);
}
