use axum::http::Method;
use serde_json::{Value, json};
use testkit::engines;

use super::office::{Office, id, router, sysadmin};

#[tokio::test]
async fn a_unit_name_stands_once_below_its_parent() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let town = office.unit("青石镇", "town").await;
        let body = json!({"name": " 青石镇 ", "kind": "town"});
        assert_eq!(office.post(&sysadmin(), "/units", body).await.expect(409)["code"], "name_taken");
        let below = json!({"name": "青石镇", "kind": "village", "parent_id": town});
        office.post(&sysadmin(), "/units", below.clone()).await.expect(201);
        office.post(&sysadmin(), "/units", below).await.expect(409);
        let orphan = json!({"name": "甲村", "kind": "village", "parent_id": uuid::Uuid::from_u128(7)});
        let answer = office.post(&sysadmin(), "/units", orphan).await;
        assert_eq!(answer.faults(), [("/parent_id".to_owned(), "unknown_unit".to_owned())]);
        for (name, code) in [("  ".to_owned(), "required"), ("长".repeat(61), "too_long")] {
            let answer = office.post(&sysadmin(), "/units", json!({"name": name, "kind": "town"})).await;
            assert_eq!(answer.faults(), [("/name".to_owned(), code.to_owned())]);
        }
    }
}

#[tokio::test]
async fn lists_are_read_page_by_page() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let mut names = Vec::new();
        let mut path = "/units?limit=2".to_owned();
        loop {
            let page = office.get(&router(), &path).await.expect(200);
            names.extend(page["items"].as_array().unwrap().iter().map(|unit| unit["name"].clone()));
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/units?limit=2&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(names, ["住房和城乡建设局", "自然资源局", "信访局"].map(Value::from));
        let page = office.get(&router(), &format!("/persons?unit={}", staff.housing)).await.expect(200);
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
        office.get(&router(), "/units?cursor=x").await.expect(400);
    }
}

#[tokio::test]
async fn a_person_is_told_apart_by_title_and_frees_the_name_when_leaving() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let unit = office.unit("信访局", "petition_office").await;
        let body = |title: &str| json!({"name": "测试甲", "title": title, "unit_id": unit});
        let first = office.post(&sysadmin(), "/persons", body("科员")).await.expect(201);
        office.post(&sysadmin(), "/persons", body("科员")).await.expect(409);
        let second = office.post(&sysadmin(), "/persons", body("科长")).await.expect(201);
        let path = format!("/persons/{}", id(&first));
        let left = office.patch(&sysadmin(), &path, json!({"active": false})).await.expect(200);
        assert_eq!((left["active"].as_bool(), left["version"].as_i64()), (Some(false), Some(2)));
        office
            .patch(&sysadmin(), &format!("/persons/{}", id(&second)), json!({"title": "科员"}))
            .await
            .expect(200);
        // Back again, the two would be one: refused.
        office.patch(&sysadmin(), &path, json!({"active": true})).await.expect(409);
        let stale = [("if-match", "\"1\"")];
        let body = Some(json!({"title": "主任"}));
        office.call(&sysadmin(), Method::PATCH, &path, body, &stale).await.expect(412);
        office.patch(&sysadmin(), &format!("/persons/{unit}"), json!({"active": true})).await.expect(404);
    }
}

#[tokio::test]
async fn a_rule_needs_a_criterion_and_stands_once() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let unit = office.unit("信访局", "petition_office").await;
        let empty = office.post(&sysadmin(), "/rules", json!({"unit_id": unit})).await;
        assert_eq!(empty.faults(), [("/category_prefix".to_owned(), "no_criterion".to_owned())]);
        let far = json!({"unit_id": unit, "keyword": "电梯", "priority": 101});
        let far = office.post(&sysadmin(), "/rules", far).await;
        assert_eq!(far.faults(), [("/priority".to_owned(), "out_of_range".to_owned())]);
        let rule = json!({"unit_id": unit, "keyword": "电梯"});
        office.post(&sysadmin(), "/rules", rule.clone()).await.expect(201);
        office.post(&sysadmin(), "/rules", rule).await.expect(409);
        let page = office.get(&sysadmin(), "/rules").await.expect(200);
        assert_eq!(page["items"][0]["keyword"], "电梯");
    }
}
