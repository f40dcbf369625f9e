use axum::http::StatusCode;
use events::Role;
use serde_json::json;
use store::query;
use testkit::engines;

use super::counter::{Counter, letter, registrar, somebody};

#[tokio::test(flavor = "multi_thread")]
async fn section_10_a_reveal_is_published_with_its_reason_before_it_is_answered() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let id = counter.registered(&letter()).await;
        let path = format!("/api/intake/v1/petitions/{id}/reveal");
        let reveal = json!({ "fields": ["petitioners", "body"], "reason": "电话核实诉求" });
        let answer = counter.post(&somebody(Role::Router), &path, &reveal).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body["body"], "每晚十一点后仍在施工，孩子无法入睡。");
        assert_eq!(answer.body["petitioners"][0]["name"], "李某某");
        assert_eq!(answer.body["petitioners"][0]["id_number"], "11010519491231002X");
        assert_eq!(answer.body["petitioners"][0]["phone"], "13800000000");
        assert_eq!(answer.headers["huiyin-position"], "intake@1:2");

        let mut read = counter.host.store.read().await.unwrap();
        let row = query("SELECT envelope FROM outbox WHERE seq = 2").fetch_one(&mut read).await.unwrap();
        let event: events::Envelope = row.json("envelope").unwrap();
        assert_eq!(event.event_type, "huiyin.intake.IdentityRevealed.v1");
        assert_eq!(event.reason.as_deref(), Some("电话核实诉求"));
        assert_eq!(event.actor.username, "router");
        assert_eq!(event.data["fields"], json!(["body", "petitioners"]));
        let row = query("SELECT entry FROM audit WHERE seq = 2").fetch_one(&mut read).await.unwrap();
        let entry: String = row.get("entry").unwrap();
        assert!(entry.contains("电话核实诉求") && entry.contains("router") && !entry.contains("李某某"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reveal_shows_only_what_was_asked_for_and_nothing_without_a_reason() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let id = counter.registered(&letter()).await;
    let path = format!("/api/intake/v1/petitions/{id}/reveal");
    let body = counter.post(&registrar(), &path, &json!({ "fields": ["body"], "reason": "核实" })).await.body;
    assert_eq!(body.get("petitioners"), None);
    for wrong in [json!({ "fields": ["body"], "reason": " " }), json!({ "fields": [], "reason": "核实" })] {
        let answer = counter.post(&registrar(), &path, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let mut read = counter.host.store.read().await.unwrap();
    let row = query("SELECT COUNT(*) AS n FROM outbox").fetch_one(&mut read).await.unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 2, "the registration and one reveal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_moved_to_another_petition_does_not_open() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let (one, two) = (counter.registered(&letter()).await, counter.registered(&letter()).await);
    let mut tx = counter.host.store.begin().await.unwrap();
    query("UPDATE petition_texts SET body = (SELECT body FROM petition_texts WHERE petition_id = $1) WHERE petition_id = $2")
        .bind(one.parse::<uuid::Uuid>().unwrap())
        .bind(two.parse::<uuid::Uuid>().unwrap())
        .execute(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let path = format!("/api/intake/v1/petitions/{two}/reveal");
    let answer = counter.post(&registrar(), &path, &json!({ "fields": ["body"], "reason": "核实" })).await;
    assert_eq!(
        (answer.status, &answer.body["code"]),
        (StatusCode::INTERNAL_SERVER_ERROR, &json!("vault_failed"))
    );
}
