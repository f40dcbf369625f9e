use axum::http::Method;
use events::intake::ConflictV1;
use events::{CaseClass, Role};
use messaging::Handled;
use serde_json::{Value, json};
use store::query;
use testkit::engines;

use super::office::{Office, caller, router};
use crate::domain::{CaseEvent, CaseState, apply};
use crate::store::{cases, history};

#[tokio::test]
async fn section_7_the_main_flow_over_http_and_the_state_is_the_fold_of_its_history() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let path = |step: &str| format!("/cases/{case}/{step}");
        let handler = staff.handler();

        let assigned = office.post(&router(), &path("assign"), staff.six_fixings()).await;
        assert_eq!(assigned.headers["etag"], "\"2\"");
        assert!(assigned.headers["huiyin-position"].to_str().unwrap().starts_with("routing@1:"));
        let assigned = assigned.expect(200);
        assert_eq!((assigned["status"].as_str(), assigned["version"].as_i64()), (Some("assigned"), Some(2)));
        assert!(assigned["letter_number"].as_str().unwrap().ends_with("〕1号"));
        let steps = [
            ("accept", &handler, json!({}), "accepted"),
            ("progress", &handler, json!({"summary": "已现场核查"}), "handling"),
            (
                "decide",
                &handler,
                json!({"outcome": "supported", "summary": "属实", "legal_basis": "第三十二条"}),
                "decided",
            ),
            ("serve", &handler, json!({"method": "post"}), "served"),
            ("close", &router(), json!({"result": "settled"}), "closed"),
        ];
        for (step, who, body, status) in steps {
            let changed = office.post(who, &path(step), body).await.expect(200);
            assert_eq!(changed["status"], status);
        }

        let view = office.get(&handler, &format!("/cases/{case}")).await.expect(200);
        assert_eq!(view["version"], 7);
        assert_eq!(view["decision"]["legal_basis"], "第三十二条");
        assert_eq!(view["progress"][0]["by"], "测试乙");
        let types: Vec<&str> =
            view["timeline"].as_array().unwrap().iter().map(|line| line["type"].as_str().unwrap()).collect();
        let expected = [
            "registered",
            "assigned",
            "accepted",
            "progress_reported",
            "decision_issued",
            "decision_served",
            "closed",
        ];
        assert_eq!(types, expected);
        assert!(view["actions"].as_array().unwrap().iter().all(|action| action["allowed"] == false));

        let mut read = office.host.store.read().await.unwrap();
        let stored = cases::load(&mut read, case, &router().scope()).await.unwrap().unwrap().state;
        let events: Vec<CaseEvent> = history::events_of(&mut read, case).await.unwrap();
        let start =
            CaseState::registered(case, stored.case_number.clone(), stored.class, stored.conflict.clone());
        assert_eq!(events.iter().try_fold(start, apply).unwrap(), stored);
    }
}

#[tokio::test]
async fn section_10_the_text_of_a_decision_is_in_no_event() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        office.post(&router(), &format!("/cases/{case}/assign"), staff.six_fixings()).await.expect(200);
        office.post(&staff.handler(), &format!("/cases/{case}/accept"), json!({})).await.expect(200);
        let body = json!({"outcome": "explained", "summary": "只在本处", "legal_basis": "第三十二条"});
        office.post(&staff.handler(), &format!("/cases/{case}/decide"), body).await.expect(200);
        let rows = query("SELECT event_type, envelope FROM outbox WHERE subject = $1 ORDER BY seq")
            .bind(case)
            .fetch_all(&mut office.host.store.read().await.unwrap())
            .await
            .unwrap();
        assert_eq!(rows.len(), 3);
        for row in rows {
            let envelope: Value = row.json("envelope").unwrap();
            assert!(!envelope.to_string().contains("只在本处"), "{envelope}");
        }
    }
}

