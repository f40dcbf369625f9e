//! The life of clocks through the store: consumers, timer, outbox.

use events::Classification;
use events::supervision::{ClockChangedV1, ClockStartedV1, ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1};
use events::{CaseClass, Light, RuleCode};
use jiff::SignedDuration;
use jiff::civil::date;
use messaging::Handled;

use crate::store::{clocks, time_mark};
use crate::test_office::{Office, at, case, registration};

#[tokio::test]
async fn section6_one_case_from_the_counter_to_the_decision() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let case = case(1);
    office.register_from_reception(case).await;
    office.set_time(at(8, 3, 10, 0));
    assert_eq!(office.assign(case, None).await, Handled::Apply);
    assert_eq!(office.accept(case).await, Handled::Apply);
    office.set_time(at(9, 1, 10, 0));
    assert_eq!(office.decide(case).await, Handled::Apply);
    assert_eq!(office.close(case).await, Handled::Apply);
    assert_eq!(
        office.story().await,
        [
            "ClockStarted route",
            "ClockStarted assignment_letter",
            "ClockStopped assignment_letter",
            "ClockStopped route",
            "ClockStarted accept",
            "ClockStopped accept",
            "ClockStarted handle",
            "ClockStopped handle",
        ]
    );
    for event in office.published().await.iter().filter(|event| event.is::<ClockStoppedV1>()) {
        assert!(event.payload::<ClockStoppedV1>().unwrap().in_time);
    }
    office.set_time(at(12, 1, 0, 0));
    assert_eq!(office.fire().await.stages, 0, "nothing fires after the case is closed");
}

#[tokio::test]
async fn scenario1_handling_turns_yellow_and_red_each_once_and_never_early() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let case = case(1);
    office.register(case, &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.assign(case, None).await;
    office.accept(case).await;
    let before = office.published().await.len();
    for (moment, stages) in [
        (at(9, 21, 23, 59), 0),
        (at(9, 22, 0, 0), 1),
        (at(9, 22, 0, 0), 0),
        (at(10, 1, 23, 59), 0),
        (at(10, 2, 0, 0), 1),
        (at(10, 8, 23, 59), 0),
        (at(10, 9, 0, 0), 1),
        (at(10, 9, 0, 0), 0),
        (at(12, 31, 0, 0), 0),
    ] {
        office.set_time(moment);
        assert_eq!(office.fire().await.stages, stages, "{moment}");
    }
    let published = office.published().await;
    let missed: DeadlineMissedV1 = published.last().unwrap().payload().unwrap();
    assert_eq!(missed.0.due_at, at(10, 9, 0, 0));
    assert_eq!(missed.0.fired_at, at(10, 9, 0, 0));
    assert_eq!((missed.0.due_unrolled, missed.0.due_rolled), (date(2026, 10, 2), date(2026, 10, 8)));
    assert_eq!(missed.0.light, Light::Red);
    assert!(!missed.0.on_arrival);
    assert_eq!(published.len(), before + 3);
}

#[tokio::test]
async fn late_by_import_is_red_at_once_and_marked_as_late_on_arrival() {
    let office = Office::open(at(11, 20, 9, 0)).await;
    office.register(case(1), &registration(at(2, 2, 9, 0), at(11, 20, 9, 0))).await;
    assert_eq!(
        office.story().await,
        ["ClockStarted route", "DeadlineNear route", "DueToday route", "DeadlineMissed route"]
    );
    let published = office.published().await;
    let started: ClockStartedV1 = published[0].payload().unwrap();
    assert!(started.late_on_arrival);
    assert_eq!(started.light, Light::Red);
    assert_eq!(started.due_rolled, date(2026, 2, 24));
    for event in &published[1..] {
        assert_eq!(event.data["on_arrival"], true);
        assert_eq!(event.data["catch_up"], false);
        assert_eq!(event.causation, published[0].causation);
    }
    office.set_time(at(11, 21, 9, 0));
    assert_eq!(office.fire().await.stages, 0);
}

#[tokio::test]
async fn stages_after_downtime_are_catch_up_and_those_just_due_are_not() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    // The service was down from 8 August until the morning of the due day: near (15 August) is old.
    office.set_time(at(8, 18, 0, 30));
    assert_eq!(office.fire().await.stages, 2);
    let published = office.published().await;
    let flags: Vec<_> = published[1..].iter().map(|event| event.data["catch_up"].clone()).collect();
    assert_eq!(flags, [true, false]);
    let near: DeadlineNearV1 = published[1].payload().unwrap();
    assert_eq!(near.0.due_at, at(8, 15, 0, 0));
    assert_eq!(near.0.fired_at, at(8, 18, 0, 30), "late firing records both times");
}

#[tokio::test]
async fn a_drill_moved_ahead_while_running_is_not_catch_up() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.fire().await;
    office.business.set(at(8, 25, 0, 0));
    *office.real.lock().unwrap() += SignedDuration::from_secs(2);
    assert_eq!(office.fire().await.stages, 3);
    assert!(office.published().await.iter().all(|event| event.data["catch_up"] != true));
}

#[tokio::test]
async fn five_hundred_and_more_due_at_once_fire_in_several_transactions_each_once() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let registered = registration(at(8, 3, 9, 0), at(8, 3, 9, 0));
    for number in 1..=520 {
        office.register(case(number), &registered).await;
    }
    office.set_time(at(8, 15, 0, 0));
    let first = office.fire().await;
    assert!(first.more);
    let second = office.fire().await;
    assert!(!second.more);
    assert_eq!((first.stages, second.stages), (500, 20));
    assert_eq!(office.fire().await.stages, 0);
}

