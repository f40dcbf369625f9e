//! scenarios.md (2026) as far as the four clocks of the main flow go.

use calendar::Calendar;
use events::{Light, RuleCode};
use ids::CaseId;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use uuid::Uuid;

use super::clock::{Clock, Reached, Stage, Start};
use super::remaining::{RemainingUnit, remaining};
use super::rules::Rules;

fn calendar() -> Calendar {
    Calendar::shipped().unwrap()
}

const fn d(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

/// An instant by the office's wall: month, day, hour, minute, second in China.
fn at(month: i8, day: i8, hour: i8, minute: i8, second: i8) -> Timestamp {
    super::deadline::midnight(d(month, day))
        + jiff::SignedDuration::from_secs(i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
}

fn arm(rule: RuleCode, start: Timestamp, due_set: Option<Date>) -> Clock {
    let (clock, reached) = arm_late(rule, start, start, due_set);
    assert!(reached.is_empty());
    clock
}

fn arm_late(
    rule: RuleCode,
    start: Timestamp,
    arrived: Timestamp,
    due_set: Option<Date>,
) -> (Clock, Vec<Reached>) {
    let rules = Rules::shipped().unwrap();
    let case = CaseId::from(Uuid::from_u128(7));
    Clock::arm(rules.get(rule).unwrap(), &calendar(), Start { case, ordinal: 1, at: start, arrived, due_set })
}

#[test]
fn scenario1_handling_accepted_0803_is_red_only_at_1009_midnight() {
    let mut clock = arm(RuleCode::Handle, at(8, 3, 15, 20, 0), None);
    assert_eq!(clock.deadline.due_unrolled, d(10, 2));
    assert_eq!(clock.deadline.due_rolled, d(10, 8));
    assert_eq!(clock.deadline.near_on, Some(d(9, 22)));
    assert!(!clock.deadline.provisional);
    assert_eq!(clock.calendar_version, "cn-2026.1");

    assert!(clock.fire(at(9, 21, 23, 59, 59)).is_empty());
    assert_eq!(clock.fire(at(9, 22, 0, 0, 0))[0].stage, Stage::Near);
    assert_eq!(clock.fire(at(10, 2, 0, 0, 0))[0].stage, Stage::DueToday);
    assert!(clock.fire(at(10, 8, 23, 59, 59)).is_empty());
    assert_eq!(clock.light(), Light::Yellow);
    let missed = clock.fire(at(10, 9, 0, 0, 0));
    assert_eq!(missed, [Reached { stage: Stage::Missed, due_at: at(10, 9, 0, 0, 0), on_arrival: false }]);
    assert_eq!(clock.light(), Light::Red);
    assert_eq!(clock.next_fire_at(), None);
}

#[test]
fn scenario1_a_decision_on_the_rolled_day_is_in_time() {
    let mut clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), None);
    let (stopped, _) = clock.stop(at(10, 8, 23, 59, 59)).unwrap();
    assert!(stopped.in_time);
    let mut clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), None);
    let (stopped, reached) = clock.stop(at(10, 9, 0, 0, 0)).unwrap();
    assert!(!stopped.in_time);
    // The timer had not run: the breach is on record all the same.
    assert_eq!(reached.last().unwrap().stage, Stage::Missed);
}

#[test]
fn scenario2_day_60_on_a_make_up_saturday_does_not_roll() {
    let clock = arm(RuleCode::Handle, at(8, 11, 9, 0, 0), None);
    assert_eq!((clock.deadline.due_unrolled, clock.deadline.due_rolled), (d(10, 10), d(10, 10)));
}

#[test]
fn scenario3_notice_of_acceptance() {
    let clock = arm(RuleCode::Accept, at(2, 13, 9, 0, 0), None);
    assert_eq!((clock.deadline.due_unrolled, clock.deadline.due_rolled), (d(2, 28), d(2, 28)));
    let clock = arm(RuleCode::Accept, at(2, 2, 9, 0, 0), None);
    assert_eq!((clock.deadline.due_unrolled, clock.deadline.due_rolled), (d(2, 17), d(2, 24)));
    assert_eq!(clock.deadline.near_on, Some(d(2, 14)));
}

