//! One armed clock: armed → near → due today → missed, each stage once and never early; or stopped.

use calendar::Calendar;
use events::{Light, RuleCode};
use ids::{CaseId, ClockId};
use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid, Variant, Version};

use super::deadline::{Deadline, china_date};
use super::rules::Rule;

/// The last stage that has fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Running, nothing fired yet.
    Armed,
    /// The warning day has begun (E4).
    Near,
    /// The unrolled last day has begun (E4).
    DueToday,
    /// The rolled last day has ended (E4).
    Missed,
}

impl Stage {
    /// Every stage in the order in which they fire.
    pub const ALL: [Self; 4] = [Self::Armed, Self::Near, Self::DueToday, Self::Missed];

    /// The number in the store: it sorts by urgency.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Armed => 0,
            Self::Near => 1,
            Self::DueToday => 2,
            Self::Missed => 3,
        }
    }

    /// The stage with this number, if there is one.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.number() == number)
    }

    /// Red only after 24:00 of the rolled day; yellow from the warning day until then.
    #[must_use]
    pub const fn light(self) -> Light {
        match self {
            Self::Armed => Light::Green,
            Self::Near | Self::DueToday => Light::Yellow,
            Self::Missed => Light::Red,
        }
    }
}

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// When the event that ends it happened.
    pub at: Timestamp,
    /// Before 24:00 of the rolled day.
    pub in_time: bool,
}

/// A stage that fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Which one; never [`Stage::Armed`].
    pub stage: Stage,
    /// When it was due: at or before the time it was fired with.
    pub due_at: Timestamp,
    /// Past before the matter even arrived (an import, a paper book): joins a digest, pages nobody.
    pub on_arrival: bool,
}

/// A deadline that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The rolled last day before.
    pub old_due: Date,
    /// The rolled last day now.
    pub new_due: Date,
}

/// What arms a clock.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// The case.
    pub case: CaseId,
    /// 1 for the first clock of the rule on the case, 2 for the next.
    pub ordinal: i64,
    /// The event that starts it; its day is day 0.
    pub at: Timestamp,
    /// When the office entered it: stages past by then were late on arrival.
    pub arrived: Timestamp,
    /// A due date set with the assignment (R6), for rules that allow one.
    pub due_set: Option<Date>,
}

/// One clock on one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Hash of (case, rule, ordinal): arming twice is arming once.
    pub id: ClockId,
    /// The case.
    pub case: CaseId,
    /// The rule.
    pub rule: RuleCode,
    /// 1 for the first clock of the rule on the case.
    pub ordinal: i64,
    /// Article or office rule at the time of arming.
    pub article: String,
    /// The instant of the event; its day is day 0.
    pub start: Timestamp,
    /// The days it counts to.
    pub deadline: Deadline,
    /// The rule's version at arming.
    pub rule_version: i64,
    /// The calendar years counted with, and their versions.
    pub calendar_version: String,
    /// A stage was past when the matter arrived.
    pub late_on_arrival: bool,
    /// The last stage that fired.
    pub stage: Stage,
    /// Set when it ended.
    pub stopped: Option<Stopped>,
}

/// The id of a clock: the first 16 bytes of SHA-256 over (case, rule, ordinal), as a custom UUID (v8).
#[must_use]
pub fn clock_id(case: CaseId, rule: RuleCode, ordinal: i64) -> ClockId {
    let digest = Sha256::new()
        .chain_update(case.uuid().as_bytes())
        .chain_update(rule.as_str().as_bytes())
        .chain_update(ordinal.to_be_bytes())
        .finalize();
    let mut bytes = [0_u8; 16];
    for (byte, hashed) in bytes.iter_mut().zip(digest.iter()) {
        *byte = *hashed;
    }
    let id: Uuid =
        Builder::from_bytes(bytes).with_variant(Variant::RFC4122).with_version(Version::Custom).into_uuid();
    ClockId::from(id)
}

