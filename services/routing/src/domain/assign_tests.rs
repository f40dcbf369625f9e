use events::{CaseClass, Role};
use jiff::civil::Date;

use super::world::{World, case, claim, person, six_fixings, unit};
use super::{ASSISTING_UNITS_MAX, AssignRequest, Command, Conflict, Kind, Rejection};

fn refusal(world: &World, conflict: Conflict, request: AssignRequest) -> Rejection {
    let class = if conflict.excluded_units.is_empty() { CaseClass::Claim } else { CaseClass::Accusation };
    world.decide(&case(class, conflict), &Command::Assign(request), &world.router()).unwrap_err()
}

fn faults(rejection: &Rejection) -> Vec<(&str, &str)> {
    rejection.faults.iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect()
}

#[test]
fn r2_an_assignment_with_all_fixings_owns_the_case() {
    let assigned = World::default().assigned();
    let assignment = assigned.stage.assignment().unwrap();
    assert_eq!((assignment.lead_unit, assignment.handler), (unit(1), person(11)));
    assert_eq!(assignment.letter_number, "信交〔2026〕1号");
}

#[test]
fn r2_every_missing_fixing_is_named_at_once() {
    let world = World::default();
    let rejection = refusal(
        &world,
        Conflict::default(),
        AssignRequest { requirement: Some("  ".into()), ..AssignRequest::default() },
    );
    assert_eq!((rejection.kind, rejection.code), (Kind::Invalid, "missing_fixings"));
    let pointers: Vec<&str> = rejection.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(
        pointers,
        ["/lead_unit", "/supervising_unit", "/responsible_leader", "/handler", "/requirement"]
    );
    assert!(rejection.faults.iter().all(|f| !f.sentence.zh.is_empty() && !f.sentence.en.is_empty()));
}

#[test]
fn r2_without_a_due_date_the_statute_fixes_it() {
    let world = World::default();
    let request = AssignRequest { due: None, ..six_fixings() };
    assert!(world.decide(&claim(), &Command::Assign(request), &world.router()).is_ok());
}

#[test]
fn a_due_date_in_the_past_or_beyond_a_year_is_refused() {
    let world = World::default();
    for (due, code) in [
        (Date::constant(2026, 9, 17), Some("due_in_past")),
        (Date::constant(2026, 9, 18), None),
        (Date::constant(2027, 9, 18), None),
        (Date::constant(2027, 9, 19), Some("due_too_far")),
    ] {
        let request = AssignRequest { due: Some(due), ..six_fixings() };
        let outcome = world.decide(&claim(), &Command::Assign(request), &world.router());
        assert_eq!(outcome.err().map(|r| r.faults[0].code), code, "{due}");
    }
}

#[test]
fn r11_an_excluded_unit_takes_no_part() {
    let world = World::default();
    let excluded = |n| Conflict { excluded_units: [unit(n)].into(), ..Conflict::default() };
    let lead = refusal(&world, excluded(1), six_fixings());
    assert_eq!(lead.code, "conflict_of_interest");
    assert_eq!(
        faults(&lead),
        [
            ("/lead_unit", "excluded_unit"),
            ("/responsible_leader", "person_of_excluded_unit"),
            ("/handler", "person_of_excluded_unit"),
        ]
    );
    let assisting = refusal(&world, excluded(2), six_fixings());
    assert_eq!(faults(&assisting), [("/assisting_units/0", "excluded_unit")]);
    assert_eq!(
        faults(&refusal(
            &world,
            excluded(3),
            AssignRequest { supervising_unit: Some(unit(3)), ..six_fixings() }
        )),
        [("/supervising_unit", "excluded_unit")]
    );
}