#[test]
fn scenario8_assignment_letter_r4() {
    let clock = arm(RuleCode::AssignmentLetter, at(9, 30, 16, 0, 0), None);
    assert_eq!(clock.deadline.due_rolled, d(10, 8));
    assert_eq!(clock.deadline.near_on, Some(d(10, 1)));
    let mut clock = arm(RuleCode::AssignmentLetter, at(2, 12, 16, 0, 0), None);
    assert_eq!(clock.deadline.due_rolled, d(2, 14));
    let (stopped, _) = clock.stop(at(2, 24, 10, 0, 0)).unwrap();
    assert!(!stopped.in_time, "sent 02-24: breach");
}

#[test]
fn r6_an_earlier_due_date_governs_and_rolls_and_a_later_one_does_not() {
    let clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), Some(d(9, 25)));
    assert_eq!((clock.deadline.due_unrolled, clock.deadline.due_rolled), (d(9, 25), d(9, 28)));
    let clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), Some(d(12, 1)));
    assert_eq!(clock.deadline.due_unrolled, d(10, 2));
    let clock = arm(RuleCode::Accept, at(8, 3, 9, 0, 0), Some(d(8, 4)));
    assert_eq!(clock.deadline.due_unrolled, d(8, 18), "only the handling clock can be shortened");
}

#[test]
fn r6_a_due_date_set_very_early_still_warns_after_the_start() {
    let clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), Some(d(8, 7)));
    assert_eq!(clock.deadline.near_on, Some(d(8, 4)));
    let clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), Some(d(8, 4)));
    assert_eq!(clock.deadline.near_on, None);
}

#[test]
fn late_by_import_arrives_red_with_every_stage_once() {
    let (mut clock, reached) = arm_late(RuleCode::Route, at(2, 2, 9, 0, 0), at(11, 20, 9, 0, 0), None);
    let stages: Vec<Stage> = reached.iter().map(|stage| stage.stage).collect();
    assert_eq!(stages, [Stage::Near, Stage::DueToday, Stage::Missed]);
    assert!(reached.iter().all(|stage| stage.on_arrival));
    assert!(clock.late_on_arrival);
    assert_eq!(clock.light(), Light::Red);
    assert!(clock.fire(at(12, 31, 0, 0, 0)).is_empty());
}

#[test]
fn late_by_import_only_past_stages_are_late_on_arrival() {
    let (mut clock, reached) = arm_late(RuleCode::Route, at(11, 2, 9, 0, 0), at(11, 15, 9, 0, 0), None);
    assert_eq!(reached.len(), 1);
    assert_eq!(clock.light(), Light::Yellow);
    let later = clock.fire(at(11, 20, 0, 0, 0));
    assert_eq!(later.len(), 2);
    assert!(later.iter().all(|stage| !stage.on_arrival));
}

#[test]
fn section6_a_missing_calendar_is_provisional_and_recounted_on_import() {
    let mut clock = arm(RuleCode::Handle, at(11, 9, 9, 0, 0), None);
    assert!(clock.deadline.provisional);
    assert_eq!(clock.deadline.due_rolled, date(2027, 1, 8));
    assert_eq!(clock.calendar_version, "cn-2026.1+2027.missing");
    let year = "year = 2027\nversion = 1\ndays_off = [\"2027-01-08\"]\nworkdays = []\n";
    let imported = calendar().with_year(calendar::CalendarYear::from_toml(year).unwrap()).unwrap();
    let rules = Rules::shipped().unwrap();
    let handle = rules.get(RuleCode::Handle).unwrap();
    let moved = clock.recount(handle, &imported, None, at(12, 1, 9, 0, 0)).unwrap();
    assert_eq!((moved.old_due, moved.new_due), (date(2027, 1, 8), date(2027, 1, 11)));
    assert!(!clock.deadline.provisional);
    assert_eq!(clock.calendar_version, "cn-2026.1+2027.1");
}

