//! One trace id follows a petition from the counter to the leader's phone.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::instance::{County, Desk, Instance, PATIENCE, petition};
use crate::span_collector::{SeenSpan, SpanCollector};
use crate::waterfall;

/// What somebody outside would like to write into.
const FORGED: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

async fn running_clock(desk: &Desk, case: &str, rule: &str) {
    let running = |clocks: &Value| {
        let clocks = clocks["items"].as_array().unwrap();
        clocks.iter().any(|clock| clock["rule"] == rule && clock["state"] == "running")
    };
    desk.await_get(&format!("/api/supervision/v1/cases/{case}/clocks"), running).await;
}

/// The trace in which a page was sent, once it is whole: each process exports its batches in its own time.
async fn delivered(collector: &SpanCollector, trace: &str, services: &[&str]) -> Vec<SeenSpan> {
    let sent = collector
        .await_span("delivery", |span| span.trace == trace && span.name == "deliver by webhook")
        .await;
    collector.await_span("outcome", |span| span.parent == sent.id && span.name == "Record").await;
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        let spans: Vec<SeenSpan> = collector.spans().into_iter().filter(|span| span.trace == trace).collect();
        let missing = missing(&spans, services);
        if missing.is_empty() {
            return spans;
        }
        assert!(tokio::time::Instant::now() < deadline, "not one whole trace: {missing:#?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// What keeps the spans from being one tree in which all these services take part.
fn missing(trace: &[SeenSpan], services: &[&str]) -> Vec<String> {
    let ids: BTreeSet<&str> = trace.iter().map(|span| span.id.as_str()).collect();
    let roots = trace.iter().filter(|span| span.parent.is_empty()).count();
    let mut missing = if roots == 1 { Vec::new() } else { vec![format!("{roots} roots")] };
    let absent = services.iter().filter(|name| trace.iter().all(|span| span.service != **name));
    missing.extend(absent.map(|name| format!("nothing of {name}")));
    let adrift = trace.iter().filter(|span| !span.parent.is_empty() && !ids.contains(span.parent.as_str()));
    missing.extend(adrift.map(|span| format!("the parent of {} {}", span.service, span.name)));
    missing
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_follows_a_petition_from_the_counter_to_the_delivery_of_its_alert() {
    let collector = SpanCollector::start().await;
    let variables = [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()), ("OTEL_BSP_SCHEDULE_DELAY", "100")];
    let instance = Instance::start_with(&[], &variables).await;
    let registrar = instance.sign_in("registrar").await;
    let router = instance.sign_in("router").await;
    let leader = instance.sign_in("leader").await;
    let county = County::of(&router).await;
    let start = instance.business_now().await;
    let after_days = |days: i64| clock::plus_seconds(start, days * 86_400);

    // The browser's own trace is not taken up: the gateway begins each one.
    let forged = format!("00-{FORGED}-00f067aa0ba902b7-01");
    let registered = registrar
        .call(
            Method::POST,
            "/api/intake/v1/petitions",
            Some(petition("路灯不亮无人管")),
            &[("traceparent", &forged)],
        )
        .await
        .expect(201);
    let case = registered["id"].as_str().unwrap().to_owned();
    running_clock(&leader, &case, "route").await;

    // Twelve days without a router: yellow, and the leader on call is paged.
    instance.set_business_time(after_days(12));
    let applied = collector
        .await_span("registration", |span| {
            span.is_about(&case) && span.does("supervision", "apply CaseRegistered")
        })
        .await;
    // exchange reads nothing yet, so nothing of it can be here.
    let everywhere = ["alerts", "console", "intake", "ledger", "routing", "supervision"];
    let trace = delivered(&collector, &applied.trace, &everywhere).await;
    for (service, step) in [
        ("console", "POST /api/{*rest}"),
        ("console", "POST intake"),
        ("intake", "POST /api/intake/v1/petitions"),
        ("intake", "Registering"),
        ("routing", "apply CaseRegistered"),
        ("supervision", "apply CaseRegistered"),
        ("supervision", "deadline timer"),
        ("alerts", "apply DeadlineNear"),
        ("ledger", "apply DeadlineNear"),
        ("console", "apply AlertRaised"),
    ] {
        collector.await_span(step, |span| span.trace == applied.trace && span.does(service, step)).await;
    }

    // What somebody does later is a request and a trace of its own, with all that follows from it.
    router.hears_of(&registrar);
    let assign = format!("/api/routing/v1/cases/{case}/assign");
    router.post(&assign, county.six_fixings()).await.expect(200);
    running_clock(&leader, &case, "accept").await;
    let assigned = collector
        .await_span("assignment", |span| {
            span.is_about(&case) && span.does("supervision", "apply CaseAssigned")
        })
        .await;
    assert_ne!(assigned.trace, applied.trace);
    instance.set_business_time(after_days(24));
    let second = delivered(&collector, &assigned.trace, &everywhere).await;

    // Nothing in any span tells who petitioned, what about, or how to look it up.
    let receipt = registered["receipt_code"].as_str().unwrap();
    let public = registrar.get(&format!("/api/public/v1/petitions/{receipt}")).await.expect(200);
    let number = registered["case_number"].as_str().unwrap();
    assert_eq!(public["case_number"], number);
    let reveal = json!({"fields": ["body", "petitioners"], "reason": "核对电话"});
    registrar.post(&format!("/api/intake/v1/petitions/{case}/reveal"), reveal).await.expect(200);
    registrar.get("/api/intake/v1/petitions?q=路灯").await.expect(200);
    collector
        .await_span("search", |span| {
            span.name == "GET /api/intake/v1/petitions"
                && span.attributes["http.response.status_code"] == "200"
        })
        .await;
    for span in collector.spans() {
        assert_ne!(span.trace, FORGED, "{span:#?}");
        for told in
            ["李云帆", "13900000001", "楼顶漏水三个月", "路灯", "安和家园", receipt, number, "核对电话"]
        {
            assert!(!span.wire.contains(told), "{told} in {span:#?}");
        }
    }
    waterfall::draw(&trace, "petition");
    waterfall::draw(&second, "assignment");
    instance.verify();
}
