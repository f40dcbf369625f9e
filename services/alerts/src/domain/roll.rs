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
mod tests {
    use super::*;
    use crate::domain::roster::{Override, Rotation};
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        Uuid::from_u128(number).into()
    }

    fn unit(number: u128) -> UnitId {
        Uuid::from_u128(number).into()
    }

    fn at(local: &str) -> Timestamp {
        format!("{local}+08:00").parse().unwrap()
    }

    /// Persons 1, 2, 3 of units 11, 12, 13, taking daily turns from 2026-11-02 08:30.
    fn roll() -> Roll {
        let roster = Roster {
            id: Uuid::from_u128(100).into(),
            layer: Layer::Leader,
            members: vec![person(1), person(2), person(3)],
            rotation: Rotation::Daily,
            anchor: date(2026, 11, 2),
            handover: time(8, 30, 0, 0),
            overrides: vec![],
        };
        let people = (1..=4).map(|n| (person(n), Standing { unit: unit(n + 10), active: true }));
        Roll { rosters: vec![roster], people: people.collect() }
    }

    fn conflict(persons: &[u128], units: &[u128]) -> Conflicts {
        Conflicts {
            persons: persons.iter().map(|n| person(*n)).collect(),
            units: units.iter().map(|n| unit(*n)).collect(),
        }
    }

    const MONDAY_NOON: &str = "2026-11-02T12:00:00";

    #[test]
    fn r11_who_is_in_conflict_is_passed_over_even_when_on_call() {
        let roll = roll();
        let now = at(MONDAY_NOON);
        assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[], &[])), [person(1)]);
        assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[1], &[])), [person(2)]);
        assert_eq!(roll.on_call(Layer::Leader, now, &conflict(&[1], &[12])), [person(3)]);
        assert!(roll.on_call(Layer::Leader, now, &conflict(&[1, 2], &[13])).is_empty());
    }

    #[test]
    fn r11_a_stand_in_in_conflict_falls_back_to_the_rotation() {
        let mut roll = roll();
        roll.rosters[0].overrides.push(Override {
            id: Uuid::from_u128(1).into(),
            person: person(4),
            from: at("2026-11-02T10:00:00"),
            until: at("2026-11-02T14:00:00"),
        });
        assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[], &[])), [person(4)]);
        assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[4], &[])), [person(1)]);
    }

    #[test]
    fn whoever_left_is_not_called() {
        let mut roll = roll();
        roll.people.get_mut(&person(1)).unwrap().active = false;
        roll.people.remove(&person(2));
        assert_eq!(roll.on_call(Layer::Leader, at(MONDAY_NOON), &conflict(&[], &[])), [person(3)]);
    }

    #[test]
    fn the_calendar_cuts_the_rotation_at_overrides() {
        let mut roll = roll();
        roll.rosters[0].overrides.push(Override {
            id: Uuid::from_u128(1).into(),
            person: person(4),
            from: at("2026-11-02T20:00:00"),
            until: at("2026-11-03T20:00:00"),
        });
        let duties = roll.calendar(at("2026-11-02T12:00:00"), at("2026-11-04T08:30:00"));
        let seen: Vec<_> =
            duties.iter().map(|duty| (duty.person, duty.from, duty.until, duty.source)).collect();
        assert_eq!(
            seen,
            [
                (person(1), at("2026-11-02T08:30:00"), at("2026-11-02T20:00:00"), DutySource::Rotation),
                (person(4), at("2026-11-02T20:00:00"), at("2026-11-03T20:00:00"), DutySource::Override),
                (person(2), at("2026-11-03T20:00:00"), at("2026-11-04T08:30:00"), DutySource::Rotation),
            ]
        );
    }

    #[test]
    fn a_month_of_one_member_shows_every_handover() {
        let mut roll = roll();
        roll.rosters[0].members = vec![person(1)];
        let duties = roll.calendar(at("2026-11-02T08:30:00"), at("2026-11-05T08:30:00"));
        assert_eq!(duties.len(), 3);
        assert_eq!(roll.duties_at(at(MONDAY_NOON)).len(), 1);
    }

    #[test]
    fn the_gap_scan_finds_exactly_the_hours_without_anybody() {
        let mut roll = roll();
        let (from, until) = (at("2026-11-02T12:00:00"), at("2026-12-02T12:00:00"));
        assert!(roll.gaps(Layer::Leader, from, until).is_empty());
        assert_eq!(roll.gaps(Layer::Duty, from, until), [Gap { layer: Layer::Duty, from, until }]);

        roll.rosters[0].members.clear();
        let (stand_in_from, stand_in_until) = (at("2026-11-10T08:00:00"), at("2026-11-11T08:00:00"));
        roll.rosters[0].overrides.push(Override {
            id: Uuid::from_u128(1).into(),
            person: person(4),
            from: stand_in_from,
            until: stand_in_until,
        });
        assert_eq!(
            roll.gaps(Layer::Leader, from, until),
            [
                Gap { layer: Layer::Leader, from, until: stand_in_from },
                Gap { layer: Layer::Leader, from: stand_in_until, until },
            ]
        );
    }
}
