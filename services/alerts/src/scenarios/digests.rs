use events::CaseClass;
use events::intake::ConflictV1;

use super::*;
use crate::tasks::digest::Settle;

impl County {
    async fn is_quiet(&self) {
        for row in self.rows("SELECT id FROM digests WHERE sent_at IS NULL ORDER BY id").await {
            let digest = row.get("id").unwrap();
            let settle = Settle { digest, quiet: SignedDuration::ZERO, desk: self.desk.clone() };
            self.bench.writer.run(settle).await.unwrap();
        }
    }

    async fn imports(&mut self, numbers: std::ops::Range<u128>) {
        for number in numbers {
            self.registers(number, CaseClass::Claim, ConflictV1::default()).await;
            self.is_near(number, true).await;
            let stage = self.stage(number, true);
            self.hears(case(number).uuid(), &DeadlineMissedV1(stage)).await;
        }
    }
}

#[tokio::test]
async fn late_by_import_becomes_one_digest_and_pages_nobody() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.imports(0..40).await;
        assert!(county.alerts().await.is_empty() && county.published().await.is_empty());
        county.is_quiet().await;
        county.is_quiet().await;
        let sent = county.rows("SELECT message, person_id FROM deliveries").await;
        assert_eq!(sent.len(), 1, "one digest per recipient");
        let message: serde_json::Value = sent[0].json("message").unwrap();
        assert_eq!(message["facts"], serde_json::json!({ "items": 80, "cases": 40, "overdue": 40 }));
        assert_eq!(sent[0].get::<Uuid>("person_id").unwrap(), person(LU).uuid());
    }
}

#[tokio::test]
async fn r11_a_case_is_not_counted_for_whom_it_excludes() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        let conflict = ConflictV1 { excluded_persons: vec![person(LU)], ..ConflictV1::default() };
        county.registers(1, CaseClass::Accusation, conflict).await;
        county.is_near(1, true).await;
        county.imports(2..4).await;
        let rows = county.rows("SELECT recipient, items FROM digests ORDER BY items").await;
        let seen: Vec<(Uuid, i64)> =
            rows.iter().map(|row| (row.get("recipient").unwrap(), row.get("items").unwrap())).collect();
        assert_eq!(seen, [(person(QIN).uuid(), 1), (person(LU).uuid(), 4)]);
    }
}

#[tokio::test]
async fn what_came_while_nobody_was_on_call_waits_for_somebody_and_is_not_dropped() {
    for kind in testkit::engines() {
        let mut county = County::with(kind, false).await;
        county.imports(0..3).await;
        county.is_quiet().await;
        assert!(county.rows("SELECT id FROM digests WHERE sent_at IS NOT NULL").await.is_empty());
        assert!(county.published().await.contains(&"RosterGapFound".to_owned()));
        county.roster(100, Layer::Leader, &[LU]).await;
        for _ in 0..3 {
            county.is_quiet().await;
        }
        let sent = county.rows("SELECT message FROM deliveries WHERE digest_id IS NOT NULL").await;
        assert_eq!(sent.len(), 1);
        let message: serde_json::Value = sent[0].json("message").unwrap();
        assert_eq!(message["facts"]["items"], 6);
    }
}
