//! R11, scenario 10: the accused see nothing and get no role; the system refuses, it does not warn.

use serde_json::{Value, json};

use crate::instance::{County, Instance, petition};

#[tokio::test(flavor = "multi_thread")]
async fn scenario_10_the_accused_unit_sees_nothing_and_gets_no_role() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let router = instance.sign_in("router").await;
    let accused = instance.sign_in("handler2").await;
    let county = County::of(&router).await;
    let land = county.unit("自然资源局");
    let before = summary(&accused.get("/api/ledger/v1/summary").await.expect(200));

    let mut accusation = petition("反映测量数据被改动的特别事项");
    accusation["class"] = json!("accusation");
    accusation["conflict"] = json!({"units": [land], "persons": []});
    let registered = registrar.post("/api/intake/v1/petitions", accusation).await.expect(201);
    let id = registered["id"].as_str().unwrap();
    let number = registered["case_number"].as_str().unwrap();
    assert!(number.contains("-J"), "accusations have a number series of their own: {number}");

    router.hears_of(&registrar);
    router.await_get(&format!("/api/ledger/v1/cases/{id}"), |case| case["status"] == "registered").await;
    router
        .await_get(&format!("/api/supervision/v1/cases/{id}/clocks"), |clocks| clocks["items"][0].is_object())
        .await;

    // Lists, search, counts, single reads: nothing, not even that it exists.
    for path in [
        "/api/ledger/v1/cases?limit=200".to_owned(),
        "/api/ledger/v1/cases?q=%E6%B5%8B%E9%87%8F%E6%95%B0%E6%8D%AE".to_owned(),
        format!("/api/ledger/v1/cases?q={number}"),
        format!("/api/intake/v1/petitions?q={number}"),
        format!("/api/alerts/v1/alerts?case={id}"),
    ] {
        let list = accused.get(&path).await.expect(200);
        assert!(!list.to_string().contains(id) && !list.to_string().contains(number), "{path}");
    }
    let after = summary(&accused.get("/api/ledger/v1/summary").await.expect(200));
    assert_eq!(after, before, "no count moves");
    for path in [
        format!("/api/ledger/v1/cases/{id}"),
        format!("/api/ledger/v1/cases/{id}/timeline"),
        format!("/api/intake/v1/petitions/{id}"),
        format!("/api/routing/v1/cases/{id}"),
        format!("/api/supervision/v1/cases/{id}/clocks"),
    ] {
        accused.get(&path).await.expect_problem(404, "case_not_found");
    }
    accused
        .post(
            &format!("/api/intake/v1/petitions/{id}/reveal"),
            json!({"fields": ["body"], "reason": "想看看"}),
        )
        .await
        .expect_problem(404, "case_not_found");

    // No role for the unit or its people, under any heading.
    let assign = format!("/api/routing/v1/cases/{id}/assign");
    for (field, value) in [
        ("lead_unit", json!(land)),
        ("assisting_units", json!([land])),
        ("supervising_unit", json!(land)),
        ("handler", json!(county.person("征地股股长"))),
        ("responsible_leader", json!(county.person("自然资源局局长"))),
    ] {
        let mut fixings = county.six_fixings();
        fixings[field] = value;
        let refused = router.post(&assign, fixings).await.expect_problem(422, "conflict_of_interest");
        let pointers: Vec<&str> = refused["errors"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|error| error["pointer"].as_str())
            .collect();
        assert!(pointers.iter().any(|pointer| pointer.contains(field)), "{field}: {refused:#}");
    }
    let suggestions = router.get(&format!("/api/routing/v1/cases/{id}/suggestions")).await.expect(200);
    assert!(!suggestions.to_string().contains(&land), "the accused is never suggested: {suggestions}");
    router.post(&assign, county.six_fixings()).await.expect(200);
    instance.verify();
}

fn summary(summary: &Value) -> Value {
    json!([summary["by_light"], summary["by_status"]])
}

#[tokio::test(flavor = "multi_thread")]
async fn scenario_10_a_claim_may_be_decided_by_the_unit_but_not_by_the_person_or_its_own_supervisor() {
    let instance = Instance::start().await;
    let registrar = instance.sign_in("registrar").await;
    let router = instance.sign_in("router").await;
    let sysadmin = instance.sign_in("sysadmin").await;
    let county = County::of(&router).await;
    let (land, officer) = (county.unit("自然资源局"), county.person("征地股股长"));
    let mut claim = petition("征地补偿面积有争议");
    claim["conflict"] = json!({"units": [land], "persons": [officer]});
    let registered = registrar.post("/api/intake/v1/petitions", claim).await.expect(201);
    let id = registered["id"].as_str().unwrap();
    router.hears_of(&registrar);
    let assign = format!("/api/routing/v1/cases/{id}/assign");

    let mut fixings = county.six_fixings();
    fixings["lead_unit"] = json!(land);
    fixings["responsible_leader"] = json!(county.person("自然资源局局长"));
    fixings["handler"] = json!(officer);
    router.post(&assign, fixings.clone()).await.expect_problem(422, "conflict_of_interest");

    // The bureau itself may handle it, by another of its people.
    let other = sysadmin
        .post("/api/routing/v1/persons", json!({"name": "陶然", "title": "法规股股长", "unit_id": land}))
        .await
        .expect(201);
    fixings["handler"] = other["id"].clone();
    router.hears_of(&sysadmin);
    let mut own_supervisor = county.six_fixings();
    own_supervisor["supervising_unit"] = json!(land);
    router.post(&assign, own_supervisor).await.expect_problem(422, "conflict_of_interest");
    router.post(&assign, fixings).await.expect(200);

    // A later change of somebody's unit is checked at once and never leaves the case without an owner.
    let moved = sysadmin
        .call(
            reqwest::Method::PATCH,
            &format!("/api/routing/v1/persons/{}", other["id"].as_str().unwrap()),
            Some(json!({"unit_id": county.unit("信访局")})),
            &[],
        )
        .await;
    moved.expect_problem(409, "holds_roles");
    instance.verify();
}
