use axum::http::StatusCode;
use events::{CaseClass, Role};
use http_kit::AccessTable;
use serde_json::json;

use super::desktop::{Desktop, caller};
use super::*;

#[test]
fn every_route_names_its_roles_and_its_scope() {
    AccessTable::from_openapi(&crate::api()).unwrap();
}

#[tokio::test]
async fn an_alert_is_listed_with_its_levels_answered_once_and_then_closed() {
    let desktop = Desktop::new().await;
    desktop.rosters().await;
    desktop.has_overdue(1, CaseClass::Claim, ConflictV1::default()).await;
    let leader = caller(Role::Leader, LU);
    let alert = desktop.list(&leader).await.remove(0);
    assert_eq!((alert["state"].as_str(), alert["level"].as_u64()), (Some("open"), Some(1)));
    assert_eq!(alert["case_number"], "YX2026-000001");
    let called = &alert["levels"][0]["people"][0];
    assert_eq!(
        (called["channel"].as_str(), called["delivery_state"].as_str()),
        (Some("console"), Some("accepted"))
    );
    assert!(alert["next_escalation_at"].is_string() && alert["levels"][1]["begins_at"].is_null());

    let path = format!("/api/alerts/v1/alerts/{}/acknowledge", alert["id"].as_str().unwrap());
    let (status, answer) = desktop.call(&leader, "POST", &path, Some(json!({"note": "马上到"}))).await;
    assert_eq!((status, answer["state"].as_str()), (StatusCode::OK, Some("acknowledged")), "{answer}");
    let (status, again) = desktop.call(&caller(Role::Director, 50), "POST", &path, Some(json!({}))).await;
    assert_eq!((status, &again["version"]), (StatusCode::OK, &answer["version"]), "the first answer stays");
    let shown = desktop.list(&leader).await.remove(0);
    assert_eq!(
        (shown["acknowledged_by"].as_str(), shown["next_escalation_at"].is_null()),
        (Some("陆明远"), true)
    );

    let path = path.replace("acknowledge", "close");
    let (status, _) = desktop.call(&leader, "POST", &path, Some(json!({"outcome": " "}))).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let (status, _) = desktop.call(&leader, "POST", &path, Some(json!({"outcome": "已督促受理"}))).await;
    assert_eq!(status, StatusCode::OK);
    let (status, problem) = desktop.call(&leader, "POST", &path, Some(json!({"outcome": "再关"}))).await;
    assert_eq!((status, problem["code"].as_str()), (StatusCode::CONFLICT, Some("alert_closed")));
}

#[tokio::test]
async fn invariant_5_r11_an_alert_out_of_scope_is_not_there_at_all() {
    let desktop = Desktop::new().await;
    desktop.rosters().await;
    let conflict = ConflictV1 { excluded_units: vec![unit(LU)], ..ConflictV1::default() };
    desktop.has_overdue(1, CaseClass::Accusation, conflict).await;
    let director = caller(Role::Director, 50);
    let alert = desktop.list(&director).await.remove(0);
    let id = alert["id"].as_str().unwrap();
    let called = alert["levels"][0]["people"][0]["person_id"].as_str().unwrap();
    assert_eq!(called, person(QIN).to_string(), "the accused unit's leader is passed over");
    // Called, although on-call leaders read no accusations otherwise.
    assert_eq!(desktop.list(&caller(Role::Leader, QIN)).await.len(), 1);
    for stranger in [
        caller(Role::Leader, LU),
        caller(Role::Director, LU),
        caller(Role::Leader, HE),
        caller(Role::Handler, 60),
        caller(Role::Sysadmin, 61),
    ] {
        assert!(desktop.list(&stranger).await.is_empty(), "{stranger:?}");
        for (method, rest, body) in [("GET", "", None), ("POST", "/acknowledge", Some(json!({})))] {
            let path = format!("/api/alerts/v1/alerts/{id}{rest}");
            let (status, problem) = desktop.call(&stranger, method, &path, body).await;
            assert_eq!((status, problem["code"].as_str()), (StatusCode::NOT_FOUND, Some("alert_not_found")));
        }
    }
}

