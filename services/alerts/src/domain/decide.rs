//! What may happen to an alert, given who is on duty now.

use std::collections::BTreeSet;

use events::AlertKind;
use ids::{AlertId, CaseId, ClockId, PersonId};
use jiff::{SignedDuration, Timestamp};

use super::alert::{Alert, AlertState};
use super::change::{Change, MoveOn, Rejection};
use super::policy::{Policy, Quorum};
use super::roll::{Conflicts, Roll};

/// While nobody at all can be called, somebody may be entered in a roster at any moment: look again after
/// these business minutes.
const NOBODY_RECHECK_MINUTES: u32 = 5;

/// What an alert is about.
#[derive(Clone, Debug)]
pub struct Origin {
    pub id: AlertId,
    pub kind: AlertKind,
    pub case_id: Option<CaseId>,
    pub clock_id: Option<ClockId>,
    pub policy: Policy,
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The person the signed-in user is bound to.
    pub person: Option<PersonId>,
    /// Holds an office that may answer any alert (leader, director, supervisor).
    pub office: bool,
}

/// What is asked of an alert.
#[derive(Clone, Debug)]
pub enum Command {
    /// Time has passed, or a roster changed. Harmless at any moment: nothing happens early.
    Look,
    Acknowledge(Answer),
    /// A person called cannot come, and says why: the next is called at once.
    CannotCome {
        person: PersonId,
        note: String,
    },
    /// Every outside channel to this person failed for good at this level and round.
    Unreachable {
        level: u32,
        round: u32,
        person: PersonId,
    },
    Close {
        outcome: String,
    },
}

/// Raises an alert and begins its first level, unless the policy delays it.
#[must_use]
pub fn raise(origin: Origin, roll: &Roll, conflicts: &Conflicts, now: Timestamp) -> Vec<Change> {
    let Origin { id, kind, case_id, clock_id, policy } = origin;
    let wait = policy.minutes_after(0);
    let next_at = after(now, wait);
    let raised = Change::Raised { id, kind, case_id, clock_id, policy, at: now, next_at };
    let Some(alert) = Alert::fold([&raised]) else { return vec![raised] };
    let mut changes = vec![raised];
    if wait == 0 {
        changes.extend(Duty { alert: &alert, roll, conflicts, now }.begin(1).changes);
    }
    changes
}

/// What this command changes. An alert that needs no change gives an empty list: looking again, or
/// answering twice, is harmless.
///
/// # Errors
/// [`Rejection`] when the alert is closed, or when this person may not answer it.
pub fn decide(
    alert: &Alert,
    command: &Command,
    roll: &Roll,
    conflicts: &Conflicts,
    now: Timestamp,
) -> Result<Vec<Change>, Rejection> {
    let duty = Duty { alert, roll, conflicts, now };
    match command {
        Command::Look => Ok(duty.look()),
        Command::Acknowledge(answer) => duty.acknowledge(*answer),
        Command::CannotCome { person, note } => duty.cannot_come(*person, note),
        Command::Unreachable { level, round, person } => Ok(duty.unreachable(*level, *round, *person)),
        Command::Close { outcome } => match alert.state {
            AlertState::Closed => Err(Rejection::Closed),
            AlertState::Open | AlertState::Acknowledged => {
                Ok(vec![Change::Closed { outcome: outcome.clone(), at: now }])
            }
        },
    }
}

struct Duty<'a> {
    alert: &'a Alert,
    roll: &'a Roll,
    conflicts: &'a Conflicts,
    now: Timestamp,
}

struct Begun {
    level: u32,
    changes: Vec<Change>,
}

