use events::Service;
use store::query;
use testkit::engines;
use uuid::Uuid;

use crate::broker::Broker;
use crate::office::Office;

/// The producer was restored from a backup that lacks its last events, and opened epoch 2.
#[tokio::test]
async fn a_new_epoch_below_what_was_read_is_reconciled_and_put_on_record() {
    for kind in engines() {
        let broker = Broker::start().await;
        let mut intake = Office::new(kind, Service::Intake).await;
        let mut routing = Office::new(kind, Service::Routing).await;
        intake.connect(&broker);
        routing.connect(&broker);
        let subject: Uuid = testkit::ids().mint();
        intake.publish(subject, 10).await;
        routing.await_effects(10).await;
        intake.disconnect();

        // The backup: the same log up to 7. Its writer is a new process, as after a real restore.
        let mut restored = Office::new(kind, Service::Intake).await;
        restored.publish(subject, 7).await;
        restored.run_sql("UPDATE producer SET epoch = 2, base_seq = 7").await;
        routing.run_sql("DELETE FROM effects WHERE seq > 7").await;
        restored.publish(subject, 2).await;
        restored.connect(&broker);

        let effects = routing.await_effects(9).await;
        assert_eq!(effects.last().unwrap().1, 9, "{kind:?}");
        let mut reader = routing.bench.store().read().await.unwrap();
        let row = query("SELECT epoch, base_seq, expected_seq FROM reconciliations")
            .fetch_one(&mut reader)
            .await
            .unwrap();
        let get = |column| row.get::<i64>(column).unwrap();
        assert_eq!((get("epoch"), get("base_seq"), get("expected_seq")), (2, 7, 11), "{kind:?}");
    }
}
