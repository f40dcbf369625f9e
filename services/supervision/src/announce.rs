//! What supervision says about a clock: its events, in the words of `events::supervision`.
//!
//! Every event names what it answers: a consumer's events the event that it follows, a timer's events the
//! one that armed the clock, so that a case's chain has no loose ends.

use events::supervision::{
    ClockChangedV1, ClockStartedV1, ClockStoppedV1, DeadlineMissedV1, DeadlineNearV1, DueTodayV1,
    StageReachedV1,
};
use events::{Actor, CaseClass, Classification, Envelope, EventDraft, Service};
use jiff::Timestamp;

use crate::domain::clock::{Clock, Moved, Reached, Stage, Stopped};
use crate::store::clocks::ClockRow;

/// Accusations keep their classification in every event about them (art. 30).
const fn classification(class: CaseClass) -> Classification {
    match class {
        CaseClass::Accusation => Classification::Accusation,
        CaseClass::Suggestion | CaseClass::Claim => Classification::Case,
    }
}

/// What a draft answers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cause<'a> {
    /// An event that a consumer follows, about a case of this class.
    Event(&'a Envelope, CaseClass),
    /// The timer, for this clock.
    Timer(&'a ClockRow),
}

impl Cause<'_> {
    /// Whoever did what a draft follows from; a timer acts for nobody.
    fn actor(self) -> Actor {
        match self {
            Self::Event(event, _) => event.actor.clone(),
            Self::Timer(_) => system(),
        }
    }

    fn on(self, mut draft: EventDraft) -> EventDraft {
        match self {
            Self::Event(event, class) => draft.caused_by(event).classified(classification(class)),
            Self::Timer(row) => {
                draft.correlation = Some(row.correlation);
                draft.causation = Some(row.basis_event);
                draft.classified(classification(row.class)).traced(row.traceparent.clone())
            }
        }
    }
}

fn system() -> Actor {
    Actor::system(Service::Supervision)
}

/// `ClockStarted`: the light is what the clock shows once the stages that were past have fired.
pub(crate) fn started(clock: &Clock, cause: Cause<'_>) -> EventDraft {
    let payload = ClockStartedV1 {
        clock_id: clock.id,
        rule: clock.rule,
        ordinal: clock.ordinal,
        article: clock.article.clone(),
        start: clock.start,
        due_unrolled: clock.deadline.due_unrolled,
        due_rolled: clock.deadline.due_rolled,
        near_on: clock.deadline.near_on,
        rule_version: clock.rule_version,
        calendar_version: clock.calendar_version.clone(),
        provisional: clock.deadline.provisional,
        late_on_arrival: clock.late_on_arrival,
        light: clock.light(),
    };
    cause.on(EventDraft::new(clock.case, &payload, &system()))
}

/// `DeadlineNear`, `DueToday` or `DeadlineMissed`. Late firing records both times: when it was due and
/// when it fired, which is `now`, and never before it was due.
pub(crate) fn reached(
    clock: &Clock,
    reached: Reached,
    now: Timestamp,
    catch_up: bool,
    cause: Cause<'_>,
) -> Option<EventDraft> {
    let fired_at = now.max(reached.due_at);
    let payload = StageReachedV1 {
        clock_id: clock.id,
        rule: clock.rule,
        article: clock.article.clone(),
        due_unrolled: clock.deadline.due_unrolled,
        due_rolled: clock.deadline.due_rolled,
        due_at: reached.due_at,
        fired_at,
        on_arrival: reached.on_arrival,
        catch_up,
        light: reached.stage.light(),
    };
    let draft = match reached.stage {
        Stage::Armed => return None,
        Stage::Near => EventDraft::new(clock.case, &DeadlineNearV1(payload), &system()),
        Stage::DueToday => EventDraft::new(clock.case, &DueTodayV1(payload), &system()),
        Stage::Missed => EventDraft::new(clock.case, &DeadlineMissedV1(payload), &system()),
    };
    Some(cause.on(draft).occurred(fired_at))
}

/// `ClockStopped`, in the name of whoever did what ended the clock: alerts are closed by that person
/// (invariant 4), and the event's own reason says why.
pub(crate) fn stopped(clock: &Clock, stopped: Stopped, cause: Cause<'_>) -> EventDraft {
    let payload = ClockStoppedV1 {
        clock_id: clock.id,
        rule: clock.rule,
        stopped_at: stopped.at,
        in_time: stopped.in_time,
        light: clock.light(),
    };
    let draft = cause.on(EventDraft::new(clock.case, &payload, &cause.actor()));
    match cause {
        Cause::Event(Envelope { reason: Some(reason), .. }, _) => draft.reason(reason),
        Cause::Event(..) | Cause::Timer(_) => draft,
    }
}

/// `ClockChanged`: a deadline never moves silently; who and why come with the event that moved it.
pub(crate) fn moved(clock: &Clock, moved: Moved, by: &Envelope, class: CaseClass) -> EventDraft {
    let payload = ClockChangedV1 {
        clock_id: clock.id,
        rule: clock.rule,
        old_due: moved.old_due,
        new_due: moved.new_due,
        light: clock.light(),
    };
    let reason =
        by.reason.clone().unwrap_or_else(|| "交办期限变更 / due date of the assignment changed".into());
    Cause::Event(by, class).on(EventDraft::new(clock.case, &payload, &by.actor)).reason(reason)
}
