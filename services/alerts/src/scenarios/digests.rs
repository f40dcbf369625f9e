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
        assert_eq!(message["facts"], serde_json::json!({ "cases": 40, "overdue": 40 }));
        assert!(!message.to_string().contains("80"), "matters are counted, not stages: {message}");
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
        assert_eq!(message["facts"]["cases"], 3);
    }
}

#[tokio::test]
async fn after_downtime_of_this_service_what_fell_due_long_ago_is_one_digest_and_no_storm() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        for number in 0..10 {
            county.registers(number, CaseClass::Claim, ConflictV1::default()).await;
        }
        county.lag = SignedDuration::from_hours(9);
        for number in 0..10 {
            county.is_overdue(number).await;
        }
        assert!(county.alerts().await.is_empty(), "ten pages at once help nobody");
        // What has just fallen due is called as ever.
        county.lag = SignedDuration::from_mins(50);
        county.is_near(0, false).await;
        assert_eq!(county.published().await, ["AlertRaised", "LeaderPaged"]);
        county.is_quiet().await;
        let sent = county.rows("SELECT message FROM deliveries WHERE digest_id IS NOT NULL").await;
        assert_eq!(sent.len(), 1);
        let message: serde_json::Value = sent[0].json("message").unwrap();
        assert_eq!(message["facts"]["overdue"], 10);
    }
}

#[tokio::test]
async fn the_page_of_digests_counts_matters_and_not_their_stages() {
    let desktop = super::desktop::Desktop::new().await;
    desktop.rosters().await;
    for number in 0..5 {
        desktop.arrives_late(number).await;
    }
    let director = super::desktop::caller(events::Role::Director, 50);
    let (_, page) = desktop.call(&director, "GET", "/api/alerts/v1/digests", None).await;
    assert_eq!(page["items"][0]["items_count"], 5, "{page}");
}

#[tokio::test]
async fn invariant_5_r11_a_digest_counts_nothing_that_its_reader_may_not_know_of() {
    use super::desktop::{Desktop, caller};
    use events::Role;
    let desktop = Desktop::new().await;
    desktop.rosters().await;
    let conflict = ConflictV1 { excluded_persons: vec![person(50)], ..ConflictV1::default() };
    desktop.accusation_arrives_late(9, conflict).await;
    let path = "/api/alerts/v1/digests";
    for (reader, role) in [(50, Role::Director), (61, Role::Sysadmin), (HE, Role::Leader)] {
        let (_, page) = desktop.call(&caller(role, reader), "GET", path, None).await;
        assert_eq!(page["items"], serde_json::json!([]), "{role:?} learns of an accusation");
    }
    let (_, page) = desktop.call(&caller(Role::Director, 51), "GET", path, None).await;
    let recipient: PersonId = page["items"][0]["recipient"].as_str().unwrap().parse().unwrap();
    assert_eq!(page["items"][0]["items_count"], 1);
    desktop.arrives_late(1).await;
    for (number, role, seen) in [(50, Role::Director, 1), (61, Role::Sysadmin, 1), (51, Role::Director, 2)] {
        let (_, page) = desktop.call(&caller(role, number), "GET", path, None).await;
        assert_eq!(page["items"][0]["items_count"], seen, "{role:?} {number}");
    }
    let own = caller(Role::Leader, if recipient == person(LU) { LU } else { QIN });
    let (_, page) = desktop.call(&own, "GET", path, None).await;
    assert_eq!(page["items"][0]["items_count"], 2, "whoever was called knows");
}
