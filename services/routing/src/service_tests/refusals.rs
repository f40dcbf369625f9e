use axum::http::Method;
use events::CaseClass;
use events::intake::ConflictV1;
use http_kit::AccessTable;
use serde_json::{Value, json};
use store::query;
use testkit::engines;

use super::office::{Office, router};

async fn nothing_happened(office: &Office, case: ids::CaseId) {
    let view = office.get(&router(), &format!("/cases/{case}")).await.expect(200);
    assert_eq!((view["status"].as_str(), view["version"].as_i64()), (Some("registered"), Some(1)));
    let row = query("SELECT COUNT(*) AS n FROM outbox WHERE subject = $1")
        .bind(case)
        .fetch_one(&mut office.host.store.read().await.unwrap())
        .await
        .unwrap();
    assert_eq!(row.get::<i64>("n").unwrap(), 0);
}

#[test]
fn every_route_has_an_access_rule() {
    assert!(AccessTable::from_openapi(&crate::api()).is_ok());
    assert!(crate::api().paths.paths.keys().all(|path| path.starts_with("/api/routing/v1/")));
}

#[tokio::test]
async fn r2_every_missing_fixing_is_named_with_a_pointer_in_both_languages() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let answer = office.post(&router(), &format!("/cases/{case}/assign"), json!({})).await;
        assert_eq!((answer.status.as_u16(), answer.body["code"].as_str()), (422, Some("missing_fixings")));
        let pointers: Vec<String> = answer.faults().into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(
            pointers,
            ["/lead_unit", "/supervising_unit", "/responsible_leader", "/handler", "/requirement"]
        );
        let messages = &answer.body["errors"][0]["messages"];
        assert!(messages["zh-CN"].as_str().unwrap().contains("责任单位"));
        assert!(messages["en"].as_str().unwrap().contains("lead unit"));
        nothing_happened(&office, case).await;
    }
}

#[tokio::test]
async fn bad_input_gets_a_clear_problem_and_changes_nothing() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let path = format!("/cases/{case}/assign");
        let with = |field: &str, value: Value| {
            let mut body = staff.six_fixings();
            body[field] = value;
            body
        };
        let nobody = uuid::Uuid::from_u128(7).to_string();
        for (body, pointer, code) in [
            (with("lead_unit", nobody.clone().into()), "/lead_unit", "unknown_unit"),
            (with("handler", nobody.into()), "/handler", "unknown_person"),
            (with("lead_unit", 7.into()), "/lead_unit", "wrong_type"),
            (with("due", "2026-02-30".into()), "/due", "wrong_type"),
            (with("due", "2020-01-01".into()), "/due", "due_in_past"),
            (with("due", "2999-01-01".into()), "/due", "due_too_far"),
            (with("requirement", "查".repeat(2_001).into()), "/requirement", "too_long"),
            (with("requirement", "含\u{0}字符".into()), "/requirement", "control_character"),
            (with("urgent", true.into()), "/urgent", "wrong_type"),
        ] {
            let answer = office.post(&router(), &path, body).await;
            assert_eq!(answer.status.as_u16(), 422, "{}", answer.body);
            let expected = (pointer.to_owned(), code.to_owned());
            assert!(answer.faults().contains(&expected), "{expected:?} {}", answer.body);
        }
        nothing_happened(&office, case).await;
    }
}

#[tokio::test]
async fn a_change_meant_for_another_version_is_refused() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let path = format!("/cases/{case}/assign");
        let body = Some(staff.six_fixings());
        let stale = [("if-match", "\"2\"")];
        let refused = office.call(&router(), Method::POST, &path, body.clone(), &stale).await.expect(412);
        assert_eq!(refused["code"], "version_mismatch");
        nothing_happened(&office, case).await;
        office.call(&router(), Method::POST, &path, body, &[("if-match", "\"1\"")]).await.expect(200);
    }
}

#[tokio::test]
async fn a_step_out_of_turn_is_a_conflict_and_a_step_of_another_unit_does_not_exist() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        office.post(&router(), &format!("/cases/{case}/assign"), staff.six_fixings()).await.expect(200);
        let serve = office
            .post(&staff.handler(), &format!("/cases/{case}/serve"), json!({"method": "post"}))
            .await
            .expect(409);
        assert_eq!(serve["code"], "wrong_status");
        let accept = format!("/cases/{case}/accept");
        office.post(&staff.stranger(), &accept, json!({})).await.expect(404);
        // Scenario 9: an assisting unit sees the case, but the lead alone acts.
        let other = office.register(2, CaseClass::Claim, ConflictV1::default()).await;
        let mut joint = staff.six_fixings();
        joint["assisting_units"] = json!([staff.land]);
        office.post(&router(), &format!("/cases/{other}/assign"), joint).await.expect(200);
        let refused =
            office.post(&staff.stranger(), &format!("/cases/{other}/accept"), json!({})).await.expect(403);
        assert_eq!(refused["code"], "not_lead_unit");
    }
}