#[test]
fn section6_a_moved_deadline_fires_again_only_what_lies_ahead() {
    let rules = Rules::shipped().unwrap();
    let handle = rules.get(RuleCode::Handle).unwrap();
    let mut clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), Some(d(9, 1)));
    clock.fire(at(8, 25, 0, 0, 0));
    assert_eq!(clock.stage, Stage::Near);
    let moved = clock.recount(handle, &calendar(), None, at(8, 25, 9, 0, 0)).unwrap();
    assert_eq!((moved.old_due, moved.new_due), (d(9, 1), d(10, 8)));
    assert_eq!((clock.stage, clock.light()), (Stage::Armed, Light::Green));
    let moved = clock.recount(handle, &calendar(), None, at(8, 25, 9, 0, 0));
    assert_eq!(moved, None, "nothing moves, nothing is said");
    let mut clock = arm(RuleCode::Handle, at(8, 3, 9, 0, 0), None);
    clock.fire(at(9, 22, 0, 0, 0));
    clock.recount(handle, &calendar(), Some(d(9, 30)), at(9, 23, 9, 0, 0)).unwrap();
    assert_eq!(clock.stage, Stage::Near, "still past: not fired a second time");
}

#[test]
fn remaining_time_in_the_offices_words() {
    let calendar = calendar();
    let clock = arm(RuleCode::Accept, at(9, 30, 9, 0, 0), None);
    assert_eq!(clock.deadline.due_rolled, d(10, 15));
    let left = remaining(&clock, &calendar, at(10, 12, 10, 0, 0));
    assert_eq!((left.value, left.unit), (3, RemainingUnit::WorkingDay));
    assert_eq!(left.text_zh, "还剩 3 个工作日（10月15日前）");
    assert_eq!(left.text_en, "3 working days left (by 15 October)");
    let left = remaining(&clock, &calendar, at(10, 14, 23, 59, 59));
    assert_eq!(left.text_en, "1 working day left (by 15 October)");
    let left = remaining(&clock, &calendar, at(10, 15, 18, 0, 0));
    assert_eq!(left.text_zh, "今天到期（10月15日 24:00前）");
    let left = remaining(&clock, &calendar, at(10, 18, 0, 0, 0));
    assert_eq!((left.value, left.unit), (-3, RemainingUnit::Day));
    assert_eq!(left.text_zh, "已超期 3 天（应于10月15日前）");
    assert_eq!(left.text_en, "3 days overdue (was due 15 October)");
}

#[test]
fn remaining_time_names_the_year_when_it_is_another() {
    let (clock, _) = arm_late(RuleCode::Route, at(2, 2, 9, 0, 0), at(11, 20, 9, 0, 0), None);
    let later = super::deadline::midnight(date(2027, 2, 25));
    let left = remaining(&clock, &calendar(), later);
    assert_eq!(left.text_zh, "已超期 366 天（应于2026年2月24日前）");
    assert_eq!(left.text_en, "366 days overdue (was due 24 February 2026)");
}

#[test]
fn remaining_time_of_an_ended_clock() {
    let mut clock = arm(RuleCode::Accept, at(9, 30, 9, 0, 0), None);
    clock.stop(at(10, 9, 11, 0, 0)).unwrap();
    assert_eq!(remaining(&clock, &calendar(), at(12, 1, 0, 0, 0)).text_zh, "已按期完成（10月9日）");
    assert_eq!(clock.light(), Light::None);
    let mut clock = arm(RuleCode::Accept, at(9, 30, 9, 0, 0), None);
    clock.stop(at(10, 16, 11, 0, 0)).unwrap();
    let left = remaining(&clock, &calendar(), at(12, 1, 0, 0, 0));
    assert_eq!(left.text_zh, "已完成，超期 1 天（应于10月15日前）");
    assert_eq!(left.text_en, "done 1 day late (was due 15 October)");
}