impl Clock {
    /// Arms a clock. Stages that were past when the matter arrived are returned as fired: they are facts
    /// about the arrival, and a timer must not find them again. An act entered as it happens arrives on
    /// time: when a set date (R6) was past by then, that is the unit's breach, and the timer fires it.
    #[must_use]
    pub fn arm(rule: &Rule, calendar: &Calendar, start: Start) -> (Self, Vec<Reached>) {
        let day_zero = china_date(start.at);
        let deadline = Deadline::count(rule, calendar, day_zero, start.due_set);
        let mut clock = Self {
            id: clock_id(start.case, rule.code, start.ordinal),
            case: start.case,
            rule: rule.code,
            ordinal: start.ordinal,
            article: rule.article.clone(),
            start: start.at,
            deadline,
            rule_version: rule.version,
            calendar_version: calendar.version_label_between(day_zero, deadline.due_rolled),
            late_on_arrival: false,
            stage: Stage::Armed,
            stopped: None,
        };
        let entered_late = start.arrived > start.at;
        let mut reached = if entered_late { clock.fire(start.arrived) } else { Vec::new() };
        for stage in &mut reached {
            stage.on_arrival = true;
        }
        clock.late_on_arrival = !reached.is_empty();
        (clock, reached)
    }

    /// When `stage` fires; none for [`Stage::Armed`] and for a warning that the period is too short for.
    #[must_use]
    pub fn stage_at(&self, stage: Stage) -> Option<Timestamp> {
        match stage {
            Stage::Armed => None,
            Stage::Near => self.deadline.near_at(),
            Stage::DueToday => Some(self.deadline.due_today_at()),
            Stage::Missed => Some(self.deadline.missed_at()),
        }
    }

    /// The next stage and its instant; none when it has ended or everything has fired.
    #[must_use]
    pub fn next(&self) -> Option<(Stage, Timestamp)> {
        if self.stopped.is_some() {
            return None;
        }
        Stage::ALL
            .into_iter()
            .filter(|stage| *stage > self.stage)
            .find_map(|stage| self.stage_at(stage).map(|at| (stage, at)))
    }

    /// When the timer must look at it again.
    #[must_use]
    pub fn next_fire_at(&self) -> Option<Timestamp> {
        self.next().map(|(_, at)| at)
    }

    /// Fires every stage that is due at `now`, in order: each once, none early.
    pub fn fire(&mut self, now: Timestamp) -> Vec<Reached> {
        let mut reached = Vec::new();
        while let Some((stage, due_at)) = self.next()
            && due_at <= now
        {
            self.stage = stage;
            reached.push(Reached { stage, due_at, on_arrival: false });
        }
        reached
    }

    /// Ends it at `at`, when the event happened. Stages due by then that no timer has fired yet are
    /// returned: a breach is on record even when the timer was behind. None when it has ended already.
    pub fn stop(&mut self, at: Timestamp) -> Option<(Stopped, Vec<Reached>)> {
        if self.stopped.is_some() {
            return None;
        }
        let reached = self.fire(at);
        let stopped = Stopped { at, in_time: at < self.deadline.missed_at() };
        self.stopped = Some(stopped);
        Some((stopped, reached))
    }

    /// Counts the deadline anew, for a due date that was set or changed, or for an imported calendar.
    /// None when nothing moves, or when it has ended. A stage that fired and is still past at `now` stays
    /// fired; one that lies ahead again will fire again, at its new time.
    pub fn recount(
        &mut self,
        rule: &Rule,
        calendar: &Calendar,
        due_set: Option<Date>,
        now: Timestamp,
    ) -> Option<Moved> {
        let day_zero = china_date(self.start);
        let deadline = Deadline::count(rule, calendar, day_zero, due_set);
        if self.stopped.is_some() || deadline == self.deadline {
            return None;
        }
        let moved = Moved { old_due: self.deadline.due_rolled, new_due: deadline.due_rolled };
        self.deadline = deadline;
        self.rule_version = rule.version;
        self.calendar_version = calendar.version_label_between(day_zero, deadline.due_rolled);
        self.stage = Stage::ALL
            .into_iter()
            .filter(|stage| *stage <= self.stage)
            .filter(|stage| self.stage_at(*stage).is_some_and(|at| at <= now))
            .max()
            .unwrap_or(Stage::Armed);
        Some(moved)
    }

    /// What it shows: a clock that has ended shows no light; whether it was in time is told apart.
    #[must_use]
    pub const fn light(&self) -> Light {
        match self.stopped {
            Some(_) => Light::None,
            None => self.stage.light(),
        }
    }
}
