use events::intake::ConflictV1;
use events::{CaseClass, Role};
use serde_json::json;
use testkit::engines;

use super::office::{Office, caller, router, sysadmin};

#[tokio::test]
async fn a_unit_sees_the_cases_it_is_on_and_no_others() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let case = office.register(1, CaseClass::Claim, ConflictV1::default()).await;
        let path = format!("/cases/{case}");
        office.get(&staff.handler(), &path).await.expect(404);
        office.post(&router(), &format!("{path}/assign"), staff.six_fixings()).await.expect(200);
        office.get(&staff.handler(), &path).await.expect(200);
        office.get(&staff.stranger(), &path).await.expect(404);
        office.get(&sysadmin(), &path).await.expect(404);
    }
}

#[tokio::test]
async fn r11_an_excluded_unit_sees_nothing_of_an_accusation_in_whatever_role() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let conflict = ConflictV1 { excluded_units: vec![staff.housing], ..ConflictV1::default() };
        let case = office.register(1, CaseClass::Accusation, conflict).await;
        let path = format!("/cases/{case}");
        office.get(&router(), &path).await.expect(200);
        for role in [Role::Handler, Role::UnitHead, Role::Router, Role::Director, Role::DisciplineInspector] {
            let accused = caller(role, Some(staff.housing), Some(staff.handler));
            office.get(&accused, &path).await.expect(404);
            office.post(&accused, &format!("{path}/assign"), staff.six_fixings()).await.expect(404);
            office.get(&accused, &format!("{path}/suggestions")).await.expect(404);
        }
        let refused =
            office.post(&router(), &format!("{path}/assign"), staff.six_fixings()).await.expect(422);
        assert_eq!(refused["code"], "conflict_of_interest");
    }
}

/// Scenario 10: the deputy named in an accusation moves to the supervising unit and is refused there too.
#[tokio::test]
async fn r11_scenario_10_a_later_move_counts_at_once_and_the_case_keeps_its_owner() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let deputy = office.person("测试丁", staff.land).await;
        let conflict = ConflictV1 {
            excluded_units: vec![staff.land],
            excluded_persons: vec![deputy],
            ..ConflictV1::default()
        };
        let case = office.register(1, CaseClass::Accusation, conflict).await;
        let path = format!("/cases/{case}");
        office.post(&router(), &format!("{path}/assign"), staff.six_fixings()).await.expect(200);
        let supervisor = caller(Role::Supervisor, Some(staff.office), Some(deputy));
        office
            .patch(&sysadmin(), &format!("/persons/{deputy}"), json!({"unit_id": staff.office}))
            .await
            .expect(200);
        office.get(&supervisor, &path).await.expect(404);

        // A bystander who moves into the accused unit is out at once, though the token names the old unit.
        let bystander = office.person("测试戊", staff.office).await;
        let before = caller(Role::Supervisor, Some(staff.office), Some(bystander));
        office.get(&before, &path).await.expect(200);
        office
            .patch(&sysadmin(), &format!("/persons/{bystander}"), json!({"unit_id": staff.land}))
            .await
            .expect(200);
        office.get(&before, &path).await.expect(404);

        // The handler cannot be moved away while the case is theirs; the refusal names the case to those
        // who may know it.
        let body = json!({"unit_id": staff.land});
        let hidden = office.patch(&sysadmin(), &format!("/persons/{}", staff.handler), body.clone()).await;
        assert!(!hidden.body.to_string().contains("YX-2026-00001"));
        assert_eq!(hidden.expect(409)["code"], "holds_roles");
        let director = caller(Role::Director, None, None);
        let named = office.patch(&director, &format!("/persons/{}", staff.handler), body).await.expect(409);
        assert!(named["messages"]["zh-CN"].as_str().unwrap().contains("YX-2026-00001"));
        let view = office.get(&router(), &path).await.expect(200);
        assert_eq!(view["assignment"]["handler"], staff.handler.to_string());
    }
}

#[tokio::test]
async fn art_28_the_officer_named_in_a_claim_sees_nothing_while_the_bureau_handles_it() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let staff = office.staff().await;
        let officer = office.person("测试己", staff.housing).await;
        let conflict = ConflictV1 {
            complained_units: vec![staff.housing],
            excluded_persons: vec![officer],
            ..ConflictV1::default()
        };
        let case = office.register(1, CaseClass::Claim, conflict).await;
        let path = format!("/cases/{case}");
        let mut named = staff.six_fixings();
        named["handler"] = json!(officer);
        let refused = office.post(&router(), &format!("{path}/assign"), named).await;
        assert_eq!(refused.faults(), [("/handler".to_owned(), "excluded_person".to_owned())]);
        office.post(&router(), &format!("{path}/assign"), staff.six_fixings()).await.expect(200);
        office.get(&staff.handler(), &path).await.expect(200);
        let recused = caller(Role::Handler, Some(staff.housing), Some(officer));
        office.get(&recused, &path).await.expect(404);
        office.post(&recused, &format!("{path}/accept"), json!({})).await.expect(404);
    }
}
