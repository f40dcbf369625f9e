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

pub(super) fn person(number: u128) -> PersonId {
    Uuid::from_u128(number).into()
}

pub(super) fn begin() -> Timestamp {
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

pub(super) fn origin(policy: Policy) -> Origin {
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