#[test]
fn r11_scenario_10_the_bureau_handles_the_claim_but_the_officer_named_does_not() {
    let world = World::default();
    let conflict = Conflict {
        complained_units: [unit(1)].into(),
        excluded_persons: [person(11)].into(),
        ..Conflict::default()
    };
    assert_eq!(faults(&refusal(&world, conflict.clone(), six_fixings())), [("/handler", "excluded_person")]);
    let other = AssignRequest { handler: Some(person(10)), ..six_fixings() };
    assert!(
        world.decide(&case(CaseClass::Claim, conflict), &Command::Assign(other), &world.router()).is_ok()
    );
}

#[test]
fn r11_the_unit_complained_of_does_not_supervise() {
    let world = World::default();
    let conflict = Conflict { complained_units: [unit(4)].into(), ..Conflict::default() };
    assert_eq!(
        faults(&refusal(&world, conflict, six_fixings())),
        [("/supervising_unit", "complained_unit_supervises")]
    );
}

#[test]
fn r9_lead_assisting_and_supervising_units_are_different_ones() {
    let world = World::default();
    for (assisting, supervising, expected) in [
        (vec![unit(1)], unit(4), ("/assisting_units/0", "lead_assists")),
        (vec![unit(2), unit(2)], unit(4), ("/assisting_units/1", "named_twice")),
        (vec![], unit(1), ("/supervising_unit", "supervisor_leads")),
        (vec![unit(2)], unit(2), ("/supervising_unit", "supervisor_assists")),
        (vec![unit(2); ASSISTING_UNITS_MAX + 1], unit(4), ("/assisting_units", "too_many")),
    ] {
        let request = AssignRequest {
            assisting_units: assisting,
            supervising_unit: Some(supervising),
            ..six_fixings()
        };
        assert_eq!(faults(&refusal(&world, Conflict::default(), request)), [expected]);
    }
}

#[test]
fn handler_and_leader_belong_where_the_case_is() {
    let world = World::default();
    let foreign =
        AssignRequest { handler: Some(person(20)), responsible_leader: Some(person(30)), ..six_fixings() };
    assert_eq!(
        faults(&refusal(&world, Conflict::default(), foreign)),
        [("/responsible_leader", "leader_of_other_unit"), ("/handler", "handler_of_other_unit")]
    );
    let county_leader = AssignRequest { responsible_leader: Some(person(50)), ..six_fixings() };
    assert!(world.decide(&claim(), &Command::Assign(county_leader), &world.router()).is_ok());
}

#[test]
fn unknown_and_inactive_units_and_persons_are_refused() {
    let world = World::default();
    let request = AssignRequest {
        lead_unit: Some(unit(1)),
        assisting_units: vec![unit(7)],
        supervising_unit: Some(unit(99)),
        responsible_leader: Some(person(999)),
        handler: Some(person(19)),
        ..six_fixings()
    };
    assert_eq!(
        faults(&refusal(&world, Conflict::default(), request)),
        [
            ("/assisting_units/0", "inactive_unit"),
            ("/supervising_unit", "unknown_unit"),
            ("/responsible_leader", "unknown_person"),
            ("/handler", "inactive_person"),
        ]
    );
}

#[test]
fn only_a_router_or_the_director_assigns_and_only_once() {
    let world = World::default();
    let command = Command::Assign(six_fixings());
    for (role, allowed) in [
        (Role::Router, true),
        (Role::Director, true),
        (Role::Handler, false),
        (Role::Registrar, false),
        (Role::Sysadmin, false),
    ] {
        assert_eq!(world.decide(&claim(), &command, &world.acting(role, None)).is_ok(), allowed, "{role}");
    }
    let again = world.decide(&world.assigned(), &command, &world.router()).unwrap_err();
    assert_eq!((again.kind, again.code), (Kind::WrongStatus, "wrong_status"));
}

#[test]
fn an_over_long_requirement_is_refused() {
    let world = World::default();
    let request = AssignRequest { requirement: Some("查".repeat(2_001)), ..six_fixings() };
    assert_eq!(faults(&refusal(&world, Conflict::default(), request)), [("/requirement", "too_long")]);
}
