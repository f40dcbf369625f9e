//! `huiyin verify` against planted faults: each kind of damage is named, and by the right rule.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test's helpers stop the test, too"
)]

mod county;

use county::County;
use huiyin_cli::verify::{Report, Stores};
use serde_json::json;
use store::Value;

/// The report names this rule for this service.
fn names(report: &Report, check: &str, service: &str) -> bool {
    !report.ok && report.problems.iter().any(|problem| problem.check == check && problem.service == service)
}

fn none() -> Vec<Value> {
    Vec::new()
}

/// Plants a fault with one statement, and asserts that it changed a row and is found.
async fn planted(service: &str, sql: &'static str, check: &str, found_in: &str) {
    let county = County::consistent().await;
    assert!(county.sql(service, sql, none()).await > 0, "nothing was planted: {sql}");
    let report = county.verify().await;
    assert!(names(&report, check, found_in), "{sql}: {:#?}", report.problems);
}

#[tokio::test]
async fn a_consistent_instance_has_no_problems() {
    let report = County::consistent().await.verify().await;
    assert!(report.ok, "{:#?}", report.problems);
    assert_eq!(report.cases, 3);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!((&json["ok"], &json["cases"], &json["problems"]), (&json!(true), &json!(3), &json!([])));
}

#[tokio::test]
async fn an_event_missing_from_a_log_is_found() {
    for service in ["intake", "supervision"] {
        planted(service, "DELETE FROM outbox WHERE seq = 2", "outbox", service).await;
    }
    // The last one leaves no gap: the counter tells.
    planted("routing", "DELETE FROM outbox WHERE seq = (SELECT max(seq) FROM outbox)", "outbox", "routing")
        .await;
}

#[tokio::test]
async fn a_changed_event_is_found() {
    planted(
        "intake",
        "UPDATE outbox SET event_type = 'huiyin.intake.Other.v1' WHERE seq = 1",
        "outbox",
        "intake",
    )
    .await;
}

#[tokio::test]
async fn a_registration_announced_twice_is_found() {
    let mut county = County::consistent().await;
    let case = county.register("信访〔2026〕4号").await;
    county.clock(case, "route", 1, true, 0).await;
    county.publish("intake", "CaseRegistered", case, json!({ "case_number": "信访〔2026〕4号" })).await;
    county.read_everything().await;
    let report = county.verify().await;
    assert!(names(&report, "case", "intake"), "{:#?}", report.problems);
}

#[tokio::test]
async fn a_subject_out_of_order_is_found() {
    let sql = "UPDATE outbox SET subject_seq = 9 WHERE seq = (SELECT max(seq) FROM outbox)";
    planted("routing", sql, "subject_order", "routing").await;
    planted("routing", "UPDATE subject_seqs SET last_seq = last_seq + 1", "subject_order", "routing").await;
}

#[tokio::test]
async fn a_case_missing_anywhere_is_found() {
    for service in ["routing", "alerts", "ledger", "console"] {
        planted(service, "DELETE FROM cases WHERE id = (SELECT min(id) FROM cases)", "case", service).await;
    }
}

#[tokio::test]
async fn a_case_too_many_is_found() {
    let mut county = County::consistent().await;
    let id = county.id();
    let sql = "INSERT INTO cases (id, case_number, class) VALUES ($1, '信访〔2026〕9号', 'claim')";
    county.sql("console", sql, vec![id.into()]).await;
    assert!(names(&county.verify().await, "case", "console"));
}

#[tokio::test]
async fn a_number_given_twice_or_another_step_or_a_row_imported_twice_is_found() {
    planted("alerts", "UPDATE cases SET case_number = '信访〔2026〕1号'", "case", "alerts").await;
    planted("ledger", "UPDATE cases SET status = 'served' WHERE status = 'closed'", "case", "ledger").await;
    let sql = "INSERT INTO sources (name, external_id, petition_id) SELECT 'other', external_id, petition_id FROM sources";
    planted("intake", sql, "case", "intake").await;
}

#[tokio::test]
async fn r11_a_party_missing_or_too_many_in_any_service_is_found() {
    for service in ["intake", "alerts"] {
        planted(service, "DELETE FROM case_parties", "parties", service).await;
    }
    planted("ledger", "UPDATE case_parties SET kind = 'excluded'", "parties", "ledger").await;
}

#[tokio::test]
async fn a_cursor_behind_or_ahead_or_absent_is_found() {
    planted(
        "ledger",
        "UPDATE cursors SET next_seq = next_seq - 1 WHERE producer = 'intake'",
        "cursor",
        "ledger",
    )
    .await;
    planted(
        "alerts",
        "UPDATE cursors SET next_seq = next_seq + 1 WHERE producer = 'intake'",
        "cursor",
        "alerts",
    )
    .await;
    planted("console", "UPDATE cursors SET epoch = 2 WHERE producer = 'alerts'", "cursor", "console").await;
    planted("supervision", "DELETE FROM cursors WHERE producer = 'routing'", "cursor", "supervision").await;
}

#[tokio::test]
async fn a_waiting_event_and_a_dead_letter_are_found() {
    let sql = "INSERT INTO waiting (producer, seq, subject, envelope, since) \
               VALUES ('routing', 1, zeroblob(16), '{}', '2026-11-02T01:00:00.000000Z')";
    planted("ledger", sql, "waiting", "ledger").await;
    let sql = "INSERT INTO dead_letters (producer, seq, epoch, subject, event_type, envelope, reason, parked_at) \
               VALUES ('intake', 1, 1, zeroblob(16), 't', '{}', 'why', '2026-11-02T01:00:00.000000Z')";
    planted("alerts", sql, "dead_letter", "alerts").await;
}

