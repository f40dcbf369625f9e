use events::{CaseClass, CaseStatus, Role};
use jiff::civil::Date;

use super::review_last_day;
use super::world::{World, case, claim, person, six_fixings};
use super::{
    Action, CaseState, ClosingResult, Command, Conflict, DecideRequest, Kind, Outcome, ServeRequest,
    ServiceMethod, actions,
};

fn accept() -> Command {
    Command::Accept { note: None }
}

fn progress() -> Command {
    Command::Progress { summary: Some("已现场核查".into()) }
}

fn decision() -> Command {
    Command::Decide(DecideRequest {
        outcome: Some(Outcome::Supported),
        summary: Some("经查属实，限期修复".into()),
        legal_basis: Some("《信访工作条例》第三十二条".into()),
    })
}

fn serve() -> Command {
    Command::Serve(ServeRequest { method: Some(ServiceMethod::Post), served_at: None })
}

fn close(result: ClosingResult) -> Command {
    Command::Close { result: Some(result), note: None }
}

fn decided(world: &World) -> CaseState {
    let handler = world.acting(Role::Handler, Some(11));
    let state = world.must(world.assigned(), &accept(), &handler);
    world.must(state, &decision(), &handler)
}

#[test]
fn section_7_the_main_flow_from_registered_to_closed() {
    let world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let mut state = claim();
    let steps = [
        (Command::Assign(six_fixings()), world.router(), CaseStatus::Assigned),
        (accept(), handler.clone(), CaseStatus::Accepted),
        (progress(), handler.clone(), CaseStatus::Handling),
        (progress(), handler.clone(), CaseStatus::Handling),
        (decision(), handler.clone(), CaseStatus::Decided),
        (serve(), handler, CaseStatus::Served),
        (close(ClosingResult::Settled), world.router(), CaseStatus::Closed),
    ];
    for (command, acting, expected) in steps {
        state = world.must(state, &command, &acting);
        assert_eq!(state.status(), expected);
    }
}

#[test]
fn no_step_is_skipped() {
    let world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    for (state, command) in [
        (claim(), accept()),
        (claim(), progress()),
        (world.assigned(), progress()),
        (world.assigned(), decision()),
        (world.assigned(), serve()),
        (decided(&world), accept()),
    ] {
        let refusal = world.decide(&state, &command, &handler).unwrap_err();
        assert_eq!(refusal.kind, Kind::WrongStatus, "{command:?}");
    }
    let early = world.decide(&decided(&world), &close(ClosingResult::Settled), &world.router());
    assert_eq!(early.unwrap_err().kind, Kind::WrongStatus);
}

#[test]
fn r9_only_active_staff_of_the_lead_unit_act() {
    let world = World::default();
    let state = world.assigned();
    for (who, code) in [
        (Some(20), Some("not_lead_unit")),
        (Some(40), Some("not_lead_unit")),
        (Some(19), Some("not_lead_unit")),
        (None, Some("acting_person_unknown")),
        (Some(11), None),
        (Some(10), None),
    ] {
        let outcome = world.decide(&state, &accept(), &world.acting(Role::Handler, who));
        assert_eq!(outcome.err().map(|refusal| refusal.code), code, "{who:?}");
    }
}

#[test]
fn r11_a_recused_person_of_the_lead_unit_does_nothing_in_the_case() {
    let world = World::default();
    let conflict = Conflict { excluded_persons: [person(10)].into(), ..Conflict::default() };
    let mut request = six_fixings();
    request.responsible_leader = Some(person(50));
    let state = world.must(case(CaseClass::Claim, conflict), &Command::Assign(request), &world.router());
    let refusal = world.decide(&state, &accept(), &world.acting(Role::UnitHead, Some(10))).unwrap_err();
    assert_eq!((refusal.kind, refusal.code), (Kind::NotAllowed, "conflict_of_interest"));
}

