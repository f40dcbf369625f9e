//! Bad input gets a clear problem and changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::instance::{County, Instance, petition};

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field);
    body
}

#[track_caller]
fn points_at(problem: &Value, pointer: &str) {
    let pointers: Vec<&str> =
        problem["errors"].as_array().unwrap().iter().filter_map(|error| error["pointer"].as_str()).collect();
    assert!(
        pointers.iter().any(|found| found.starts_with(pointer)),
        "{pointer} is not in {pointers:?}: {problem:#}"
    );
}

fn ordinal(registered: &Value) -> u64 {
    let number = registered["case_number"].as_str().unwrap();
    number.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect::<String>().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_registered_is_refused_field_by_field_and_changes_nothing() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let path = "/api/intake/v1/petitions";
    let first = registrar.post(path, petition("第一件")).await.expect(201);
    let good = || petition("不会登记的一件");
    for (body, pointer) in [
        (without(good(), "subject"), "/subject"),
        (with(good(), "subject", json!("")), "/subject"),
        (with(good(), "subject", json!("长".repeat(201))), "/subject"),
        (with(good(), "subject", json!(7)), "/subject"),
        (with(good(), "body", json!("长".repeat(20_001))), "/body"),
        (with(good(), "channel", json!("pigeon")), "/channel"),
        (with(good(), "persons", json!(0)), "/persons"),
        (with(good(), "persons", json!("many")), "/persons"),
        (with(good(), "persons", json!(-3)), "/persons"),
        (with(good(), "received_at", json!("2999-01-01T00:00:00Z")), "/received_at"),
        (with(good(), "received_at", json!("1901-01-01T00:00:00Z")), "/received_at"),
        (with(good(), "received_at", json!("yesterday")), "/received_at"),
        (with(good(), "petitioners", json!([{"name": ""}])), "/petitioners/0/name"),
        (
            with(good(), "petitioners", json!([{"name": "李云帆", "id_number": "110101199003070000"}])),
            "/petitioners/0/id_number",
        ),
        (
            with(
                good(),
                "conflict",
                json!({"units": ["00000000-0000-7000-8000-000000000000"], "persons": []}),
            ),
            "/conflict/units/0",
        ),
        (with(good(), "unheard_of", json!(1)), "/unheard_of"),
    ] {
        let problem = registrar.post(path, body).await.expect_problem(422, "invalid_fields");
        points_at(&problem, pointer);
    }
    for (raw, status, code) in [("{", 400, "not_json"), ("", 400, "not_json"), ("[]", 422, "invalid_fields")]
    {
        let answer = instance
            .http()
            .post(format!("{}{path}", instance.url()))
            .header("content-type", "application/json")
            .header("authorization", registrar.authorization())
            .body(raw)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{raw:?}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["code"], code, "{raw:?}: {problem:#}");
    }
    let huge = with(good(), "body", json!("x".repeat(400_000)));
    registrar.post(path, huge).await.expect_problem(413, "body_too_large");
    let next = registrar.post(path, petition("第二件")).await.expect(201);
    assert_eq!(ordinal(&next), ordinal(&first) + 1, "nothing was registered in between");
    instance.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idempotency_key_answers_once_and_refuses_another_body() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let path = "/api/intake/v1/petitions";
    let key = [("Idempotency-Key", "k-1")];
    let first = registrar.call(Method::POST, path, Some(petition("一件")), &key).await.expect(201);
    let again = registrar.call(Method::POST, path, Some(petition("一件")), &key).await;
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.expect(201), first, "the same answer, receipt code and all");
    let other = registrar.call(Method::POST, path, Some(petition("另一件")), &key).await;
    other.expect_problem(422, "idempotency_key_reused");
    let next = registrar.post(path, petition("第二件")).await.expect(201);
    assert_eq!(ordinal(&next), ordinal(&first) + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn r2_missing_fixings_unknown_units_and_wrong_versions_are_refused() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let router = instance.sign_in("router").await;
    let county = County::of(&router).await;
    let id = registrar.post("/api/intake/v1/petitions", petition("待分办")).await.expect(201)["id"].clone();
    let id = id.as_str().unwrap();
    router.hears_of(&registrar);
    let assign = format!("/api/routing/v1/cases/{id}/assign");
    for field in ["lead_unit", "responsible_leader", "handler", "supervising_unit", "requirement"] {
        let problem = router.post(&assign, without(county.six_fixings(), field)).await;
        assert_eq!(problem.status.as_u16(), 422, "{field}");
        points_at(&problem.body, &format!("/{field}"));
    }
    let nowhere = json!("00000000-0000-7000-8000-000000000000");
    for field in ["lead_unit", "supervising_unit", "handler", "responsible_leader"] {
        let problem = router.post(&assign, with(county.six_fixings(), field, nowhere.clone())).await;
        assert_eq!(problem.status.as_u16(), 422, "{field}");
        points_at(&problem.body, &format!("/{field}"));
    }
    for due in ["2001-01-01", "2026-13-40", "soon"] {
        let problem = router.post(&assign, with(county.six_fixings(), "due", json!(due))).await;
        assert_eq!(problem.status.as_u16(), 422, "{due}");
        points_at(&problem.body, "/due");
    }
    let stale =
        router.call(Method::POST, &assign, Some(county.six_fixings()), &[("If-Match", "\"99\"")]).await;
    stale.expect_problem(412, "version_mismatch");
    let case = router.get(&format!("/api/routing/v1/cases/{id}")).await.expect(200);
    assert_eq!((&case["status"], &case["version"]), (&json!("registered"), &json!(1)), "nothing has changed");
    let version = format!("\"{}\"", case["version"]);
    router
        .call(Method::POST, &assign, Some(county.six_fixings()), &[("If-Match", &version)])
        .await
        .expect(200);
    instance.verify();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_speaks_the_readers_language() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let path = "/api/intake/v1/petitions/00000000-0000-7000-8000-000000000000";
    let zh = registrar.get(path).await.expect_problem(404, "case_not_found");
    assert_eq!(zh["detail"], zh["messages"]["zh-CN"]);
    let en = registrar.call(Method::GET, path, None, &[("Accept-Language", "en-GB,en;q=0.9")]).await;
    let en = en.expect_problem(404, "case_not_found");
    assert_eq!(en["detail"], en["messages"]["en"]);
    let nothing = registrar.get("/api/intake/v1/nothing-here").await;
    nothing.expect_problem(404, "no_such_route");
}
