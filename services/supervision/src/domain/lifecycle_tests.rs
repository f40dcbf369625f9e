//! Properties of every clock, whatever the rule, the start, the set due date and the timer's rhythm
//! (reliability.md, invariant 3): never early, each stage once, only forward.

use calendar::Calendar;
use events::RuleCode;
use ids::CaseId;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use uuid::Uuid;

use super::clock::{Clock, Stage, Start, clock_id};
use super::deadline::midnight;
use super::rules::Rules;

fn any_rule() -> impl Strategy<Value = RuleCode> {
    proptest::sample::select(RuleCode::ALL)
}

/// Any second of 2006 to 2027, so that both edges of the published calendar are crossed.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    (0_i64..22 * 365 * 86_400)
        .prop_map(|seconds| midnight(date(2006, 1, 1)) + SignedDuration::from_secs(seconds))
}

fn armed(
    rule: RuleCode,
    start: Timestamp,
    arrival_delay_hours: i64,
    due_in_days: Option<i32>,
) -> (Clock, Vec<super::clock::Reached>) {
    let rules = Rules::shipped().unwrap();
    let calendar = Calendar::shipped().unwrap();
    let arrived = start + SignedDuration::from_hours(arrival_delay_hours);
    let due_set = due_in_days.map(|days| super::deadline::china_date(start).saturating_add(days.days()));
    let case = CaseId::from(Uuid::from_u128(1));
    let start = Start { case, ordinal: 1, at: start, arrived, due_set };
    Clock::arm(rules.get(rule).unwrap(), &calendar, start)
}

proptest! {
    #[test]
    fn never_early_each_stage_once_and_only_forward(
        rule in any_rule(),
        start in any_instant(),
        arrival_delay_hours in 0_i64..4_000,
        due_in_days in proptest::option::of(-20_i32..90),
        ticks in proptest::collection::vec(-50_i64..600, 1..60),
    ) {
        let (mut clock, on_arrival) = armed(rule, start, arrival_delay_hours, due_in_days);
        let arrived = start + SignedDuration::from_hours(arrival_delay_hours);
        let mut seen: Vec<Stage> = Vec::new();
        for reached in &on_arrival {
            prop_assert!(reached.due_at <= arrived);
            seen.push(reached.stage);
        }
        let mut now = arrived;
        for hours in ticks {
            // The wall clock may even go back: nothing fires twice for it.
            now += SignedDuration::from_hours(hours);
            for reached in clock.fire(now) {
                prop_assert!(reached.due_at <= now, "early: {reached:?} at {now}");
                prop_assert!(!reached.on_arrival);
                seen.push(reached.stage);
            }
            prop_assert!(clock.next_fire_at().is_none_or(|at| at > now));
        }
        prop_assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "{seen:?}");
        let rest = clock.fire(Timestamp::MAX);
        seen.extend(rest.iter().map(|reached| reached.stage));
        let expected: Vec<Stage> =
            Stage::ALL.into_iter().filter(|stage| clock.stage_at(*stage).is_some()).collect();
        prop_assert_eq!(seen, expected, "in the end every stage has fired exactly once");
    }

    #[test]
    fn the_instants_of_a_clock_are_in_order(
        rule in any_rule(),
        start in any_instant(),
        due_in_days in proptest::option::of(-20_i32..90),
    ) {
        let (clock, _) = armed(rule, start, 0, due_in_days);
        let deadline = clock.deadline;
        prop_assert!(deadline.due_unrolled <= deadline.due_rolled);
        prop_assert!(deadline.due_today_at() < deadline.missed_at());
        if let Some(near) = deadline.near_on {
            prop_assert!(near < deadline.due_unrolled);
            prop_assert!(near > super::deadline::china_date(start));
        }
    }

    #[test]
    fn a_stopped_clock_is_silent_and_in_time_means_before_red(
        rule in any_rule(),
        start in any_instant(),
        hours in 0_i64..2_500,
    ) {
        let (mut clock, _) = armed(rule, start, 0, None);
        let at = start + SignedDuration::from_hours(hours);
        let (stopped, reached) = clock.stop(at).unwrap();
        prop_assert_eq!(stopped.in_time, at < clock.deadline.missed_at());
        prop_assert_eq!(stopped.in_time, !reached.iter().any(|stage| stage.stage == Stage::Missed));
        prop_assert!(clock.fire(Timestamp::MAX).is_empty());
        prop_assert_eq!(clock.next_fire_at(), None);
        prop_assert!(clock.stop(at).is_none());
    }

    #[test]
    fn a_recounted_clock_never_repeats_a_stage_that_is_still_past(
        start in any_instant(),
        first_due in 1_i32..60,
        second_due in 1_i32..60,
        hours in 0_i64..1_500,
    ) {
        let rules = Rules::shipped().unwrap();
        let calendar = Calendar::shipped().unwrap();
        let (mut clock, _) = armed(RuleCode::Handle, start, 0, Some(first_due));
        let now = start + SignedDuration::from_hours(hours);
        clock.fire(now);
        let before = clock.stage;
        let due = super::deadline::china_date(start).saturating_add(second_due.days());
        let _ = clock.recount(rules.get(RuleCode::Handle).unwrap(), &calendar, Some(due), now);
        prop_assert!(clock.stage <= before);
        for reached in clock.fire(now) {
            prop_assert!(reached.stage > before);
        }
    }

    #[test]
    fn a_clock_id_names_case_rule_and_ordinal(a in any::<u128>(), b in any::<u128>(), ordinal in 1_i64..5) {
        let (one, two) = (CaseId::from(Uuid::from_u128(a)), CaseId::from(Uuid::from_u128(b)));
        let id = clock_id(one, RuleCode::Route, ordinal);
        prop_assert_eq!(id, clock_id(one, RuleCode::Route, ordinal));
        prop_assert_ne!(id, clock_id(one, RuleCode::Accept, ordinal));
        prop_assert_ne!(id, clock_id(one, RuleCode::Route, ordinal + 1));
        prop_assert_eq!(id == clock_id(two, RuleCode::Route, ordinal), a == b);
    }
}
