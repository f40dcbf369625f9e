use events::intake::ConflictV1;
use events::{CaseClass, Role};
use testkit::engines;

use super::*;

async fn counted(office: &Office, caller: &Caller) -> i64 {
    let scope = caller.scope();
    let mut on = office.bench.store().read().await.unwrap();
    let counts = case_list::counts(&mut on, |next| scope.clause("c", next)).await.unwrap();
    counts.iter().map(|(_, _, n)| n).sum()
}

#[tokio::test]
async fn r11_an_accused_unit_finds_nothing_of_the_accusation_in_lists_searches_counts_or_by_id() {
    for kind in engines() {
        let office = Office::open(kind).await;
        let accused = ConflictV1 { excluded_units: vec![unit(LAND)], ..ConflictV1::default() };
        office.register(1, CaseClass::Accusation, "反映违规收费", accused).await;
        office.register(2, CaseClass::Claim, "反映道路破损", ConflictV1::default()).await;
        office.assign(2, LAND).await;
        // A router who sits in the accused unit is excluded by the unit, whatever the role.
        for role in [Role::Handler, Role::UnitHead, Role::Router, Role::Director] {
            let accused = caller(role, Some(LAND), None);
            let own = office.numbers(&accused, &Filter::default()).await;
            assert_eq!(own, ["YX-2026-0002"], "{role}");
            let found = Filter { pattern: Some("%0001%".into()), ..Filter::default() };
            assert!(office.numbers(&accused, &found).await.is_empty(), "{role}");
            assert_eq!(counted(&office, &accused).await, 1, "{role}");
            let scope = accused.scope();
            let mut on = office.bench.store().read().await.unwrap();
            let row = case_list::get(&mut on, case(1), |next| scope.clause("c", next)).await.unwrap();
            assert!(row.is_none(), "{role}");
        }
        let router = caller(Role::Router, None, None);
        assert_eq!(office.numbers(&router, &Filter::default()).await.len(), 2);
        // Receptionists see the office's cases, but not accusations.
        let receptionist = caller(Role::Receptionist, None, None);
        assert_eq!(office.numbers(&receptionist, &Filter::default()).await, ["YX-2026-0002"]);
    }
}

#[tokio::test]
async fn a_unit_sees_only_the_cases_it_is_on_and_administrators_see_none() {
    for kind in engines() {
        let office = Office::open(kind).await;
        office.register(1, CaseClass::Claim, "甲事项", ConflictV1::default()).await;
        office.register(2, CaseClass::Claim, "乙事项", ConflictV1::default()).await;
        office.assign(1, HOUSING).await;
        let housing = caller(Role::Handler, Some(HOUSING), Some(HANDLER));
        assert_eq!(office.numbers(&housing, &Filter::default()).await, ["YX-2026-0001"]);
        let land = caller(Role::Handler, Some(LAND), None);
        assert!(office.numbers(&land, &Filter::default()).await.is_empty());
        for role in [Role::Sysadmin, Role::Secadmin, Role::Auditor] {
            assert!(office.numbers(&caller(role, None, None), &Filter::default()).await.is_empty(), "{role}");
        }
    }
}