#[tokio::test]
async fn a_breach_is_on_record_even_when_the_timer_had_not_run() {
    let office = Office::open(at(2, 12, 16, 0)).await;
    let case = case(1);
    office.register_from_reception(case).await;
    office.set_time(at(2, 24, 10, 0));
    office.assign(case, None).await;
    let published = office.published().await;
    let letter: Vec<_> = published.iter().filter(|event| event.data["rule"] == "assignment_letter").collect();
    let missed: DeadlineMissedV1 = letter[3].payload().unwrap();
    assert!(missed.0.catch_up, "nobody is called for a clock that has ended");
    let stopped: ClockStoppedV1 = letter[4].payload().unwrap();
    assert!(!stopped.in_time);
    assert_eq!(stopped.light, Light::None);
}

#[tokio::test]
async fn an_event_before_the_registration_waits_for_its_case() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    assert_eq!(office.assign(case(9), None).await, Handled::Wait);
    assert_eq!(office.close(case(9)).await, Handled::Wait);
    assert!(office.published().await.is_empty());
}

#[tokio::test]
async fn the_same_registration_twice_arms_once() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let registered = registration(at(8, 3, 9, 0), at(8, 3, 9, 0));
    office.register(case(1), &registered).await;
    office.register(case(1), &registered).await;
    assert_eq!(office.story().await, ["ClockStarted route"]);
}

#[tokio::test]
async fn r6_a_due_date_of_a_second_assignment_moves_the_handling_clock_with_who_and_why() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let case = case(1);
    office.register(case, &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.assign(case, Some(date(2026, 9, 1))).await;
    office.accept(case).await;
    office.assign(case, None).await;
    let published = office.published().await;
    let event = published.iter().find(|event| event.is::<ClockChangedV1>()).unwrap();
    let changed: ClockChangedV1 = event.payload().unwrap();
    assert_eq!((changed.old_due, changed.new_due), (date(2026, 9, 1), date(2026, 10, 8)));
    assert_eq!(changed.rule, RuleCode::Handle);
    assert_eq!(event.actor.username, "router");
    assert!(event.reason.is_some());
}

#[tokio::test]
async fn art30_events_about_an_accusation_are_classified_so() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let mut registered = registration(at(8, 3, 9, 0), at(8, 3, 9, 0));
    registered.class = CaseClass::Accusation;
    office.register(case(1), &registered).await;
    office.set_time(at(8, 15, 0, 0));
    office.fire().await;
    let published = office.published().await;
    assert_eq!(published.len(), 2);
    assert!(published.iter().all(|event| event.classification == Classification::Accusation));
    assert_eq!(published[1].correlation, published[0].correlation);
}

#[tokio::test]
async fn the_mark_and_the_next_stage_are_kept() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.set_time(at(8, 16, 0, 0));
    office.fire().await;
    let mut on = office.store.read().await.unwrap();
    let mark = time_mark::read(&mut on).await.unwrap();
    assert_eq!(mark.look.unwrap().business, at(8, 16, 0, 0));
    assert_eq!(clocks::next_fire_at(&mut on).await.unwrap(), Some(at(8, 18, 0, 0)));
}

#[tokio::test]
async fn a_stale_replica_cannot_fire_a_second_time() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    office.register(case(1), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    let read = || async { clocks::of_case(&mut office.store.read().await.unwrap(), case(1)).await.unwrap() };
    let seen = read().await.remove(0);
    office.set_time(at(8, 15, 0, 0));
    office.fire().await;
    let mut tx = office.store.begin().await.unwrap();
    let mut clock = seen.clock.clone();
    clock.fire(at(8, 15, 0, 0));
    assert!(!clocks::replace(&mut tx, &seen, &clock).await.unwrap());
    tx.rollback().await.unwrap();
    let now = read().await.remove(0);
    assert_eq!(now.revision, seen.revision + 1);
    assert_eq!(now.clock, clock, "what is stored is what the domain says");
}

#[tokio::test]
async fn invariant_4_a_clock_that_somebodys_act_ends_is_ended_in_their_name() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let case = case(1);
    office.register(case, &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.set_time(at(8, 19, 10, 0));
    office.assign(case, None).await;
    let published = office.published().await;
    let by = |name: &str| {
        let event = published.iter().find(|event| event.event_type.contains(name)).unwrap();
        event.actor.username.clone()
    };
    assert_eq!(by("ClockStopped"), "router", "alerts close in the name of whoever stopped the clock");
    assert_eq!(by("DeadlineMissed"), "system:supervision", "a breach is nobody's act");
}

#[tokio::test]
async fn r6_accepting_after_the_set_date_is_a_breach_and_no_late_arrival() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    let case = case(1);
    office.register(case, &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    office.assign(case, Some(date(2026, 8, 7))).await;
    office.set_time(at(8, 12, 9, 0));
    office.fire().await;
    office.accept(case).await;
    office.set_time(at(8, 12, 9, 1));
    office.fire().await;
    let published = office.published().await;
    let handle: Vec<_> = published.iter().filter(|event| event.data["rule"] == "handle").collect();
    let started: ClockStartedV1 = handle[0].payload().unwrap();
    assert_eq!((started.due_rolled, started.late_on_arrival), (date(2026, 8, 7), false));
    let missed: DeadlineMissedV1 = handle.last().unwrap().payload().unwrap();
    assert!(
        !missed.0.on_arrival && !missed.0.catch_up,
        "the unit is late, so a leader is called: {missed:?}"
    );
    assert_eq!(missed.0.fired_at, at(8, 12, 9, 1));
}