#[test]
fn section_8_a_decision_lacking_parts_names_them_all() {
    let world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let state = world.must(world.assigned(), &accept(), &handler);
    let refusal = world.decide(&state, &Command::Decide(DecideRequest::default()), &handler).unwrap_err();
    assert_eq!(refusal.code, "incomplete_decision");
    let pointers: Vec<&str> = refusal.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(pointers, ["/outcome", "/summary", "/legal_basis"]);
}

#[test]
fn art_34_service_lies_between_the_decision_and_now() {
    let mut world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let state = decided(&world);
    let issued = world.now;
    world.now = "2026-09-20T02:00:00Z".parse().unwrap();
    for (at, code) in [
        ("2026-09-18T01:59:59Z", Some("served_before_decision")),
        ("2026-09-20T02:00:01Z", Some("served_in_future")),
        ("2026-09-19T00:00:00Z", None),
    ] {
        let request =
            ServeRequest { method: Some(ServiceMethod::InPerson), served_at: Some(at.parse().unwrap()) };
        let outcome = world.decide(&state, &Command::Serve(request), &handler);
        assert_eq!(outcome.err().map(|refusal| refusal.faults[0].code), code, "{at} {issued}");
    }
}

#[test]
fn art_35_a_case_does_not_lapse_while_a_review_can_be_asked_for() {
    let mut world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let state = world.must(decided(&world), &serve(), &handler);
    let calendar = calendar::Calendar::shipped().unwrap();
    // Scenario 5: the 30th day is 1 October, and the offices open again on the 8th.
    world.review_last_day = Some(review_last_day(&calendar, Date::constant(2026, 9, 1)));
    for (today, open) in [((2026, 10, 2), true), ((2026, 10, 8), true), ((2026, 10, 9), false)] {
        world.today = Date::constant(today.0, today.1, today.2);
        let outcome = world.decide(&state, &close(ClosingResult::Lapsed), &world.router());
        assert_eq!(outcome.is_err(), open, "{today:?}");
        assert!(world.decide(&state, &close(ClosingResult::Settled), &world.router()).is_ok());
    }
}

#[test]
fn r16_closing_is_for_the_office_that_assigned_and_not_for_the_unit_that_handled() {
    let world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let state = world.must(decided(&world), &serve(), &handler);
    for (role, who, allowed) in [
        (Role::Router, None, true),
        (Role::Director, Some(40), true),
        (Role::UnitHead, Some(10), false),
        (Role::UnitHead, Some(20), false),
        (Role::Handler, Some(11), false),
        (Role::Supervisor, Some(41), false),
    ] {
        let outcome = world.decide(&state, &close(ClosingResult::Explained), &world.acting(role, who));
        assert_eq!(outcome.is_ok(), allowed, "{role} {who:?}");
    }
}

#[test]
fn a_disabled_action_says_why_in_both_languages_and_agrees_with_decide() {
    let world = World::default();
    let state = world.assigned();
    let offered = actions(&state, &world.acting(Role::Handler, Some(11)));
    let allowed: Vec<Action> = offered.iter().filter(|a| a.allowed).map(|a| a.action).collect();
    assert_eq!(allowed, [Action::Accept]);
    assert_eq!(offered.len(), Action::ALL.len());
    assert!(offered.iter().all(|a| !a.reason.zh.is_empty() && !a.reason.en.is_empty()));
}

#[test]
fn over_long_texts_are_refused_with_a_pointer() {
    let world = World::default();
    let handler = world.acting(Role::Handler, Some(11));
    let long = Command::Accept { note: Some("字".repeat(501)) };
    let refusal = world.decide(&world.assigned(), &long, &handler).unwrap_err();
    assert_eq!((refusal.faults[0].pointer.as_str(), refusal.faults[0].code), ("/note", "too_long"));
    let state = world.must(world.assigned(), &accept(), &handler);
    let blank = Command::Progress { summary: Some(" \n".into()) };
    let refusal = world.decide(&state, &blank, &handler).unwrap_err();
    assert_eq!((refusal.faults[0].pointer.as_str(), refusal.faults[0].code), ("/summary", "required"));
}
