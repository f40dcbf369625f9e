//! The broker may lose, repeat or reorder; nothing is lost and nothing doubled.

use events::Service;
use testkit::{EngineKind, engines};
use uuid::Uuid;

use crate::broker::Broker;
use crate::office::{Office, assert_in_order};

async fn pair(kind: EngineKind, broker: &Broker) -> (Office, Office) {
    let (mut intake, mut routing) =
        (Office::new(kind, Service::Intake).await, Office::new(kind, Service::Routing).await);
    intake.connect(broker);
    routing.connect(broker);
    (intake, routing)
}

#[tokio::test]
async fn the_broker_is_killed_and_comes_back() {
    for kind in engines() {
        let mut broker = Broker::start().await;
        let (intake, routing) = pair(kind, &broker).await;
        let subject: Uuid = testkit::ids().mint();
        intake.publish(subject, 50).await;
        broker.kill();
        intake.publish(subject, 50).await;
        broker.restart().await;
        intake.publish(subject, 50).await;
        assert_in_order(&routing.await_effects(150).await);
    }
}

#[tokio::test]
async fn the_brokers_disk_is_wiped() {
    for kind in engines() {
        let mut broker = Broker::start().await;
        let (intake, routing) = pair(kind, &broker).await;
        let subject: Uuid = testkit::ids().mint();
        intake.publish(subject, 50).await;
        routing.await_effects(50).await;
        intake.publish(subject, 50).await;
        broker.kill();
        broker.wipe();
        broker.restart().await;
        intake.publish(subject, 50).await;
        assert_in_order(&routing.await_effects(150).await);
        // Streams and consumers stand again: what follows comes by them.
        await_consumer(&broker).await;
    }
}

async fn await_consumer(broker: &Broker) {
    for _ in 0..200 {
        let context = broker.client().await;
        if let Ok(stream) = context.get_stream("HY_yunxi_intake").await
            && stream.consumer_info("routing").await.is_ok()
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("stream and consumer were not made anew");
}

#[tokio::test]
async fn a_deleted_consumer_and_a_deleted_stream_are_made_anew() {
    let broker = Broker::start().await;
    let (intake, routing) = pair(EngineKind::Sqlite, &broker).await;
    let subject: Uuid = testkit::ids().mint();
    intake.publish(subject, 10).await;
    routing.await_effects(10).await;
    let context = broker.client().await;
    context.delete_consumer_from_stream("routing", "HY_yunxi_intake").await.unwrap();
    intake.publish(subject, 10).await;
    assert_in_order(&routing.await_effects(20).await);
    context.delete_stream("HY_yunxi_intake").await.unwrap();
    intake.publish(subject, 10).await;
    assert_in_order(&routing.await_effects(30).await);
}

#[tokio::test]
async fn a_lost_tail_is_found_without_any_later_event() {
    for kind in engines() {
        let broker = Broker::start().await;
        let mut intake = Office::new(kind, Service::Intake).await;
        let mut routing = Office::new(kind, Service::Routing).await;
        routing.connect(&broker);
        intake.publish(testkit::ids().mint(), 5).await;
        // The relay believes that it has sent them: nothing of them is in the stream.
        intake.run_sql("UPDATE relay SET sent_seq = 5").await;
        intake.connect(&broker);
        assert_in_order(&routing.await_effects(5).await);
    }
}

#[tokio::test]
async fn events_published_again_in_other_packs_are_dropped() {
    for kind in engines() {
        let broker = Broker::start().await;
        let (mut intake, routing) = pair(kind, &broker).await;
        let subject: Uuid = testkit::ids().mint();
        for _ in 0..10 {
            intake.publish(subject, 3).await;
        }
        routing.await_effects(30).await;
        intake.disconnect();
        intake.run_sql("UPDATE relay SET sent_seq = 0").await;
        intake.connect(&broker);
        intake.publish(subject, 3).await;
        assert_in_order(&routing.await_effects(33).await);
    }
}

#[tokio::test]
async fn a_damaged_message_is_a_gap_that_the_owner_fills() {
    let broker = Broker::start().await;
    let (intake, routing) = pair(EngineKind::Sqlite, &broker).await;
    let subject: Uuid = testkit::ids().mint();
    intake.publish(subject, 3).await;
    routing.await_effects(3).await;
    let context = broker.client().await;
    for garbage in ["", "{", "[]", "[{\"seq\":1}]", "null"] {
        context.publish("hy.yunxi.intake.events", garbage.into()).await.unwrap().await.unwrap();
    }
    intake.publish(subject, 3).await;
    assert_in_order(&routing.await_effects(6).await);
}

/// A message on intake's stream that claims to be another's is refused, and the gap it leaves is none.
#[tokio::test]
async fn an_event_of_another_source_is_refused() {
    let broker = Broker::start().await;
    let (intake, routing) = pair(EngineKind::Sqlite, &broker).await;
    let subject: Uuid = testkit::ids().mint();
    intake.publish(subject, 2).await;
    routing.await_effects(2).await;
    let mut reader = intake.bench.store().read().await.unwrap();
    let row = store::query("SELECT envelope FROM outbox WHERE seq = 2").fetch_one(&mut reader).await.unwrap();
    let mut forged: serde_json::Value = row.json("envelope").unwrap();
    drop(reader);
    forged["seq"] = serde_json::json!(3);
    forged["source"] = serde_json::json!("yunxi/console");
    let context = broker.client().await;
    let body = serde_json::json!([forged]).to_string();
    context.publish("hy.yunxi.intake.events", body.into()).await.unwrap().await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(routing.effects().await.len(), 2, "the forged event has no effect");
    intake.publish(subject, 1).await;
    assert_in_order(&routing.await_effects(3).await);
}

#[tokio::test]
async fn a_message_from_the_future_is_parked_until_the_gap_is_filled() {
    let broker = Broker::start().await;
    let mut intake = Office::new(EngineKind::Sqlite, Service::Intake).await;
    let mut routing = Office::new(EngineKind::Sqlite, Service::Routing).await;
    routing.connect(&broker);
    intake.publish(testkit::ids().mint(), 9).await;
    // Only the last three are ever published.
    intake.run_sql("UPDATE relay SET sent_seq = 6").await;
    intake.connect(&broker);
    assert_in_order(&routing.await_effects(9).await);
}

#[tokio::test]
async fn without_a_broker_work_goes_on_and_is_delivered_later() {
    for kind in engines() {
        let mut broker = Broker::start().await;
        broker.kill();
        let (intake, routing) = pair(kind, &broker).await;
        intake.publish(testkit::ids().mint(), 40).await;
        assert!(!intake.endpoint.as_ref().unwrap().health().connected);
        broker.restart().await;
        assert_in_order(&routing.await_effects(40).await);
    }
}
