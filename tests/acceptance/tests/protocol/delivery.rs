use events::Service;
use testkit::engines;
use uuid::Uuid;

use crate::broker::Broker;
use crate::office::{NEEDS_USER, Office, PublishUser, assert_in_order};

#[tokio::test]
async fn every_event_has_its_effect_once_and_in_order() {
    for kind in engines() {
        let broker = Broker::start().await;
        let (mut intake, mut routing) =
            (Office::new(kind, Service::Intake).await, Office::new(kind, Service::Routing).await);
        intake.connect(&broker);
        routing.connect(&broker);
        let subjects: Vec<Uuid> = (0..7).map(|_| testkit::ids().mint()).collect();
        for n in 0..100 {
            intake.publish(subjects[n % 7], 1 + n % 9).await;
        }
        let total = (0..100).map(|n| 1 + n % 9).sum();
        assert_in_order(&routing.await_effects(total).await);
    }
}

#[tokio::test]
async fn a_new_reader_gets_the_whole_log_from_its_owner() {
    for kind in engines() {
        let broker = Broker::start().await;
        let (mut intake, mut routing) =
            (Office::new(kind, Service::Intake).await, Office::new(kind, Service::Routing).await);
        intake.connect(&broker);
        intake.publish(testkit::ids().mint(), 700).await;
        routing.connect(&broker);
        assert_in_order(&routing.await_effects(700).await);
    }
}

#[tokio::test]
async fn a_write_can_be_read_in_another_service_by_its_position() {
    for kind in engines() {
        let broker = Broker::start().await;
        let (mut intake, mut routing) =
            (Office::new(kind, Service::Intake).await, Office::new(kind, Service::Routing).await);
        intake.connect(&broker);
        routing.connect(&broker);
        for n in 1..=20 {
            let publish = crate::office::Publish { subject: testkit::ids().mint(), count: 1, text: "YX-1" };
            let position = intake.bench.writer.run(publish).await.unwrap().position;
            let endpoint = routing.endpoint.as_ref().unwrap();
            // The first may need the connection to stand; a client would try again after a 503.
            while !endpoint.caught_up(&[position]).await.unwrap() {
                assert_eq!(n, 1, "{kind:?}: only the very first may take longer than 2 s");
            }
            assert_eq!(routing.effects().await.len(), n, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn an_event_waits_for_another_producers_and_only_its_case_waits() {
    for kind in engines() {
        let broker = Broker::start().await;
        let mut intake = Office::new(kind, Service::Intake).await;
        let mut console = Office::new(kind, Service::Console).await;
        let mut routing = Office::new(kind, Service::Routing).await;
        intake.connect(&broker);
        console.connect(&broker);
        routing.connect(&broker);
        let (waits, goes): (Uuid, Uuid) = (testkit::ids().mint(), testkit::ids().mint());
        intake.publish_text(waits, 1, NEEDS_USER).await;
        intake.publish(waits, 2).await;
        intake.publish(goes, 3).await;
        let effects = routing.await_effects(3).await;
        assert!(effects.iter().all(|effect| effect.2 == goes), "{kind:?}: {effects:?}");
        assert_eq!(routing.count("SELECT COUNT(*) AS n FROM waiting").await, 3);

        console.bench.writer.run(PublishUser { subject: waits }).await.unwrap();
        let effects = routing.await_effects(7).await;
        let of_case: Vec<i64> =
            effects.iter().filter(|e| e.2 == waits && e.0 == "intake").map(|e| e.3).collect();
        assert_eq!(of_case, [1, 2, 3], "{kind:?}: the case's own order holds");
        assert_eq!(routing.count("SELECT COUNT(*) AS n FROM waiting").await, 0);
    }
}
