use std::time::Duration;

use events::routing::PersonChangedV1;
use futures_util::StreamExt as _;

use super::*;

fn works_at(unit: u128, active: bool) -> PersonChangedV1 {
    PersonChangedV1 {
        name: "钱进".into(),
        unit_id: Uuid::from_u128(unit).into(),
        title: "科长".into(),
        active,
    }
}

/// Waits for what happens after the commit.
async fn until(what: impl AsyncFn() -> bool) {
    for _ in 0..100 {
        if what().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not happen");
}

#[tokio::test]
async fn r11_scenario_10_a_move_to_another_unit_counts_at_once_and_whoever_leaves_is_signed_out() {
    let console = Console::open(true).await;
    let person = Uuid::from_u128(0xb1);
    console.applied(person, &works_at(0xa1, true)).await;
    // The account was made with another unit: the directory knows better.
    let body = json!({
        "username": "mover", "display_name": "钱进", "roles": [Role::Router],
        "person_id": person, "unit_id": Uuid::from_u128(0xa9), "password": "demo",
    });
    assert_eq!(console.post("/api/console/v1/users", Some(OPERATOR), body).await.status, StatusCode::CREATED);
    let token = console.login("mover", "demo").await.json()["token"].as_str().unwrap().to_owned();
    let unit = async || console.get("/api/console/v1/me", Some(&token)).await.json()["unit_id"].clone();
    assert_eq!(unit().await, json!(Uuid::from_u128(0xa1)));

    tokio::spawn(crate::follow_directory(console.app.clone()));
    let live = console.stream(request(Method::GET, "/api/console/v1/live", Some(&token), None)).await;
    let mut page = live.into_body().into_data_stream();
    assert!(page.next().await.is_some(), "the first ping");
    console.applied(person, &works_at(0xa2, true)).await;
    until(async || unit().await == json!(Uuid::from_u128(0xa2))).await;
    let closed = tokio::time::timeout(Duration::from_secs(5), page.next()).await.unwrap();
    assert!(closed.is_none(), "an open page comes back with its new scope");

    console.applied(person, &works_at(0xa2, false)).await;
    until(async || console.get("/api/console/v1/me", Some(&token)).await.status == StatusCode::UNAUTHORIZED)
        .await;
    assert_eq!(console.login("mover", "demo").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_service_cannot_speak_for_another() {
    let console = Console::open(true).await;
    let case = Uuid::from_u128(1);
    let accusation = super::chronicle::registered(events::CaseClass::Accusation, None);
    console.applied(case, &accusation).await;
    let claim = super::chronicle::registered(events::CaseClass::Claim, None);
    let mut forged = envelope(&console.app, case, &claim);
    forged.source = "yunxi/alerts".into();
    let handled = console.app.host.writer.run(Feed(forged)).await.unwrap().out;
    assert!(matches!(handled, Handled::DeadLetter(_)), "{handled:?}");
}
