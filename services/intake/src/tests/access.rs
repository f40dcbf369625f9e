use axum::http::StatusCode;
use events::Role;
use events::routing::{PersonChangedV1, UnitChangedV1};
use serde_json::json;
use testkit::engines;

use super::counter::{Counter, as_person, letter, letter_with, of_unit, person, registrar, somebody, unit};

async fn with_directory(kind: testkit::EngineKind) -> Counter {
    let counter = Counter::open(kind).await;
    let bureau = UnitChangedV1 {
        name: "自然资源局".to_owned(),
        kind: events::UnitKind::Department,
        parent: None,
        active: true,
    };
    let clerk =
        PersonChangedV1 {
            name: "赵某".to_owned(), unit_id: unit(2), title: "科员".to_owned(), active: true
        };
    counter.hear(unit(1).uuid(), &bureau).await;
    counter.hear(person(1).uuid(), &clerk).await;
    counter
}

#[test]
fn every_route_has_a_rule() {
    let table = http_kit::AccessTable::from_openapi(&crate::api()).unwrap();
    let rule = table.rule(&axum::http::Method::POST, "/api/intake/v1/petitions/{id}/reveal").unwrap();
    assert!(!rule.roles.contains(&Role::Sysadmin) && !rule.roles.contains(&Role::Receptionist));
}

#[tokio::test(flavor = "multi_thread")]
async fn r11_the_accused_see_nothing_not_even_that_it_exists() {
    for kind in engines() {
        let counter = with_directory(kind).await;
        let conflict = json!({ "units": [unit(1)], "persons": [person(1)] });
        let id =
            counter.registered(&letter_with(json!({ "class": "accusation", "conflict": conflict }))).await;
        let path = format!("/api/intake/v1/petitions/{id}");
        let accused = [
            of_unit(Role::Router, unit(1)),
            as_person(somebody(Role::Director), person(1)),
            as_person(of_unit(Role::DisciplineInspector, unit(9)), person(1)),
        ];
        for caller in &accused {
            assert_eq!(counter.get(caller, &path).await.status, StatusCode::NOT_FOUND, "{caller:?}");
            let reveal = json!({ "fields": ["body"], "reason": "核实情况" });
            let answer = counter.post(caller, &format!("{path}/reveal"), &reveal).await;
            assert_eq!(answer.body["code"], "case_not_found");
            let list = counter.get(caller, "/api/intake/v1/petitions?q=J000001").await;
            assert_eq!(list.body["items"], json!([]));
        }
        // Office roles without business with accusations see none; the inspector and the registrar do.
        for (caller, status) in [
            (somebody(Role::Receptionist), StatusCode::NOT_FOUND),
            (somebody(Role::Leader), StatusCode::NOT_FOUND),
            (of_unit(Role::Handler, unit(2)), StatusCode::NOT_FOUND),
            (somebody(Role::DisciplineInspector), StatusCode::OK),
            (registrar(), StatusCode::OK),
        ] {
            assert_eq!(counter.get(&caller, &path).await.status, status, "{caller:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_row_of_an_accusation_is_not_admitted_to_whoever_may_not_see_it() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        let row =
            letter_with(json!({ "class": "accusation", "source": { "name": "paper", "external_id": "1" } }));
        let id = counter.registered(&row).await;
        let answer = counter.register(&somebody(Role::Receptionist), &row).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(!answer.body.to_string().contains(&id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_seen_by_the_unit_complained_of_only_when_it_has_the_case() {
    for kind in engines() {
        let counter = with_directory(kind).await;
        let id = counter.registered(&letter_with(json!({ "conflict": { "units": [unit(1)] } }))).await;
        let path = format!("/api/intake/v1/petitions/{id}");
        let handler = of_unit(Role::Handler, unit(1));
        assert_eq!(counter.get(&handler, &path).await.status, StatusCode::NOT_FOUND);
        counter.hear(id.parse().unwrap(), &super::steps::assigned(unit(1))).await;
        assert_eq!(counter.get(&handler, &path).await.status, StatusCode::OK);
        let other = of_unit(Role::Handler, unit(3));
        assert_eq!(counter.get(&other, &path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_subjects_and_numbers_page_by_page() {
    for kind in engines() {
        let counter = Counter::open(kind).await;
        for n in 0..5 {
            counter.registered(&letter_with(json!({ "subject": format!("Bus站台_{n}损坏100%") }))).await;
        }
        counter.registered(&letter()).await;
        let find = |query: &'static str| {
            let counter = &counter;
            async move {
                let path = format!("/api/intake/v1/petitions?{query}");
                let answer = counter.get(&registrar(), &path).await;
                answer.body["items"].as_array().unwrap_or_else(|| panic!("{answer:?}")).len()
            }
        };
        assert_eq!(find("").await, 6);
        assert_eq!(find("q=bus").await, 5);
        assert_eq!(find("q=%E7%AB%99%E5%8F%B0_3").await, 1);
        assert_eq!(find("q=100%25").await, 5);
        assert_eq!(find("q=x%25").await, 0, "a percent sign stands for itself");
        assert_eq!(find("q=l000006").await, 1);
        assert_eq!(find("q=%00bus").await, 5);

        let mut seen = Vec::new();
        let mut cursor = String::new();
        for _ in 0..3 {
            let path = format!("/api/intake/v1/petitions?limit=2{cursor}");
            let page = counter.get(&registrar(), &path).await.body;
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["case_number"].to_string()));
            cursor = page["next_cursor"].as_str().map_or(String::new(), |next| format!("&cursor={next}"));
        }
        assert_eq!(cursor, "");
        assert_eq!(seen.len(), 6);
        assert!(seen.is_sorted_by(|newer, older| newer > older), "{seen:?}");
        let bad = counter.get(&registrar(), "/api/intake/v1/petitions?cursor=x").await;
        assert_eq!(bad.body["code"], "invalid_cursor");
    }
}