impl Duty<'_> {
    fn look(&self) -> Vec<Change> {
        let Some(next_at) = self.alert.next_at.filter(|_| self.alert.state == AlertState::Open) else {
            return vec![];
        };
        match (self.now >= next_at, self.alert.level) {
            (true, 0) => self.begin(1).changes,
            (true, _) => self.move_on(MoveOn::NoAnswer),
            (false, 0) => vec![],
            (false, _) => self.recheck(next_at),
        }
    }

    /// The shift changed within a level: whoever came on duty is called too, the timer goes on.
    fn recheck(&self, next_at: Timestamp) -> Vec<Change> {
        let level = self.alert.level;
        let known: BTreeSet<PersonId> = self.alert.current_calls().map(|call| call.person).collect();
        let mut people = self.people(level).0;
        if people.is_empty() && level == self.alert.policy.last() {
            people = self.fallback(level);
        }
        let fresh = people.into_iter().filter(|person| !known.contains(person)).collect::<Vec<_>>();
        let nobody = known.is_empty() && fresh.is_empty();
        let mut changes: Vec<Change> =
            fresh.into_iter().map(|person| self.page(level, self.alert.round, person)).collect();
        let check_at = self.check_at(level, next_at, nobody);
        if self.alert.check_at != Some(check_at) {
            changes.push(Change::Rechecked { check_at });
        }
        changes
    }

    fn move_on(&self, why: MoveOn) -> Vec<Change> {
        let from_level = self.alert.level;
        let mut begun = self.begin(from_level.saturating_add(1).min(self.alert.policy.last()));
        let told =
            begun.changes.iter().take_while(|change| !matches!(change, Change::LevelBegan { .. })).count();
        begun
            .changes
            .insert(told, Change::Escalated { from_level, to_level: begun.level, why, at: self.now });
        begun.changes
    }

    /// Begins `target`, or the next level above it that has somebody; the last level begins in any case,
    /// so that an alert never ends silently (E5).
    fn begin(&self, target: u32) -> Begun {
        let last = self.alert.policy.last();
        let mut changes = Vec::new();
        let mut told = self.alert.gaps.clone();
        for level in target..=last {
            let (people, layer) = self.people(level);
            if people.is_empty() {
                if level != self.alert.level {
                    changes.push(Change::LevelEmpty { level, at: self.now });
                }
                // A layer whose people are merely left out for this case (R11) has no gap: saying so would be a
                // hint to them that the case exists.
                if let Some(layer) = layer
                    && self.roll.on_call(layer, self.now, &Conflicts::default()).is_empty()
                    && told.insert(layer)
                {
                    changes.push(Change::GapFound { layer, at: self.now });
                }
            }
            if !people.is_empty() || level == last {
                // An empty last level calls whoever can be called below it, rather than nobody.
                let people = if people.is_empty() { self.fallback(last) } else { people };
                changes.extend(self.start(level, &people));
                return Begun { level, changes };
            }
        }
        Begun { level: self.alert.level, changes }
    }

    fn start(&self, level: u32, people: &[PersonId]) -> Vec<Change> {
        let round = if level == self.alert.level { self.alert.round.saturating_add(1) } else { 1 };
        let next_at = after(self.now, self.alert.policy.minutes_after(level));
        let check_at = self.check_at(level, next_at, people.is_empty());
        let began = Change::LevelBegan { level, round, at: self.now, next_at, check_at };
        std::iter::once(began).chain(people.iter().map(|person| self.page(level, round, *person))).collect()
    }

    fn fallback(&self, last: u32) -> Vec<PersonId> {
        let below = (1..last).rev().map(|level| self.people(level).0);
        below.into_iter().find(|people| !people.is_empty()).unwrap_or_default()
    }

    fn people(&self, level: u32) -> (Vec<PersonId>, Option<super::Layer>) {
        self.alert.policy.level(level).map_or((vec![], None), |step| {
            (self.roll.on_call(step.layer, self.now, self.conflicts), Some(step.layer))
        })
    }

    fn page(&self, level: u32, round: u32, person: PersonId) -> Change {
        let channels = self.alert.policy.level(level).map(|step| step.channels.clone()).unwrap_or_default();
        Change::Paged { level, round, person, channels, at: self.now }
    }

    fn check_at(&self, level: u32, next_at: Timestamp, nobody: bool) -> Timestamp {
        let shift = self
            .alert
            .policy
            .level(level)
            .and_then(|step| self.roll.next_change(step.layer, self.now))
            .unwrap_or(next_at);
        let soon = if nobody { after(self.now, NOBODY_RECHECK_MINUTES) } else { next_at };
        next_at.min(shift).min(soon)
    }

    fn acknowledge(&self, answer: Answer) -> Result<Vec<Change>, Rejection> {
        let called = answer.person.is_some_and(|person| self.alert.was_called(person));
        if answer.person.is_some_and(|person| self.in_conflict(person)) {
            return Err(Rejection::InConflict);
        }
        if !answer.office && !called {
            return Err(Rejection::NotCalled);
        }
        match self.alert.state {
            AlertState::Closed => return Err(Rejection::Closed),
            // The first answer is the one on record; a second press changes nothing.
            AlertState::Acknowledged => return Ok(vec![]),
            AlertState::Open => {}
        }
        let level = self.alert.level;
        let mut changes = Vec::new();
        if let Some(person) = answer.person
            && self.alert.current_calls().any(|call| call.person == person)
        {
            changes.push(Change::Answered { level, person, at: self.now });
            let missing = self
                .alert
                .current_calls()
                .any(|call| call.person != person && call.answered_at.is_none() && call.out.is_none());
            let all = self.alert.policy.level(level).is_some_and(|step| step.quorum == Quorum::All);
            if all && missing {
                return Ok(changes);
            }
        }
        changes.push(Change::Acknowledged { level, by: answer.person, at: self.now });
        Ok(changes)
    }

    fn in_conflict(&self, person: PersonId) -> bool {
        self.conflicts.persons.contains(&person)
            || self
                .roll
                .people
                .get(&person)
                .is_some_and(|standing| self.conflicts.units.contains(&standing.unit))
    }

    fn cannot_come(&self, person: PersonId, note: &str) -> Result<Vec<Change>, Rejection> {
        match self.alert.state {
            AlertState::Closed => Err(Rejection::Closed),
            AlertState::Acknowledged => Err(Rejection::NotOpen),
            AlertState::Open => match self.alert.current_calls().find(|call| call.person == person) {
                Some(call) if call.out.is_some() => Ok(vec![]),
                Some(_) => Ok(self.goes_out(person, MoveOn::CannotCome, Some(note.to_owned()))),
                None => Err(Rejection::NotCalled),
            },
        }
    }

    fn unreachable(&self, level: u32, round: u32, person: PersonId) -> Vec<Change> {
        let running =
            self.alert.state == AlertState::Open && (level, round) == (self.alert.level, self.alert.round);
        let waiting = self.alert.current_calls().any(|call| call.person == person && call.out.is_none());
        if running && waiting { self.goes_out(person, MoveOn::Unreachable, None) } else { vec![] }
    }

    /// One person drops out of the round; when nobody is left in it, the next is called at once.
    fn goes_out(&self, person: PersonId, why: MoveOn, note: Option<String>) -> Vec<Change> {
        let level = self.alert.level;
        let mut changes = vec![Change::WentOut { level, person, why, note, at: self.now }];
        let someone_left = self.alert.current_calls().any(|call| call.person != person && call.out.is_none());
        if someone_left {
            return changes;
        }
        if level < self.alert.policy.last() {
            changes.extend(self.move_on(why));
            return changes;
        }
        // At the last level the next members of the same roster take over, within the running timer; when
        // they are used up, everybody is called again at the next round.
        let mut out: BTreeSet<PersonId> = self.alert.current_calls().map(|call| call.person).collect();
        out.insert(person);
        if let Some(step) = self.alert.policy.level(level) {
            let next = self.roll.on_call_except(step.layer, self.now, self.conflicts, &out);
            changes.extend(next.into_iter().map(|stand_in| self.page(level, self.alert.round, stand_in)));
        }
        changes
    }
}

fn after(at: Timestamp, minutes: u32) -> Timestamp {
    at.saturating_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}