#[tokio::test]
async fn only_whoever_was_called_can_say_that_they_cannot_come_and_the_next_is_called() {
    let desktop = Desktop::new().await;
    desktop.rosters().await;
    desktop.has_overdue(1, CaseClass::Claim, ConflictV1::default()).await;
    let alert = desktop.list(&caller(Role::Director, 50)).await.remove(0);
    let called: PersonId = alert["levels"][0]["people"][0]["person_id"].as_str().unwrap().parse().unwrap();
    let number = if called == person(LU) { LU } else { QIN };
    let path = format!("/api/alerts/v1/alerts/{}/cannot-come", alert["id"].as_str().unwrap());
    let body = json!({"reason": "在市里开会"});
    let (status, problem) = desktop.call(&caller(Role::Leader, HE), "POST", &path, Some(body.clone())).await;
    assert_eq!((status, problem["code"].as_str()), (StatusCode::FORBIDDEN, Some("not_called")));
    let (status, _) = desktop.call(&caller(Role::Leader, number), "POST", &path, Some(body)).await;
    assert_eq!(status, StatusCode::OK);
    let alert = desktop.list(&caller(Role::Director, 50)).await.remove(0);
    assert_eq!(alert["level"], 2);
    assert_eq!(alert["levels"][0]["people"][0]["cannot_come"], true);
    assert_eq!(alert["levels"][1]["people"][0]["name"], "何秉文");
}

#[tokio::test]
async fn rosters_on_call_calendar_and_overrides_speak_with_one_voice() {
    let desktop = Desktop::new().await;
    desktop.rosters().await;
    let director = caller(Role::Director, 50);
    let (_, rosters) = desktop.call(&director, "GET", "/api/alerts/v1/rosters?limit=50", None).await;
    assert_eq!(rosters["items"][0]["members"][0]["name"], "陆明远");
    assert_eq!(rosters["items"][0]["handover"], "08:30");
    let id = rosters["items"][0]["id"].as_str().unwrap();
    let now = desktop.host.business.now();
    let body = json!({
        "person_id": person(HE), "from": now, "until": now + SignedDuration::from_hours(10), "reason": "出差",
    });
    let path = format!("/api/alerts/v1/rosters/{id}/overrides");
    let (status, answer) = desktop.call(&director, "POST", &path, Some(body)).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let at = now + SignedDuration::from_hours(1);
    let (_, on_call) =
        desktop.call(&director, "GET", &format!("/api/alerts/v1/rosters/on-call?at={at}"), None).await;
    let leader = on_call["items"].as_array().unwrap().iter().find(|item| item["layer"] == "leader").unwrap();
    assert_eq!((leader["name"].as_str(), leader["source"].as_str()), (Some("何秉文"), Some("override")));
    let (status, page) = desktop
        .call(&director, "GET", "/api/alerts/v1/rosters/calendar?from=2030-01-01&to=2030-01-31", None)
        .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        page["items"].as_array().unwrap().len(),
        10,
        "five weekly turns touch the month, in two layers"
    );
    for bad in ["from=2030-02-01&to=2030-01-01", "from=2030-01-01&to=2031-01-01", "from=x&to=y"] {
        let (status, _) =
            desktop.call(&director, "GET", &format!("/api/alerts/v1/rosters/calendar?{bad}"), None).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn a_roster_with_faults_is_refused_with_every_field_pointed_at() {
    let desktop = Desktop::new().await;
    let body = json!({
        "layer": "leader", "name": "", "members": [person(LU), person(99)], "rotation": "daily",
        "anchor": "1026-01-05", "handover": "8 o'clock",
    });
    let (status, problem) =
        desktop.call(&caller(Role::Director, 50), "POST", "/api/alerts/v1/rosters", Some(body)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let pointers: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["pointer"].as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/name", "/handover", "/anchor", "/members/1"]);
}

#[tokio::test]
async fn contacts_are_entered_whole_and_read_back() {
    let desktop = Desktop::new().await;
    let path = format!("/api/alerts/v1/contacts/{}", person(LU));
    let director = caller(Role::Director, 50);
    let body = json!({"email": "lu@yunxi.example", "quiet_from": "22:00", "quiet_until": "07:00"});
    let (status, _) = desktop.call(&director, "PUT", &path, Some(body)).await;
    assert_eq!(status, StatusCode::OK);
    let (_, contact) = desktop.call(&director, "GET", &path, None).await;
    assert_eq!(
        (contact["email"].as_str(), contact["quiet_until"].as_str()),
        (Some("lu@yunxi.example"), Some("07:00"))
    );
    let nobody = format!("/api/alerts/v1/contacts/{}", person(99));
    assert_eq!(desktop.call(&director, "GET", &nobody, None).await.0, StatusCode::NOT_FOUND);
}
