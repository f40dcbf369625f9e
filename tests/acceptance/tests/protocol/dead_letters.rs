use std::sync::atomic::Ordering;

use events::{Service, operations};
use testkit::engines;
use uuid::Uuid;

use crate::broker::Broker;
use crate::office::{DEFECT, Office, POISON};

async fn parks_one_case_until_replayed(text: &'static str) {
    for kind in engines() {
        let broker = Broker::start().await;
        let mut intake = Office::new(kind, Service::Intake).await;
        let mut routing = Office::new(kind, Service::Routing).await;
        intake.connect(&broker);
        routing.connect(&broker);
        let (bad, good): (Uuid, Uuid) = (testkit::ids().mint(), testkit::ids().mint());
        intake.publish(bad, 1).await;
        intake.publish_text(bad, 1, text).await;
        intake.publish(bad, 2).await;
        intake.publish(good, 5).await;
        let effects = routing.await_effects(6).await;
        assert_eq!(effects.iter().filter(|e| e.2 == good).count(), 5, "{kind:?}: other cases go on");
        assert_eq!(effects.iter().filter(|e| e.2 == bad).count(), 1);

        let mut reader = routing.bench.store().read().await.unwrap();
        let letters = messaging::dead_letters(&mut reader).await.unwrap();
        drop(reader);
        assert_eq!(letters.len(), 1, "{kind:?}");
        assert_eq!((letters[0].producer, letters[0].seq, letters[0].subject), (Service::Intake, 2, bad));
        let mut reader = routing.bench.store().read().await.unwrap();
        let told = store::query("SELECT event_type FROM outbox").fetch_all(&mut reader).await.unwrap();
        drop(reader);
        assert_eq!(told.len(), 1, "an operator is told once");
        let told: String = told[0].get("event_type").unwrap();
        assert_eq!(told, operations::parked_type(Service::Routing));

        routing.recorder.mended.store(true, Ordering::SeqCst);
        let mut tx = routing.bench.store().begin().await.unwrap();
        assert!(messaging::ask_replay(&mut tx, Service::Intake, 2).await.unwrap());
        assert!(!messaging::ask_replay(&mut tx, Service::Intake, 1).await.unwrap(), "no such letter");
        tx.commit().await.unwrap();
        let effects = routing.await_effects(9).await;
        let of_bad: Vec<i64> = effects.iter().filter(|e| e.2 == bad).map(|e| e.3).collect();
        assert_eq!(of_bad, [1, 2, 3, 4], "{kind:?}: the case's own order holds after the replay");
    }
}

#[tokio::test]
async fn a_poison_event_parks_its_case_alone_and_can_be_replayed() {
    parks_one_case_until_replayed(POISON).await;
}

#[tokio::test]
async fn an_event_whose_handling_always_fails_is_parked_too() {
    parks_one_case_until_replayed(DEFECT).await;
}
