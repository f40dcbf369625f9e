//! What must hold for every alert, whatever rosters, conflicts and answers come along (invariant 4, E5, R11).

use std::collections::BTreeSet;

use events::AlertKind;
use ids::PersonId;
use jiff::civil::{date, time};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use super::policy::MINUTES_MAX;
use super::*;

const PEOPLE: u128 = 6;

fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

fn begin() -> Timestamp {
    "2026-11-02T01:00:00Z".parse().unwrap()
}

#[derive(Clone, Debug)]
enum Step {
    Minutes(i64),
    Look,
    Acknowledge(u128, bool),
    CannotCome(u128),
    Unreachable(u128),
    Close,
    /// The members of every roster change places, or leave.
    Members(Vec<u128>),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (1_i64..2_000).prop_map(Step::Minutes),
        6 => Just(Step::Look),
        1 => (1..=PEOPLE, any::<bool>()).prop_map(|(who, office)| Step::Acknowledge(who, office)),
        3 => (1..=PEOPLE).prop_map(Step::CannotCome),
        3 => (1..=PEOPLE).prop_map(Step::Unreachable),
        1 => Just(Step::Close),
        1 => prop::collection::vec(1..=PEOPLE, 0..4).prop_map(Step::Members),
    ];
    prop::collection::vec(step, 1..60)
}

fn layer() -> impl Strategy<Value = Layer> {
    prop::sample::select(Layer::ALL.to_vec())
}

fn policy() -> impl Strategy<Value = Policy> {
    let level = (0_u32..90, layer(), any::<bool>());
    (prop::collection::vec(level, 1..4), 1_u32..200).prop_map(|(levels, repeat)| {
        let levels = levels.into_iter().enumerate().map(|(index, (delay, layer, all))| Level {
            delay_minutes: if index == 0 { delay } else { delay.max(1) },
            layer,
            channels: vec![ChannelKind::Webhook, ChannelKind::Mail],
            quorum: if all { Quorum::All } else { Quorum::One },
        });
        Policy::new(levels.collect(), repeat).unwrap()
    })
}

fn roll() -> impl Strategy<Value = Roll> {
    let roster = (layer(), prop::collection::vec(1..=PEOPLE, 0..4), any::<bool>());
    (prop::collection::vec(roster, 0..4), prop::collection::btree_set(1..=PEOPLE, 0..3)).prop_map(
        |(rosters, left)| Roll {
            rosters: rosters
                .into_iter()
                .zip(100_u128..)
                .map(|((layer, members, weekly), id)| Roster {
                    id: Uuid::from_u128(id).into(),
                    layer,
                    members: members.into_iter().map(person).collect(),
                    rotation: if weekly { Rotation::Weekly } else { Rotation::Daily },
                    anchor: date(2026, 11, 2),
                    handover: time(8, 30, 0, 0),
                    overrides: vec![],
                })
                .collect(),
            people: (1..=PEOPLE)
                .map(|n| {
                    (
                        person(n),
                        Standing { unit: Uuid::from_u128(n % 3 + 1000).into(), active: !left.contains(&n) },
                    )
                })
                .collect(),
        },
    )
}

fn conflicts() -> impl Strategy<Value = Conflicts> {
    (prop::collection::btree_set(1..=PEOPLE, 0..3), prop::collection::btree_set(1000_u128..1003, 0..2))
        .prop_map(|(persons, units)| Conflicts {
            persons: persons.into_iter().map(person).collect(),
            units: units.into_iter().map(|unit| Uuid::from_u128(unit).into()).collect(),
        })
}

fn origin(policy: Policy) -> Origin {
    Origin { id: Uuid::from_u128(9).into(), kind: AlertKind::Overdue, case_id: None, clock_id: None, policy }
}

fn command(step: &Step, alert: &Alert) -> Option<Command> {
    Some(match step {
        Step::Minutes(_) | Step::Members(_) => return None,
        Step::Look => Command::Look,
        Step::Acknowledge(who, office) => {
            Command::Acknowledge(Answer { person: Some(person(*who)), office: *office })
        }
        Step::CannotCome(who) => Command::CannotCome { person: person(*who), note: "在外开会".into() },
        Step::Unreachable(who) => {
            Command::Unreachable { level: alert.level, round: alert.round, person: person(*who) }
        }
        Step::Close => Command::Close { outcome: "已处理".into() },
    })
}

