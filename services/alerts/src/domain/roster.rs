//! One roster: a rotation by the local wall clock with a hand-over time, and overrides over it.

use ids::{PersonId, RosterId, ShiftId};
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::policy::Layer;

/// China Standard Time; no summer time since 1991, so every shift has its full length.
const CHINA: Offset = Offset::constant(8);

/// How often the turn passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    Daily,
    Weekly,
}

impl Rotation {
    /// The code in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
        }
    }

    /// The rotation with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Daily, Self::Weekly].into_iter().find(|rotation| rotation.as_str() == code)
    }

    const fn days(self) -> i64 {
        match self {
            Self::Daily => 1,
            Self::Weekly => 7,
        }
    }
}

/// Somebody stands in over `[from, until)`; among several, the one entered last holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    pub id: ShiftId,
    pub person: PersonId,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// A rotation of people over one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub id: RosterId,
    pub layer: Layer,
    /// In order of turn.
    pub members: Vec<PersonId>,
    pub rotation: Rotation,
    /// The day on which the first member's turn begins; the rotation runs both ways from it.
    pub anchor: Date,
    /// The local time at which the turn passes on.
    pub handover: Time,
    /// In the order in which they were entered.
    pub overrides: Vec<Override>,
}

/// One turn of the rotation, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which member's turn it is.
    pub index: usize,
    pub from: Timestamp,
    pub until: Timestamp,
}

impl Roster {
    /// The turn that covers `at`; `None` for a roster without members.
    #[must_use]
    pub fn turn(&self, at: Timestamp) -> Option<Turn> {
        let members = i64::try_from(self.members.len()).ok().filter(|count| *count > 0)?;
        let local = CHINA.to_datetime(at);
        // Before the hand-over the day still belongs to the turn that began yesterday or earlier.
        let began_today = local.time() >= self.handover;
        let day = if began_today { local.date() } else { local.date().yesterday().ok()? };
        let days = day.duration_since(self.anchor).as_hours() / 24;
        let turns = days.div_euclid(self.rotation.days());
        let index = usize::try_from(turns.rem_euclid(members)).ok()?;
        let from = self.handover_on(turns.checked_mul(self.rotation.days())?)?;
        let until = self.handover_on(turns.checked_add(1)?.checked_mul(self.rotation.days())?)?;
        Some(Turn { index, from, until })
    }

    /// Who could be called at `at`, best first: stand-ins (latest entered first), whose turn it is, then
    /// the members after them in order of turn.
    pub fn candidates(&self, at: Timestamp) -> impl Iterator<Item = (PersonId, super::roll::DutySource)> {
        use super::roll::DutySource;
        let standing_in =
            self.overrides.iter().rev().filter(move |shift| shift.from <= at && at < shift.until);
        let start = self.turn(at).map_or(0, |turn| turn.index);
        let members = self.members.iter().cycle().skip(start).take(self.members.len());
        standing_in
            .map(|shift| (shift.person, DutySource::Override))
            .chain(members.map(|person| (*person, DutySource::Rotation)))
    }

    /// The first instant after `at` at which somebody else may come on duty.
    #[must_use]
    pub fn next_change(&self, at: Timestamp) -> Option<Timestamp> {
        let bounds = self.overrides.iter().flat_map(|shift| [shift.from, shift.until]);
        bounds.chain(self.turn(at).map(|turn| turn.until)).filter(|bound| *bound > at).min()
    }

    fn handover_on(&self, days_after_anchor: i64) -> Option<Timestamp> {
        let hours = days_after_anchor.checked_mul(24)?;
        let day = self.anchor.checked_add(SignedDuration::from_hours(hours)).ok()?;
        CHINA.to_timestamp(day.to_datetime(self.handover)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        Uuid::from_u128(number).into()
    }

    fn at(local: &str) -> Timestamp {
        format!("{local}+08:00").parse().unwrap()
    }

    fn roster(rotation: Rotation) -> Roster {
        Roster {
            id: Uuid::from_u128(100).into(),
            layer: Layer::Leader,
            members: vec![person(1), person(2), person(3)],
            rotation,
            anchor: date(2026, 11, 2),
            handover: time(8, 30, 0, 0),
            overrides: vec![],
        }
    }

    fn first(roster: &Roster, local: &str) -> PersonId {
        roster.candidates(at(local)).next().unwrap().0
    }

    #[test]
    fn a_daily_turn_is_half_open_at_the_handover() {
        let roster = roster(Rotation::Daily);
        assert_eq!(first(&roster, "2026-11-02T08:29:59"), person(3));
        assert_eq!(first(&roster, "2026-11-02T08:30:00"), person(1));
        assert_eq!(first(&roster, "2026-11-03T08:29:59"), person(1));
        assert_eq!(first(&roster, "2026-11-03T08:30:00"), person(2));
        let turn = roster.turn(at("2026-11-03T00:00:00")).unwrap();
        assert_eq!((turn.from, turn.until), (at("2026-11-02T08:30:00"), at("2026-11-03T08:30:00")));
    }

    #[test]
    fn a_weekly_turn_begins_on_the_anchors_weekday_and_runs_back_before_it() {
        let roster = roster(Rotation::Weekly);
        assert_eq!(first(&roster, "2026-11-09T08:29:59"), person(1));
        assert_eq!(first(&roster, "2026-11-09T08:30:00"), person(2));
        assert_eq!(first(&roster, "2026-11-01T12:00:00"), person(3));
        let turn = roster.turn(at("2026-11-20T12:00:00")).unwrap();
        assert_eq!((turn.from, turn.until), (at("2026-11-16T08:30:00"), at("2026-11-23T08:30:00")));
    }

    #[test]
    fn an_override_goes_before_the_rotation_and_the_latest_before_the_earlier() {
        let mut roster = roster(Rotation::Daily);
        for (number, stand_in) in [(1, 8), (2, 9)] {
            roster.overrides.push(Override {
                id: Uuid::from_u128(number).into(),
                person: person(stand_in),
                from: at("2026-11-02T12:00:00"),
                until: at("2026-11-02T14:00:00"),
            });
        }
        assert_eq!(first(&roster, "2026-11-02T11:59:59"), person(1));
        assert_eq!(first(&roster, "2026-11-02T12:00:00"), person(9));
        assert_eq!(first(&roster, "2026-11-02T14:00:00"), person(1));
        assert_eq!(roster.next_change(at("2026-11-02T10:00:00")), Some(at("2026-11-02T12:00:00")));
        assert_eq!(roster.next_change(at("2026-11-02T12:00:00")), Some(at("2026-11-02T14:00:00")));
        assert_eq!(roster.next_change(at("2026-11-02T14:00:00")), Some(at("2026-11-03T08:30:00")));
    }
}
