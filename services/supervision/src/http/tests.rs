//! The routes, with the caller as the host's gate would have put it there. Roles are the gate's; what is
//! shown here is that every row is scoped.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use events::{CaseClass, Role};
use http_kit::{AccessTable, Caller};
use ids::{PersonId, UnitId};
use serde_json::Value;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::routes;
use crate::test_office::{LEAD, Office, at, case, registration};

fn caller(role: Role, unit: Option<u128>) -> Caller {
    Caller {
        user_id: None,
        username: role.to_string(),
        roles: [role].into(),
        unit: unit.map(|unit| UnitId::from(Uuid::from_u128(unit))),
        person: None,
        instance: "yunxi".into(),
    }
}

async fn get(office: &Office, caller: &Caller, path: &str) -> (StatusCode, Value) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    call(office, caller, request).await
}

async fn call(office: &Office, caller: &Caller, mut request: Request<Body>) -> (StatusCode, Value) {
    request.extensions_mut().insert(caller.clone());
    let (router, _) = routes().with_state(office.app().await).split_for_parts();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

fn clocks_path(number: u128) -> String {
    format!("/api/supervision/v1/cases/{}/clocks", case(number))
}

#[test]
fn every_route_names_its_roles_and_its_scope() {
    assert!(AccessTable::from_openapi(&crate::api()).is_ok());
}

#[tokio::test]
async fn the_clocks_of_a_case_say_what_is_left_in_words() {
    let office = Office::open(at(9, 30, 9, 0)).await;
    office.register_from_reception(case(1)).await;
    office.set_time(at(10, 9, 10, 0));
    office.fire().await;
    office.assign(case(1), None).await;
    let (status, body) = get(&office, &caller(Role::Supervisor, None), &clocks_path(1)).await;
    assert_eq!(status, StatusCode::OK);
    let items = body["items"].as_array().unwrap();
    assert_eq!(items.len(), 3);
    let accept = &items[0];
    assert_eq!((&accept["rule"], &accept["state"]), (&"accept".into(), &"running".into()));
    assert_eq!(accept["name_zh"], "受理告知");
    assert_eq!(accept["light"], "green");
    assert_eq!(accept["due_rolled"], "2026-10-26");
    assert_eq!(accept["red_at"], "2026-10-26T16:00:00Z");
    assert_eq!(accept["remaining"]["text_zh"], "还剩 12 个工作日（10月26日前）");
    assert_eq!(accept["remaining"]["unit"], "working_day");
    let letter = items.iter().find(|item| item["rule"] == "assignment_letter").unwrap();
    assert_eq!((&letter["state"], &letter["in_time"]), (&"stopped".into(), &false.into()));
    assert_eq!(letter["remaining"]["text_zh"], "已完成，超期 1 天（应于10月8日前）");
}

#[tokio::test]
async fn r11_a_case_outside_the_scope_is_like_no_case() {
    let office = Office::open(at(9, 30, 9, 0)).await;
    let mut accusation = registration(at(9, 30, 9, 0), at(9, 30, 9, 0));
    accusation.class = CaseClass::Accusation;
    accusation.conflict.excluded_units = vec![UnitId::from(Uuid::from_u128(LEAD))];
    accusation.conflict.excluded_persons = vec![PersonId::from(Uuid::from_u128(0xB7))];
    office.register(case(1), &accusation).await;
    office.register(case(2), &registration(at(9, 30, 9, 0), at(9, 30, 9, 0))).await;
    office.assign(case(2), None).await;

    let unit = caller(Role::Handler, Some(LEAD));
    let other = caller(Role::Handler, Some(0xA9));
    let mut accused = caller(Role::Supervisor, None);
    accused.person = Some(PersonId::from(Uuid::from_u128(0xB7)));
    let supervisor = caller(Role::Supervisor, None);
    let leader = caller(Role::Leader, None);
    let inspector = caller(Role::DisciplineInspector, None);
    for (who, first, second) in [
        (&unit, 404, 200),
        (&other, 404, 404),
        (&accused, 404, 200),
        (&supervisor, 200, 200),
        (&leader, 404, 200),
        (&inspector, 200, 404),
    ] {
        for (number, expected) in [(1, first), (2, second), (3, 404)] {
            let (status, body) = get(&office, who, &clocks_path(number)).await;
            assert_eq!(status.as_u16(), expected, "{} on case {number}", who.username);
            if expected == 404 {
                assert_eq!(body["code"], "case_not_found");
            }
        }
        let (_, board) = get(&office, who, "/api/supervision/v1/board").await;
        let total: i64 =
            board["items"].as_array().unwrap().iter().map(|row| row["total"].as_i64().unwrap()).sum();
        let seen = i64::from(first == 200) + i64::from(second == 200);
        assert_eq!(total, seen, "{}: what may not be seen is not counted", who.username);
    }
}

#[tokio::test]
async fn section6_a_year_says_that_it_is_published_or_missing() {
    let office = Office::open(at(9, 30, 9, 0)).await;
    let supervisor = caller(Role::Supervisor, None);
    let (_, body) = get(&office, &supervisor, "/api/supervision/v1/calendar/2026").await;
    assert_eq!((&body["state"], &body["version"]), (&"published".into(), &1.into()));
    assert_eq!(body["workdays"].as_array().unwrap().len(), 6);
    let (_, body) = get(&office, &supervisor, "/api/supervision/v1/calendar/2027").await;
    assert_eq!((&body["state"], &body["version"]), (&"missing".into(), &Value::Null));
    let (status, _) = get(&office, &supervisor, "/api/supervision/v1/calendar/20260").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_confirmation_of_time_needs_a_reason_and_is_on_record() {
    let office = Office::open(at(9, 30, 9, 0)).await;
    let operator = caller(Role::Operator, None);
    let confirm = |reason: &str| {
        Request::post("/api/supervision/v1/time/confirm")
            .header("content-type", "application/json")
            .body(Body::from(serde_json::json!({ "reason": reason }).to_string()))
            .unwrap()
    };
    let (status, body) = call(&office, &operator, confirm(" ")).await;
    assert_eq!(
        (status, &body["errors"][0]["pointer"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &"/reason".into())
    );
    let (status, body) = call(&office, &operator, confirm("已与授时服务核对")).await;
    assert_eq!((status, &body["confirmed_at"]), (StatusCode::OK, &"2026-09-30T01:00:00Z".into()));
    let mut on = office.store.read().await.unwrap();
    let row = store::query("SELECT action FROM audit").fetch_one(&mut on).await.unwrap();
    assert_eq!(row.get::<String>("action").unwrap(), "time.confirm");
    let (_, time) = get(&office, &operator, "/api/supervision/v1/time").await;
    assert_eq!(time["held"], Value::Null);
}
