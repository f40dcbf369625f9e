use super::*;
use crate::domain::roster::{Override, Rotation};
use jiff::civil::{date, time};
use uuid::Uuid;

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn unit(number: u128) -> UnitId {
    Uuid::from_u128(number).into()
}

fn at(local: &str) -> Timestamp {
    format!("{local}+08:00").parse().unwrap()
}

/// Persons 1, 2, 3 of units 11, 12, 13, taking daily turns from 2026-11-02 08:30.
fn roll() -> Roll {
    let roster = Roster {
        id: Uuid::from_u128(100).into(),
        layer: Layer::Leader,
        members: vec![person(1), person(2), person(3)],
        rotation: Rotation::Daily,
        anchor: date(2026, 11, 2),
        handover: time(8, 30, 0, 0),
        overrides: vec![],
    };
    let people = (1..=4).map(|n| (person(n), Standing { unit: unit(n + 10), active: true }));
    Roll { rosters: vec![roster], people: people.collect() }
}

fn conflict(persons: &[u128], units: &[u128]) -> Conflicts {
    Conflicts {
        persons: persons.iter().map(|n| person(*n)).collect(),
        units: units.iter().map(|n| unit(*n)).collect(),
    }
}

const MONDAY_NOON: &str = "2026-11-02T12:00:00";

#[test]
fn r11_who_is_in_conflict_is_passed_over_even_when_on_call() {
    let roll = roll();
    let now = at(MONDAY_NOON);
    assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[], &[])), [person(1)]);
    assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[1], &[])), [person(2)]);
    assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[1], &[12])), [person(3)]);
    assert!(roll.on_call(Layer::Leader, now, &conflict(&[1, 2], &[13])).is_empty());
}

#[test]
fn r11_a_stand_in_in_conflict_falls_back_to_the_rotation() {
    let mut roll = roll();
    roll.rosters[0].overrides.push(Override {
        id: Uuid::from_u128(1).into(),
        person: person(4),
        from: at("2026-11-02T10:00:00"),
        until: at("2026-11-02T14:00:00"),
    });
    assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[], &[])), [person(4)]);
    assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[4], &[])), [person(1)]);
}

#[test]
fn whoever_left_is_not_called() {
    let mut roll = roll();
    roll.people.get_mut(&person(1)).unwrap().active = false;
    roll.people.remove(&person(2));
    assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[], &[])), [person(3)]);
}

#[test]
fn the_calendar_cuts_the_rotation_at_overrides() {
    let mut roll = roll();
    roll.rosters[0].overrides.push(Override {
        id: Uuid::from_u128(1).into(),
        person: person(4),
        from: at("2026-11-02T20:00:00"),
        until: at("2026-11-03T20:00:00"),
    });
    let duties = roll.calendar(at("2026-11-02T12:00:00"), at("2026-11-04T08:30:00"));
    let seen: Vec<_> = duties.iter().map(|duty| (duty.person, duty.from, duty.until, duty.source)).collect();
    assert_eq!(
        seen,
        [
            (person(1), at("2026-11-02T08:30:00"), at("2026-11-02T20:00:00"), DutySource::Rotation),
            (person(4), at("2026-11-02T20:00:00"), at("2026-11-03T20:00:00"), DutySource::Override),
            (person(2), at("2026-11-03T20:00:00"), at("2026-11-04T08:30:00"), DutySource::Rotation),
        ]
    );
}

#[test]
fn a_month_of_one_member_shows_every_handover() {
    let mut roll = roll();
    roll.rosters[0].members = vec![person(1)];
    let duties = roll.calendar(at("2026-11-02T08:30:00"), at("2026-11-05T08:30:00"));
    assert_eq!(duties.len(), 3);
    assert_eq!(roll.duties_at(at(MONDAY_NOON)).len(), 1);
}

#[test]
fn the_gap_scan_finds_exactly_the_hours_without_anybody() {
    let mut roll = roll();
    let (from, until) = (at("2026-11-02T12:00:00"), at("2026-12-02T12:00:00"));
    assert!(roll.gaps(Layer::Leader, from, until).is_empty());
    assert_eq!(roll.gaps(Layer::Duty, from, until), [Gap { layer: Layer::Duty, from, until }]);

    roll.rosters[0].members.clear();
    let (stand_in_from, stand_in_until) = (at("2026-11-10T08:00:00"), at("2026-11-11T08:00:00"));
    roll.rosters[0].overrides.push(Override {
        id: Uuid::from_u128(1).into(),
        person: person(4),
        from: stand_in_from,
        until: stand_in_until,
    });
    assert_eq!(
        roll.gaps(Layer::Leader, from, until),
        [
            Gap { layer: Layer::Leader, from, until: stand_in_from },
            Gap { layer: Layer::Leader, from: stand_in_until, until },
        ]
    );
}
