//! Single stories of calling, answering and leaving out.

use std::collections::BTreeSet;

use events::AlertKind;
use ids::PersonId;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::properties::{begin, origin, person};
use super::*;

/// Persons 1 and 2 as on-call leaders, 3 as principal.
fn two_layers() -> Roll {
    let roster = |id: u128, layer, members: &[u128]| Roster {
        id: Uuid::from_u128(id).into(),
        layer,
        members: members.iter().copied().map(person).collect(),
        rotation: Rotation::Daily,
        anchor: date(2026, 11, 2),
        handover: time(8, 30, 0, 0),
        overrides: vec![],
    };
    Roll {
        rosters: vec![roster(1, Layer::Leader, &[1, 2]), roster(2, Layer::Principal, &[3])],
        people: (1..=3)
            .map(|n| (person(n), Standing { unit: Uuid::from_u128(n + 50).into(), active: true }))
            .collect(),
    }
}

fn raised(roll: &Roll, conflicts: &Conflicts) -> (Alert, Vec<Change>) {
    let changes = raise(origin(Policy::standing(AlertKind::Overdue)), roll, conflicts, begin());
    (Alert::fold(&changes).unwrap(), changes)
}

fn paged(changes: &[Change]) -> Vec<PersonId> {
    changes
        .iter()
        .filter_map(|change| if let Change::Paged { person, .. } = change { Some(*person) } else { None })
        .collect()
}

#[test]
fn e5_nobody_answers_and_the_principal_leader_is_called_then_called_again() {
    let (roll, free) = (two_layers(), Conflicts::default());
    let (mut alert, changes) = raised(&roll, &free);
    assert_eq!(paged(&changes), [person(1)]);
    for (round, hours) in [(1, 12), (2, 24), (3, 36)] {
        let now = begin() + SignedDuration::from_hours(hours);
        let changes = decide(&alert, &Command::Look, &roll, &free, now).unwrap();
        assert_eq!(paged(&changes), [person(3)]);
        changes.iter().for_each(|change| alert.apply(change));
        assert_eq!((alert.level, alert.round), (2, round));
    }
    assert_eq!(alert.calls.len(), 2);
}

#[test]
fn the_shift_changes_within_a_level_and_the_new_leader_is_called_too() {
    let (roll, free) = (two_layers(), Conflicts::default());
    let policy = Policy::standing(AlertKind::Near);
    let changes = raise(origin(policy), &roll, &free, begin());
    let mut alert = Alert::fold(&changes).unwrap();
    let handover: Timestamp = "2026-11-03T00:30:00Z".parse().unwrap();
    assert_eq!(alert.check_at, Some(handover));
    let changes = decide(&alert, &Command::Look, &roll, &free, handover).unwrap();
    assert_eq!(paged(&changes), [person(2)]);
    changes.iter().for_each(|change| alert.apply(change));
    assert_eq!((alert.level, alert.next_at), (1, Some(begin() + SignedDuration::from_hours(24))));
}

#[test]
fn an_empty_level_is_skipped_at_once_and_told_once() {
    let (mut roll, free) = (two_layers(), Conflicts::default());
    roll.rosters.remove(0);
    let (alert, changes) = raised(&roll, &free);
    assert_eq!(paged(&changes), [person(3)]);
    assert_eq!(alert.level, 2);
    let gaps = changes.iter().filter(|change| matches!(change, Change::GapFound { .. })).count();
    assert_eq!(gaps, 1);
}

#[test]
fn nobody_at_all_stays_visible_and_whoever_is_entered_is_called_within_minutes() {
    let (mut roll, free) = (two_layers(), Conflicts::default());
    let rosters = std::mem::take(&mut roll.rosters);
    let (mut alert, changes) = raised(&roll, &free);
    assert!(paged(&changes).is_empty());
    let soon = begin() + SignedDuration::from_mins(5);
    assert_eq!((alert.state, alert.check_at), (AlertState::Open, Some(soon)));
    roll.rosters = rosters;
    let changes = decide(&alert, &Command::Look, &roll, &free, soon).unwrap();
    assert_eq!(paged(&changes), [person(3)]);
    changes.iter().for_each(|change| alert.apply(change));
    assert_eq!(alert.next_at, Some(begin() + SignedDuration::from_hours(12)));
}

#[test]
fn with_the_top_layer_empty_a_leader_entered_later_is_called_too() {
    let (mut roll, free) = (two_layers(), Conflicts::default());
    roll.rosters.remove(1);
    let leaders = std::mem::take(&mut roll.rosters);
    let (alert, _) = raised(&roll, &free);
    roll.rosters = leaders;
    let soon = begin() + SignedDuration::from_mins(1);
    assert_eq!(paged(&decide(&alert, &Command::Look, &roll, &free, soon).unwrap()), [person(1)]);
}

#[test]
fn cannot_come_calls_the_next_level_at_once() {
    let (roll, free) = (two_layers(), Conflicts::default());
    let (mut alert, _) = raised(&roll, &free);
    let now = begin() + SignedDuration::from_mins(1);
    let cannot = |number| Command::CannotCome { person: person(number), note: "在市里开会".into() };
    assert_eq!(decide(&alert, &cannot(3), &roll, &free, now), Err(Rejection::NotCalled));
    let changes = decide(&alert, &cannot(1), &roll, &free, now).unwrap();
    assert_eq!(paged(&changes), [person(3)]);
    changes.iter().for_each(|change| alert.apply(change));
    assert_eq!(alert.level, 2);
}

#[test]
fn r11_the_leader_in_conflict_is_not_called_and_cannot_answer() {
    let roll = two_layers();
    let conflicts = Conflicts { persons: BTreeSet::from([person(1)]), units: BTreeSet::new() };
    let (alert, changes) = raised(&roll, &conflicts);
    assert_eq!(paged(&changes), [person(2)]);
    let answer = Command::Acknowledge(Answer { person: Some(person(1)), office: true });
    assert_eq!(decide(&alert, &answer, &roll, &conflicts, begin()), Err(Rejection::InConflict));
}

#[test]
fn r11_a_layer_left_out_for_conflict_is_skipped_without_a_hint() {
    let roll = two_layers();
    let conflicts = Conflicts { persons: BTreeSet::from([person(1), person(2)]), units: BTreeSet::new() };
    let (alert, changes) = raised(&roll, &conflicts);
    assert_eq!((paged(&changes), alert.level), (vec![person(3)], 2));
    assert!(!changes.iter().any(|change| matches!(change, Change::GapFound { .. })));
}

#[test]
fn answering_twice_keeps_the_first_answer_and_answering_unasked_is_refused() {
    let (roll, free) = (two_layers(), Conflicts::default());
    let (mut alert, _) = raised(&roll, &free);
    let answer = |number, office| Command::Acknowledge(Answer { person: Some(person(number)), office });
    assert_eq!(decide(&alert, &answer(2, false), &roll, &free, begin()), Err(Rejection::NotCalled));
    let changes = decide(&alert, &answer(1, false), &roll, &free, begin()).unwrap();
    changes.iter().for_each(|change| alert.apply(change));
    assert_eq!(alert.state, AlertState::Acknowledged);
    assert_eq!(decide(&alert, &answer(3, true), &roll, &free, begin()), Ok(vec![]));
}
