//! One alert: its state, and how changes fold into it.

use std::collections::BTreeSet;

use events::AlertKind;
use ids::{AlertId, CaseId, ClockId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::change::{Change, MoveOn};
use super::policy::{Layer, Policy};

/// Where an alert stands. It leaves `Open` only through a named person (invariant 4).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Nobody has answered: it escalates, and its last level repeats.
    Open,
    /// A named person answered: nobody else is called.
    Acknowledged,
    /// The matter behind it is dealt with.
    Closed,
}

impl AlertState {
    /// The code in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Closed => "closed",
        }
    }
}

/// One person called at one level; called again, the same record counts up, so that a repeating last
/// level cannot grow without end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub level: u32,
    pub person: PersonId,
    /// The round of the level in which the person was last called, from 1.
    pub round: u32,
    /// When last called, in business time.
    pub called_at: Timestamp,
    pub times: u32,
    /// Set when the person cannot come or cannot be reached in this round.
    pub out: Option<MoveOn>,
    /// Set when the person answered (a quorum of all may need several).
    pub answered_at: Option<Timestamp>,
}

/// When a level was current. A level that was skipped because it was empty has equal bounds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub level: u32,
    pub began_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub empty: bool,
}

/// One alert; always the fold of its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    pub id: AlertId,
    pub kind: AlertKind,
    pub case_id: Option<CaseId>,
    pub clock_id: Option<ClockId>,
    pub policy: Policy,
    pub state: AlertState,
    /// The current level, from 1; 0 until the first begins.
    pub level: u32,
    /// How often the current level has begun, from 1.
    pub round: u32,
    pub raised_at: Timestamp,
    /// When the next level, or the last one again, is called; `None` only once answered.
    pub next_at: Option<Timestamp>,
    /// When to look again: the earlier of `next_at` and the next change of shift.
    pub check_at: Option<Timestamp>,
    pub stretches: Vec<Stretch>,
    pub calls: Vec<Call>,
    /// Layers found empty: each is told once per alert.
    pub gaps: BTreeSet<Layer>,
}

impl Alert {
    /// The alert that `changes` make; `None` unless the first one raises it.
    #[must_use]
    pub fn fold<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Option<Self> {
        let mut changes = changes.into_iter();
        let Change::Raised { id, kind, case_id, clock_id, policy, at, next_at } = changes.next()? else {
            return None;
        };
        let mut alert = Self {
            id: *id,
            kind: *kind,
            case_id: *case_id,
            clock_id: *clock_id,
            policy: policy.clone(),
            state: AlertState::Open,
            level: 0,
            round: 0,
            raised_at: *at,
            next_at: Some(*next_at),
            check_at: Some(*next_at),
            stretches: Vec::new(),
            calls: Vec::new(),
            gaps: BTreeSet::new(),
        };
        changes.for_each(|change| alert.apply(change));
        Some(alert)
    }

    /// Folds one change in: the only code that changes an alert.
    pub fn apply(&mut self, change: &Change) {
        match change {
            // An alert is raised once; `fold` builds it from this change.
            Change::Raised { .. } | Change::Escalated { .. } => {}
            Change::LevelEmpty { level, at } => {
                self.end_stretch(*at);
                self.stretches.push(Stretch {
                    level: *level,
                    began_at: *at,
                    ended_at: Some(*at),
                    empty: true,
                });
            }
            Change::GapFound { layer, .. } => {
                self.gaps.insert(*layer);
            }
            Change::LevelBegan { level, round, at, next_at, check_at } => {
                self.begin(*level, *round, *at, *next_at, *check_at)
            }
            Change::Paged { level, round, person, at, .. } => self.call(*level, *round, *person, *at),
            Change::Rechecked { check_at } => self.check_at = Some(*check_at),
            Change::WentOut { level, person, why, .. } => {
                if let Some(call) = self.call_mut(*level, *person) {
                    call.out = Some(*why);
                }
            }
            Change::Answered { level, person, at } => {
                if let Some(call) = self.call_mut(*level, *person) {
                    call.answered_at = Some(*at);
                }
            }
            Change::Acknowledged { at, .. } => self.stop(AlertState::Acknowledged, *at),
            Change::Closed { at, .. } => self.stop(AlertState::Closed, *at),
        }
    }

    /// The people called in the round that is running.
    pub fn current_calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().filter(|call| call.level == self.level && call.round == self.round)
    }

    /// Whether this person was ever called for this alert.
    #[must_use]
    pub fn was_called(&self, person: PersonId) -> bool {
        self.calls.iter().any(|call| call.person == person)
    }

    fn begin(&mut self, level: u32, round: u32, at: Timestamp, next_at: Timestamp, check_at: Timestamp) {
        if round == 1 {
            self.end_stretch(at);
            // An empty last level begins all the same, with whoever can be called below it.
            self.stretches.retain(|stretch| stretch.level != level);
            self.stretches.push(Stretch { level, began_at: at, ended_at: None, empty: false });
        }
        (self.level, self.round) = (level, round);
        (self.next_at, self.check_at) = (Some(next_at), Some(check_at));
    }

    fn call(&mut self, level: u32, round: u32, person: PersonId, at: Timestamp) {
        match self.call_mut(level, person) {
            Some(call) => {
                (call.round, call.called_at, call.out) = (round, at, None);
                call.times = call.times.saturating_add(1);
            }
            None => self.calls.push(Call {
                level,
                person,
                round,
                called_at: at,
                times: 1,
                out: None,
                answered_at: None,
            }),
        }
    }

    fn call_mut(&mut self, level: u32, person: PersonId) -> Option<&mut Call> {
        self.calls.iter_mut().find(|call| call.level == level && call.person == person)
    }

    fn end_stretch(&mut self, at: Timestamp) {
        if let Some(open) = self.stretches.iter_mut().find(|stretch| stretch.ended_at.is_none()) {
            open.ended_at = Some(at);
        }
    }

    fn stop(&mut self, state: AlertState, at: Timestamp) {
        self.end_stretch(at);
        self.state = state;
        (self.next_at, self.check_at) = (None, None);
    }
}