#[tokio::test]
async fn a_registration_seen_twice_is_one_case_and_a_taken_number_is_put_aside() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let event = office.registration(1, CaseClass::Claim, ConflictV1::default());
        assert_eq!(office.apply(event.clone()).await, Handled::Apply);
        assert_eq!(office.apply(event.clone()).await, Handled::Apply);
        let view = office.get(&router(), &format!("/cases/{}", event.subject)).await.expect(200);
        assert_eq!(view["timeline"].as_array().unwrap().len(), 1);
        let other = office.registration(1, CaseClass::Claim, ConflictV1::default());
        assert!(matches!(office.apply(other).await, Handled::DeadLetter(_)));
        let mut broken = office.registration(2, CaseClass::Claim, ConflictV1::default());
        broken.data = json!({"case_number": 7});
        assert!(matches!(office.apply(broken).await, Handled::DeadLetter(_)));
    }
}

#[tokio::test]
async fn r4_letters_are_numbered_without_gaps_also_in_one_batch_and_accusations_apart() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let mut cases = Vec::new();
        for number in 1..=12 {
            cases.push(office.register(number, CaseClass::Claim, ConflictV1::default()).await);
        }
        let apart = office.register(13, CaseClass::Accusation, ConflictV1::default()).await;
        let (router, body) = (router(), staff.six_fixings());
        let mut answers = Vec::new();
        let calls = cases.iter().map(|case| {
            let (path, body) = (format!("/cases/{case}/assign"), body.clone());
            let (office, router) = (&office, &router);
            async move { office.post(router, &path, body).await.expect(200) }
        });
        answers.extend(futures_util::future::join_all(calls).await);
        let mut ordinals: Vec<u32> = answers
            .iter()
            .map(|answer| {
                let letter = answer["letter_number"].as_str().unwrap();
                let (_, ordinal) = letter.split_once('〕').unwrap();
                ordinal.trim_end_matches('号').parse().unwrap()
            })
            .collect();
        ordinals.sort_unstable();
        assert_eq!(ordinals, (1..=12).collect::<Vec<u32>>());
        let answer = office.post(&router, &format!("/cases/{apart}/assign"), body).await.expect(200);
        assert!(answer["letter_number"].as_str().unwrap().starts_with("信检交"));
        assert!(answer["letter_number"].as_str().unwrap().ends_with("〕1号"));
    }
}

#[tokio::test]
async fn of_two_who_assign_at_once_one_is_refused() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let (path, router) = (format!("/cases/{case}/assign"), router());
        let (one, two) = tokio::join!(
            office.post(&router, &path, staff.six_fixings()),
            office.post(&router, &path, staff.six_fixings())
        );
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_and_no_second_letter() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let (path, key) = (format!("/cases/{case}/assign"), [("idempotency-key", "k-1")]);
        let body = staff.six_fixings();
        let first = office.call(&router(), Method::POST, &path, Some(body.clone()), &key).await.expect(200);
        let again = office.call(&router(), Method::POST, &path, Some(body.clone()), &key).await.expect(200);
        assert_eq!(first, again);
        let mut other = body;
        other["requirement"] = "另一要求".into();
        let reused = office.call(&router(), Method::POST, &path, Some(other), &key).await.expect(422);
        assert_eq!(reused["code"], "idempotency_key_reused");
    }
}

#[tokio::test]
async fn the_router_is_told_which_units_the_rules_point_to_but_never_an_excluded_one() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        for (unit, prefix) in [(staff.housing, "城乡建设/"), (staff.land, "国土资源/")] {
            let rule = json!({"category_prefix": prefix, "unit_id": unit, "priority": 1});
            office.post(&super::office::sysadmin(), "/rules", rule).await.expect(201);
        }
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let found = office.get(&router(), &format!("/cases/{case}/suggestions")).await.expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        assert_eq!(found["items"][0]["unit_id"], staff.housing.to_string());
        assert!(found["items"][0]["reason_zh"].as_str().unwrap().contains("城乡建设"));
        let conflict = ConflictV1 { excluded_units: vec![staff.housing], ..ConflictV1::default() };
        let accusation = office.register(2, CaseClass::Accusation, conflict).await;
        let director = caller(Role::Director, None, None);
        let found = office.get(&director, &format!("/cases/{accusation}/suggestions")).await.expect(200);
        assert_eq!(found["items"], json!([]));
    }
}
