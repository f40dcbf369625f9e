//! Invariant 5 and R11: the SQL condition and the rule in memory say the same for every caller and case.

use events::Role;
use http_kit::{Caller, Scope};
use ids::{PersonId, UnitId};
use proptest::prelude::*;
use store::{MigrationSource, query};
use testkit::{FreshStore, engines};
use uuid::Uuid;

const CASES: &[MigrationSource] = &[MigrationSource {
    version: 1001,
    description: "cases",
    sqlite: "CREATE TABLE cases (id BLOB PRIMARY KEY, class TEXT NOT NULL) STRICT;",
    postgres: "CREATE TABLE cases (id UUID PRIMARY KEY, class TEXT NOT NULL);",
}];

fn party(n: u128) -> Uuid {
    Uuid::from_u128(0x1000 + n)
}

#[derive(Clone, Debug)]
struct Case {
    accusation: bool,
    involved: Vec<Uuid>,
    excluded: Vec<Uuid>,
}

fn cases() -> impl Strategy<Value = Vec<Case>> {
    let parties = || proptest::collection::vec((0..4_u128).prop_map(party), 0..3);
    let case = (any::<bool>(), parties(), parties()).prop_map(|(accusation, involved, excluded)| Case {
        accusation,
        involved,
        excluded,
    });
    proptest::collection::vec(case, 1..12)
}

fn callers() -> Vec<Caller> {
    let units = [None, Some(UnitId::from(party(0))), Some(UnitId::from(party(1)))];
    let persons = [None, Some(PersonId::from(party(2))), Some(PersonId::from(party(3)))];
    let mut callers = Vec::new();
    for role in Role::ALL {
        for unit in units {
            for person in persons {
                callers.push(Caller { roles: [role].into(), unit, person, ..Caller::public("yunxi") });
            }
        }
    }
    callers
}

fn check(cases: Vec<Case>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        for kind in engines() {
            let fresh = FreshStore::open(kind, CASES).await;
            let mut tx = fresh.store.begin().await.unwrap();
            for (n, case) in cases.iter().enumerate() {
                let id = Uuid::from_u128(1 + n as u128);
                let class = if case.accusation { "accusation" } else { "claim" };
                query("INSERT INTO cases (id, class) VALUES ($1, $2)").bind(id).bind(class).execute(&mut tx).await.unwrap();
                for (kind, parties) in [("involved", &case.involved), ("excluded", &case.excluded)] {
                    for party in parties {
                        query("INSERT INTO case_parties (case_id, party_id, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
                            .bind(id).bind(*party).bind(kind).execute(&mut tx).await.unwrap();
                    }
                }
            }
            for caller in callers() {
                let scope = Scope::of(&caller);
                let (clause, values) = scope.clause("c", 1);
                let rows = query(format!("SELECT c.id FROM cases c WHERE {clause} ORDER BY c.id"))
                    .bind_all(values)
                    .fetch_all(&mut tx)
                    .await
                    .unwrap();
                let seen: Vec<Uuid> = rows.iter().map(|row| row.get("id").unwrap()).collect();
                let expected: Vec<Uuid> = cases
                    .iter()
                    .enumerate()
                    .filter(|(_, case)| scope.allows(case.accusation, &case.involved, &case.excluded))
                    .map(|(n, _)| Uuid::from_u128(1 + n as u128))
                    .collect();
                assert_eq!(seen, expected, "{kind:?} {caller:?}");
            }
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_sql_scope_is_the_rule(cases in cases()) {
        check(cases);
    }
}

#[test]
fn r11_an_excluded_reader_sees_nothing_whatever_the_role() {
    for role in Role::ALL {
        let caller = Caller { roles: [role].into(), unit: Some(party(0).into()), ..Caller::public("yunxi") };
        assert!(!Scope::of(&caller).allows(true, &[party(0)], &[party(0)]), "{role}");
        assert!(!Scope::of(&caller).allows(false, &[party(0)], &[party(0)]), "{role}");
    }
}

#[test]
fn administrators_see_no_cases() {
    for role in [Role::Sysadmin, Role::Secadmin, Role::Auditor] {
        let caller = Caller { roles: [role].into(), unit: Some(party(0).into()), ..Caller::public("yunxi") };
        assert!(!Scope::of(&caller).allows(false, &[party(0)], &[]), "{role}: also not as one of its unit");
    }
}
