//! Facts that supervision publishes: the life of every clock.

use ids::ClockId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Light, Payload, RuleCode, Service};

/// A clock was armed; the subject is the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStartedV1 {
    pub clock_id: ClockId,
    pub rule: RuleCode,
    /// 1 for the first clock of this rule on this case.
    pub ordinal: i64,
    /// Article of the Regulation, or the row of the office rule.
    pub article: String,
    /// The instant of the event that started it; its day is day 0.
    pub start: Timestamp,
    /// The last day before rolling; "near" and "due today" go by it.
    pub due_unrolled: Date,
    /// The last day on which it is still in time.
    pub due_rolled: Date,
    /// The day from which it shows yellow, if the rule has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub near_on: Option<Date>,
    pub rule_version: i64,
    pub calendar_version: String,
    /// Computed over a year with no published calendar.
    pub provisional: bool,
    /// Already past a stage when it was armed: an import or a paper book.
    pub late_on_arrival: bool,
    pub light: Light,
}

/// The event that ends the clock happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockStoppedV1 {
    pub clock_id: ClockId,
    pub rule: RuleCode,
    pub stopped_at: Timestamp,
    /// Stopped before 24:00 of the rolled day.
    pub in_time: bool,
    pub light: Light,
}

/// A deadline moved, with who and why in the envelope: it never moves silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockChangedV1 {
    pub clock_id: ClockId,
    pub rule: RuleCode,
    pub old_due: Date,
    pub new_due: Date,
    pub light: Light,
}

/// One stage of a clock was reached. The same shape serves the three stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageReachedV1 {
    pub clock_id: ClockId,
    pub rule: RuleCode,
    pub article: String,
    pub due_unrolled: Date,
    pub due_rolled: Date,
    /// When the stage was due, in business time.
    pub due_at: Timestamp,
    /// When it fired, in business time: never before `due_at`.
    pub fired_at: Timestamp,
    /// Already past when the clock was armed: joins a digest, pages nobody.
    pub on_arrival: bool,
    /// Fired late after downtime: joins a digest, pages nobody.
    pub catch_up: bool,
    pub light: Light,
}

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident = $type:literal),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub StageReachedV1);

        impl Payload for $name {
            const TYPE: &'static str = $type;
            const PRODUCER: Service = Service::Supervision;
        }
    )+};
}

stages! {
    /// The warning point before the due day (E4).
    DeadlineNearV1 = "huiyin.supervision.DeadlineNear.v1",
    /// 00:00 of the unrolled due day (E4).
    DueTodayV1 = "huiyin.supervision.DueToday.v1",
    /// 24:00 of the rolled due day has passed (E4).
    DeadlineMissedV1 = "huiyin.supervision.DeadlineMissed.v1",
}

macro_rules! published {
    ($($payload:ident = $type:literal),+ $(,)?) => {$(
        impl Payload for $payload {
            const TYPE: &'static str = $type;
            const PRODUCER: Service = Service::Supervision;
        }
    )+};
}

published! {
    ClockStartedV1 = "huiyin.supervision.ClockStarted.v1",
    ClockStoppedV1 = "huiyin.supervision.ClockStopped.v1",
    ClockChangedV1 = "huiyin.supervision.ClockChanged.v1",
}
