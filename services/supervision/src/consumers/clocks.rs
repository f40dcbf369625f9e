//! Arming, stopping and recounting a case's clocks: what the consumers share.

use events::{Envelope, RuleCode};
use jiff::Timestamp;
use messaging::Work;
use store::StoreError;

use crate::announce::{self, Cause};
use crate::domain::clock::{Clock, Start};
use crate::domain::rulebook::Rulebook;
use crate::domain::rules::Trigger;
use crate::store::cases::CaseRow;
use crate::store::clocks::{self, ClockRow};
use crate::tasks::FIRE;

/// Arms every rule that `trigger` starts, for an event at `at` that the office entered at `arrived`. A
/// rule whose clock is running on the case is left alone: its deadline was set and does not move.
pub(super) async fn arm(
    rulebook: &Rulebook,
    work: &mut Work,
    event: &Envelope,
    case: &CaseRow,
    trigger: Trigger,
    at: Timestamp,
    arrived: Timestamp,
) -> Result<(), StoreError> {
    if case.closed_at.is_some() || rulebook.rules.started_by(trigger).next().is_none() {
        return Ok(());
    }
    let known = clocks::of_case(work, case.id).await?;
    for rule in rulebook.rules.started_by(trigger) {
        let same_rule = || known.iter().filter(|row| row.clock.rule == rule.code);
        if same_rule().any(|row| row.clock.stopped.is_none()) {
            continue;
        }
        let ordinal = same_rule().map(|row| row.clock.ordinal).max().unwrap_or(0).saturating_add(1);
        let start = Start { case: case.id, ordinal, at, arrived: arrived.max(at), due_set: case.due_set };
        let (clock, past) = Clock::arm(rule, &rulebook.calendar, start);
        let row = ClockRow {
            clock,
            revision: 1,
            class: case.class,
            basis_event: event.id,
            correlation: event.correlation,
            traceparent: telemetry::traceparent().or_else(|| event.traceparent.clone()),
        };
        if !clocks::insert(work, &row).await? {
            continue;
        }
        let cause = Cause::Event(event, case.class);
        work.emit(announce::started(&row.clock, cause));
        let now = work.now();
        for reached in past {
            if let Some(draft) = announce::reached(&row.clock, reached, now, false, cause) {
                work.emit(draft);
            }
        }
        work.wake(FIRE);
    }
    Ok(())
}

/// Stops the running clocks of `case` whose rule is in `rules` (all of them for `None`) at `at`. Stages
/// that were due by then and that the timer had not fired yet are put on record as catch-up: a leader is
/// not called for a clock that has ended.
pub(super) async fn stop(
    work: &mut Work,
    event: &Envelope,
    case: &CaseRow,
    rules: Option<&[RuleCode]>,
    at: Timestamp,
) -> Result<(), StoreError> {
    for row in clocks::of_case(work, case.id).await? {
        if rules.is_some_and(|rules| !rules.contains(&row.clock.rule)) {
            continue;
        }
        let mut clock = row.clock.clone();
        let Some((stopped, past)) = clock.stop(at) else { continue };
        if !clocks::replace(work, &row, &clock).await? {
            return Err(lost_race(&row));
        }
        let cause = Cause::Event(event, case.class);
        let now = work.now();
        for reached in past {
            if let Some(draft) = announce::reached(&clock, reached, now, true, cause) {
                work.emit(draft);
            }
        }
        work.emit(announce::stopped(&clock, stopped, cause));
    }
    Ok(())
}

/// Counts the running clocks anew that a set due date can shorten (R6), after the date changed.
pub(super) async fn recount(
    rulebook: &Rulebook,
    work: &mut Work,
    event: &Envelope,
    case: &CaseRow,
) -> Result<(), StoreError> {
    for row in clocks::of_case(work, case.id).await? {
        let Some(rule) = rulebook.rules.get(row.clock.rule).filter(|rule| rule.due_may_be_set) else {
            continue;
        };
        let mut clock = row.clock.clone();
        let now = work.now();
        let Some(moved) = clock.recount(rule, &rulebook.calendar, case.due_set, now) else { continue };
        if !clocks::replace(work, &row, &clock).await? {
            return Err(lost_race(&row));
        }
        work.emit(announce::moved(&clock, moved, event, case.class));
        work.wake(FIRE);
    }
    Ok(())
}

/// On PostgreSQL another replica may fire a stage between this transaction's read and its write; the
/// whole event is tried again then.
fn lost_race(row: &ClockRow) -> StoreError {
    StoreError::Conflict(format!("clock {}", row.clock.id))
}