#[tokio::test]
async fn a_clock_too_many_is_found() {
    let mut county = County::consistent().await;
    let case = county.register("信访〔2026〕4号").await;
    county.clock(case, "route", 1, true, 0).await;
    county.clock(case, "route", 2, true, 0).await;
    county.read_everything().await;
    let report = county.verify().await;
    assert!(names(&report, "clock", "supervision"), "{:#?}", report.problems);
}

#[tokio::test]
async fn a_clock_missing_or_running_on_or_stopped_by_nothing_is_found() {
    planted(
        "supervision",
        "DELETE FROM clocks WHERE id = (SELECT id FROM clocks WHERE state = 'stopped' ORDER BY id LIMIT 1)",
        "clock",
        "supervision",
    )
    .await;
    planted(
        "supervision",
        "UPDATE clocks SET state = 'running' WHERE rule = 'handle'",
        "clock",
        "supervision",
    )
    .await;
    planted(
        "supervision",
        "UPDATE clocks SET state = 'stopped' WHERE state = 'running'",
        "clock",
        "supervision",
    )
    .await;
    planted("ledger", "DELETE FROM case_clocks WHERE rule = 'handle'", "clock", "ledger").await;
    planted("ledger", "UPDATE case_clocks SET running = 1 WHERE rule = 'handle'", "clock", "ledger").await;
}

#[tokio::test]
async fn a_clock_announced_twice_is_found() {
    let mut county = County::consistent().await;
    let case = county.register("信访〔2026〕4号").await;
    let clock = county.clock(case, "route", 1, true, 0).await;
    county.publish("supervision", "ClockStarted", case, json!({ "clock_id": clock })).await;
    county.read_everything().await;
    assert!(names(&county.verify().await, "clock", "supervision"));
}

#[tokio::test]
async fn a_stage_that_fired_without_an_event_or_early_or_never_is_found() {
    planted(
        "supervision",
        "UPDATE clocks SET stage = 2 WHERE rule = 'route' AND state = 'running'",
        "stage",
        "supervision",
    )
    .await;
    let early = "UPDATE outbox SET envelope = replace(envelope, '\"fired_at\":\"2026-11-02', '\"fired_at\":\"2026-11-01') \
                 WHERE event_type = 'huiyin.supervision.DeadlineNear.v1'";
    planted("supervision", early, "stage", "supervision").await;
    planted(
        "supervision",
        "UPDATE clocks SET next_fire_at = NULL WHERE state = 'running'",
        "stage",
        "supervision",
    )
    .await;
}

#[tokio::test]
async fn a_stage_past_its_time_is_found_while_the_timers_run() {
    let county = County::consistent().await;
    let late = "UPDATE clocks SET next_fire_at = '2020-01-01T00:00:00.000000Z' WHERE state = 'running'";
    county.sql("supervision", late, none()).await;
    assert!(county.verify().await.ok, "a stopped instance fires at its next start");
    county.run_supervision().await;
    assert!(names(&county.verify().await, "stage", "supervision"));
}

#[tokio::test]
async fn a_stage_fired_twice_is_found_with_its_second_alert() {
    let mut county = County::consistent().await;
    let case = county.register("信访〔2026〕4号").await;
    county.clock(case, "route", 1, true, 1).await;
    county.stage(case, "route", "DeadlineNear", false).await;
    county.read_everything().await;
    assert!(county.verify().await.ok);
    county.stage(case, "route", "DeadlineNear", false).await;
    county.read_everything().await;
    assert!(names(&county.verify().await, "stage", "supervision"));
}

#[tokio::test]
async fn an_alert_missing_or_doubled_or_for_a_late_arrival_is_found() {
    planted("alerts", "DELETE FROM alerts", "alert", "alerts").await;
    planted("alerts", "DELETE FROM digest_items", "alert", "alerts").await;
    let mut county = County::consistent().await;
    let case = county.register("信访〔2026〕4号").await;
    county.clock(case, "route", 1, true, 1).await;
    let clock = county.stage(case, "route", "DeadlineNear", true).await;
    county.read_everything().await;
    assert!(county.verify().await.ok);
    let id = county.id();
    county.alert(id, case, clock, "near").await;
    county.read_everything().await;
    assert!(names(&county.verify().await, "alert", "alerts"));
}

#[tokio::test]
async fn an_audit_entry_changed_or_cut_off_is_found() {
    for service in ["intake", "supervision"] {
        planted(
            service,
            "UPDATE audit SET entry = replace(entry, '2026', '2025') WHERE seq = 2",
            "audit",
            service,
        )
        .await;
        planted(service, "DELETE FROM audit WHERE seq = 1", "audit", service).await;
        planted(service, "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)", "audit", service)
            .await;
    }
    planted(
        "console",
        "DELETE FROM audit_log WHERE id = (SELECT min(id) FROM audit_log)",
        "audit",
        "console",
    )
    .await;
}

#[tokio::test]
async fn a_store_that_is_not_there_is_no_clean_bill() {
    let county = County::consistent().await;
    let data = county.data().to_path_buf();
    std::fs::rename(data.join("db/alerts.sqlite"), data.join("db/alerts.away")).unwrap();
    assert_eq!(Stores::open(&data, None).await.unwrap_err().service, "alerts");
}

#[tokio::test]
async fn at_most_two_hundred_problems_are_listed_and_all_are_counted() {
    let mut county = County::consistent().await;
    for number in 10..260 {
        county.register(&format!("信访〔2026〕{number}号")).await;
    }
    county.read_everything().await;
    let report = county.verify().await;
    assert_eq!(report.problems.len(), 200);
    assert_eq!(report.found, 250);
}
