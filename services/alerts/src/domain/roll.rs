//! The duty roll: every roster and everybody on them; who is on call, who is left out, where nobody is.

use std::collections::{BTreeMap, BTreeSet};

use ids::{PersonId, RosterId, UnitId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::policy::Layer;
use super::roster::Roster;

/// Pieces of a calendar or a gap scan that one answer may have: 92 days, 3 layers of daily turns with
/// overrides stay far below it; beyond it the scan ends instead of eating the machine.
const PIECES_MAX: usize = 4_000;

/// What the roll knows of a person: a copy of routing's directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub unit: UnitId,
    pub active: bool,
}

/// Who must hear nothing of a case (R11): persons, and everybody of these units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    pub persons: BTreeSet<PersonId>,
    pub units: BTreeSet<UnitId>,
}

/// Whether a stretch of duty comes from the rotation or from a stand-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutySource {
    Rotation,
    Override,
}

/// A stretch of duty, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    pub layer: Layer,
    pub roster: RosterId,
    pub person: PersonId,
    pub from: Timestamp,
    pub until: Timestamp,
    pub source: DutySource,
}

/// A stretch without anybody on duty in a layer, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    pub layer: Layer,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// Every roster and everybody on them.
#[derive(Clone, Debug, Default)]
pub struct Roll {
    pub rosters: Vec<Roster>,
    pub people: BTreeMap<PersonId, Standing>,
}

impl Roll {
    /// Whether this person may be called about a case with these conflicts. Somebody the directory does
    /// not know, or who left, cannot be called.
    #[must_use]
    pub fn may_call(&self, person: PersonId, conflicts: &Conflicts) -> bool {
        self.people.get(&person).is_some_and(|standing| {
            standing.active
                && !conflicts.persons.contains(&person)
                && !conflicts.units.contains(&standing.unit)
        })
    }

    /// Who is called in `layer` at `at`: one per roster, without repeats. People in conflict are left out
    /// even when on call, and the next member of the same roster takes their place (R11).
    #[must_use]
    pub fn on_call(&self, layer: Layer, at: Timestamp, conflicts: &Conflicts) -> Vec<PersonId> {
        self.on_call_except(layer, at, conflicts, &BTreeSet::new())
    }

    /// [`Roll::on_call`], passing over the people in `declined` as well.
    #[must_use]
    pub fn on_call_except(
        &self,
        layer: Layer,
        at: Timestamp,
        conflicts: &Conflicts,
        declined: &BTreeSet<PersonId>,
    ) -> Vec<PersonId> {
        let mut called = Vec::new();
        for roster in self.rosters.iter().filter(|roster| roster.layer == layer) {
            let free = |person: PersonId| self.may_call(person, conflicts) && !declined.contains(&person);
            if let Some((person, _)) = roster.candidates(at).find(|(person, _)| free(*person))
                && !called.contains(&person)
            {
                called.push(person);
            }
        }
        called
    }

    /// The first instant after `at` at which somebody else may come on duty in `layer`.
    #[must_use]
    pub fn next_change(&self, layer: Layer, at: Timestamp) -> Option<Timestamp> {
        self.rosters
            .iter()
            .filter(|roster| roster.layer == layer)
            .filter_map(|roster| roster.next_change(at))
            .min()
    }

    /// The duties that overlap `[from, until)`, in order of roster and time; each has its true bounds,
    /// also beyond the window.
    #[must_use]
    pub fn calendar(&self, from: Timestamp, until: Timestamp) -> Vec<Duty> {
        let nobody = Conflicts::default();
        let mut duties: Vec<Duty> = Vec::new();
        for roster in &self.rosters {
            let mut at = begin_of_piece(roster, from);
            while at < until && duties.len() < PIECES_MAX {
                let next = roster.next_change(at).unwrap_or(until);
                let found = roster.candidates(at).find(|(person, _)| self.may_call(*person, &nobody));
                if let Some((person, source)) = found {
                    let duty = Duty {
                        layer: roster.layer,
                        roster: roster.id,
                        person,
                        from: at,
                        until: next,
                        source,
                    };
                    match duties.last_mut() {
                        Some(last) if continues(last, &duty, roster) => last.until = next,
                        _ => duties.push(duty),
                    }
                }
                at = next;
            }
        }
        duties.retain(|duty| duty.until > from);
        duties
    }

    /// Who is on duty at `at`, with the bounds of each duty.
    #[must_use]
    pub fn duties_at(&self, at: Timestamp) -> Vec<Duty> {
        // One microsecond is the finest instant that the stores keep.
        let just_after = at.checked_add(jiff::SignedDuration::from_micros(1)).unwrap_or(at);
        self.calendar(at, just_after)
    }

    /// Where nobody at all can be called in `layer` within `[from, until)`.
    #[must_use]
    pub fn gaps(&self, layer: Layer, from: Timestamp, until: Timestamp) -> Vec<Gap> {
        let nobody = Conflicts::default();
        let mut gaps: Vec<Gap> = Vec::new();
        let (mut at, mut pieces) = (from, 0_usize);
        while at < until && pieces < PIECES_MAX {
            let next = self.next_change(layer, at).map_or(until, |next| next.min(until));
            if self.on_call(layer, at, &nobody).is_empty() {
                match gaps.last_mut() {
                    Some(last) if last.until == at => last.until = next,
                    _ => gaps.push(Gap { layer, from: at, until: next }),
                }
            }
            at = next;
            pieces = pieces.saturating_add(1);
        }
        gaps
    }
}

/// Where the piece that covers `at` began: the turn's beginning, or the last override bound after it.
fn begin_of_piece(roster: &Roster, at: Timestamp) -> Timestamp {
    let Some(turn) = roster.turn(at) else { return at };
    let bounds = roster.overrides.iter().flat_map(|shift| [shift.from, shift.until]);
    bounds.filter(|bound| *bound <= at).fold(turn.from, Ord::max)
}

/// Whether `next` is the same duty going on across an override bound that changed nobody. Two turns of
/// the same member that follow each other stay two: a hand-over happened between them.
fn continues(last: &Duty, next: &Duty, roster: &Roster) -> bool {
    let same = last.roster == next.roster && last.person == next.person && last.source == next.source;
    let handover = roster.turn(next.from).is_some_and(|turn| turn.from == next.from);
    same && last.until == next.from && (!handover || next.source == DutySource::Override)
}

#[cfg(test)]
mod tests;
