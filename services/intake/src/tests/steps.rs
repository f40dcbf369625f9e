use events::Payload;
use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, ProgressReportedV1,
};
use ids::UnitId;
use jiff::Timestamp;
use messaging::Handled;
use testkit::engines;
use uuid::Uuid;

use super::counter::{Counter, letter, person, registrar, unit};

fn at() -> Timestamp {
    testkit::morning()
}

pub(super) fn assigned(lead_unit: UnitId) -> CaseAssignedV1 {
    CaseAssignedV1 {
        case_number: "YX-2026-L000001".to_owned(),
        lead_unit,
        assisting_units: Vec::new(),
        supervising_unit: unit(8),
        responsible_leader: person(8),
        handler: person(9),
        requirement: "查清事实，书面答复".to_owned(),
        due: None,
        letter_number: "云信交〔2026〕1号".to_owned(),
        assigned_at: at(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn i21_the_public_step_follows_routing_and_never_goes_back() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let registered = counter.register(&registrar(), &letter()).await.body;
        let id: Uuid = registered["id"].as_str().unwrap().parse().unwrap();
        let path = format!("/api/public/v1/petitions/{}", registered["receipt_code"].as_str().unwrap());
        let progress = ProgressReportedV1 { unit: unit(1), reported_at: at() };

        step(&counter, &path, id, &assigned(unit(1)), "assigned").await;
        step(&counter, &path, id, &CaseAcceptedV1 { unit: unit(1), accepted_at: at() }, "accepted").await;
        step(&counter, &path, id, &progress, "handling").await;
        let decision = DecisionIssuedV1 {
            decision_number: "云处〔2026〕1号".to_owned(),
            outcome: "supported".to_owned(),
            issued_at: at(),
        };
        step(&counter, &path, id, &decision, "decided").await;
        step(&counter, &path, id, &progress, "decided").await;
        let served = DecisionServedV1 { served_at: at(), method: "in_person".to_owned() };
        step(&counter, &path, id, &served, "served").await;
        let closed = CaseClosedV1 { result: "settled".to_owned(), closed_at: at() };
        step(&counter, &path, id, &closed, "closed").await;
    }
}

async fn step<P: Payload>(counter: &Counter, path: &str, case: Uuid, event: &P, shown: &str) {
    assert_eq!(counter.hear(case, event).await, Handled::Apply);
    let answer = counter.get(&http_kit::Caller::public("yunxi"), path).await;
    assert_eq!(answer.body["status"], shown, "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_about_a_petition_that_was_never_registered_is_put_aside() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let handled = counter.hear(Uuid::from_u128(77), &assigned(unit(1))).await;
        assert!(matches!(handled, Handled::DeadLetter(_)), "{handled:?}");
    }
}
