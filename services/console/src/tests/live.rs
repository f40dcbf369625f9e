use std::time::Duration;

use axum::body::BodyDataStream;
use events::CaseClass;
use futures_util::StreamExt as _;

use super::chronicle::{raised, registered};
use super::*;

async fn open(console: &Console, token: &str) -> BodyDataStream {
    let response = console.stream(request(Method::GET, "/api/console/v1/live", Some(token), None)).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    response.into_body().into_data_stream()
}

/// What the page was told within a little more than two rounds, without the pings.
async fn heard(stream: &mut BodyDataStream) -> String {
    let mut text = String::new();
    while let Ok(Some(Ok(chunk))) = tokio::time::timeout(Duration::from_millis(1_500), stream.next()).await {
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
    text.replace("event: ping\ndata: {}\n\n", "")
}

#[tokio::test]
async fn invariant_5_a_page_hears_of_the_cases_in_its_readers_scope_alone() {
    let console = Console::open(true).await;
    let accused = Uuid::from_u128(0xa2);
    let router = console.signed_in("router", Role::Router, None).await;
    let insider = console.signed_in("insider", Role::Router, Some(accused)).await;
    let feed = console.app.feed.clone();
    let store = console.app.host.store.clone();
    tokio::spawn(async move { feed.follow(store).await });
    let (mut sees, mut excluded) = (open(&console, &router).await, open(&console, &insider).await);
    // The first round only finds out where the feed stands.
    tokio::time::sleep(Duration::from_millis(700)).await;
    let case = Uuid::from_u128(1);
    console.applied(case, &registered(CaseClass::Accusation, Some(accused))).await;
    console.applied(case, &raised(9)).await;
    let text = heard(&mut sees).await;
    assert!(text.contains("event: alert\n") && text.contains("\"state\":\"open\""), "{text}");
    assert!(text.contains("\"case_number\":\"YX-2026-0001\""), "{text}");
    assert!(text.contains(&format!("event: case\ndata: {{\"case_id\":\"{case}\"}}")), "{text}");
    assert_eq!(heard(&mut excluded).await, "");
}