/// Invariant 4: an open alert always has a next moment, and not one beyond its policy.
fn never_silent(alert: &Alert, now: Timestamp) {
    match alert.state {
        AlertState::Open => {
            let (next_at, check_at) = (alert.next_at.unwrap(), alert.check_at.unwrap());
            assert!(check_at <= next_at);
            assert!(next_at <= now + SignedDuration::from_mins(i64::from(MINUTES_MAX)));
        }
        AlertState::Acknowledged | AlertState::Closed => {
            assert_eq!((alert.next_at, alert.check_at), (None, None));
        }
    }
}

/// R11: nobody in conflict, and nobody who left, is ever called.
fn only_who_may_be_called(changes: &[Change], roll: &Roll, conflicts: &Conflicts) {
    for change in changes {
        if let Change::Paged { person, .. } = change {
            assert!(roll.may_call(*person, conflicts), "{person:?}");
        }
    }
}

/// Escalation for want of an answer waits for the policy's minutes, to the microsecond.
fn never_early(before: &Alert, changes: &[Change], now: Timestamp) {
    for change in changes {
        match change {
            Change::Escalated { why: MoveOn::NoAnswer, .. } => assert!(now >= before.next_at.unwrap()),
            Change::Escalated { from_level, why, .. } => {
                let left = before.current_calls().filter(|call| call.out.is_none()).count();
                assert!(left <= 1, "{why:?} at level {from_level} with {left} still called");
            }
            _ => {}
        }
    }
}

proptest! {
    #[test]
    fn invariant_4_and_r11_hold_along_any_history(
        policy in policy(), roll in roll(), conflicts in conflicts(), steps in steps(),
    ) {
        let (mut now, mut roll) = (begin(), roll);
        let mut history = raise(origin(policy), &roll, &conflicts, now);
        let mut alert = Alert::fold(&history).unwrap();
        only_who_may_be_called(&history, &roll, &conflicts);
        never_silent(&alert, now);
        for step in steps {
            if let Step::Minutes(minutes) = step {
                now += SignedDuration::from_mins(minutes);
            }
            if let Step::Members(members) = &step {
                let members: Vec<PersonId> = members.iter().copied().map(person).collect();
                roll.rosters.iter_mut().for_each(|roster| roster.members.clone_from(&members));
            }
            let Some(command) = command(&step, &alert) else { continue };
            let Ok(changes) = decide(&alert, &command, &roll, &conflicts, now) else { continue };
            only_who_may_be_called(&changes, &roll, &conflicts);
            never_early(&alert, &changes, now);
            if alert.state != AlertState::Open {
                let silent = changes.iter().all(|change| matches!(change, Change::Closed { .. }));
                prop_assert!(silent, "acknowledged stops everything: {changes:?}");
            }
            changes.iter().for_each(|change| alert.apply(change));
            history.extend(changes);
            never_silent(&alert, now);
        }
        prop_assert_eq!(Alert::fold(&history), Some(alert), "the state is the fold of its changes");
    }

    #[test]
    fn e5_unanswered_the_last_level_repeats_and_the_record_stays_small(
        policy in policy(), roll in roll(), conflicts in conflicts(),
    ) {
        let mut alert = Alert::fold(&raise(origin(policy), &roll, &conflicts, begin())).unwrap();
        let last = alert.policy.last();
        let mut repeats = 0;
        for _ in 0..40 {
            let now = alert.next_at.unwrap();
            let changes = decide(&alert, &Command::Look, &roll, &conflicts, now).unwrap();
            repeats += usize::from(alert.level == last);
            let began = changes.iter().any(|change| matches!(change, Change::LevelBegan { .. }));
            prop_assert!(began, "a due alert calls somebody or shows that nobody is there");
            changes.iter().for_each(|change| alert.apply(change));
        }
        prop_assert!(repeats >= 30);
        prop_assert!(alert.calls.len() <= 4 * 6 && alert.stretches.len() <= 4);
        let reachable: BTreeSet<_> = (1..=last)
            .flat_map(|level| roll.on_call(alert.policy.level(level).unwrap().layer, alert.raised_at, &conflicts))
            .collect();
        prop_assert_eq!(alert.calls.is_empty(), reachable.is_empty(), "somebody who can be called is called");
    }
}

mod stories {
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
}
