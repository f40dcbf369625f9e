use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_kit::Caller;
use serde_json::json;
use testkit::engines;

use super::counter::{Answer, Counter, letter, registrar};

async fn ask(counter: &Counter, code: &str, from: &str) -> Answer {
    let path = format!("/api/public/v1/petitions/{code}");
    let request = Request::get(path).header("x-forwarded-for", from).body(Body::empty()).unwrap();
    counter.call(&Caller::public("yunxi"), request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn i21_a_receipt_shows_the_step_and_nothing_else() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let registered = counter.register(&registrar(), &letter()).await.body;
        let receipt = registered["receipt_code"].as_str().unwrap();
        for typed in [receipt.to_owned(), receipt.to_lowercase(), receipt.replace('-', "")] {
            let answer = ask(&counter, &typed, "10.0.0.1").await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.body["case_number"], registered["case_number"]);
            assert_eq!(answer.body["status"], "registered");
            assert_eq!(answer.body["step"], json!({ "zh-CN": "已登记", "en": "registered" }));
            let fields: Vec<&String> = answer.body.as_object().unwrap().keys().collect();
            assert_eq!(fields, ["case_number", "registered_at", "status", "step"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_code_that_opens_nothing_gets_the_same_answer() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let unknown = ask(&counter, "0000-0000-0000-0000", "10.0.0.1").await;
    assert_eq!((unknown.status, &unknown.body["code"]), (StatusCode::NOT_FOUND, &json!("receipt_not_found")));
    for malformed in ["x", "%E9%9B%B6", "0000-0000-0000-00000", "U'--"] {
        let answer = ask(&counter, malformed, "10.0.0.1").await;
        assert_eq!((answer.status, answer.body), (unknown.status, unknown.body.clone()), "{malformed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_visitor_who_asks_too_often_is_told_when_to_come_back() {
    let counter = Counter::open(testkit::EngineKind::Sqlite).await;
    let mut refused = None;
    for _ in 0..40 {
        // What the client itself wrote into the header does not make another visitor of it.
        let answer = ask(&counter, "0000-0000-0000-0000", "6.6.6.6, 10.0.0.7").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
        }
    }
    let refused = refused.expect("40 questions at once are too many");
    assert_eq!(refused.body["code"], "too_often");
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(ask(&counter, "0000-0000-0000-0000", "10.0.0.8").await.status, StatusCode::NOT_FOUND);
}
