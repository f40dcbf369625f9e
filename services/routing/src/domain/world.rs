//! A small invented county for tests: builders that read like sentences.

use std::collections::BTreeSet;

use events::{CaseClass, Role, UnitKind};
use ids::{CaseId, PersonId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::{
    Acting, AssignRequest, CaseEvent, CaseState, Command, Conflict, Context, Directory, NextNumbers, Person,
    Rejection, Unit, apply, decide,
};

/// Unit `n`: 1 housing, 2 land, 3 a town, 4 the petition office, 5 the leadership, 6 discipline, 7 abolished.
pub(crate) fn unit(n: u128) -> UnitId {
    Uuid::from_u128(n).into()
}

/// Person `n * 10 + k` works in unit `n`; 19 has left.
pub(crate) fn person(n: u128) -> PersonId {
    Uuid::from_u128(1_000 + n).into()
}

pub(crate) const UNITS: [(u128, &str, UnitKind); 7] = [
    (1, "住房和城乡建设局", UnitKind::Department),
    (2, "自然资源局", UnitKind::Department),
    (3, "青石镇", UnitKind::Town),
    (4, "信访局", UnitKind::PetitionOffice),
    (5, "县政府领导", UnitKind::Leadership),
    (6, "纪委监委", UnitKind::Discipline),
    (7, "原建设局", UnitKind::Department),
];

pub(crate) const PERSONS: [u128; 13] = [10, 11, 19, 20, 21, 30, 31, 40, 41, 50, 51, 60, 61];

pub(crate) struct World {
    pub(crate) directory: Directory,
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
    pub(crate) review_last_day: Option<Date>,
}

impl Default for World {
    fn default() -> Self {
        let units = UNITS.iter().map(|&(n, name, kind)| Unit {
            id: unit(n),
            name: name.into(),
            kind,
            parent: None,
            active: n != 7,
        });
        let persons = PERSONS.iter().map(|&n| Person {
            id: person(n),
            name: format!("测试人员{n}"),
            title: "科员".into(),
            unit: unit(n / 10),
            active: n != 19,
        });
        Self {
            directory: Directory::new(units, persons),
            now: "2026-09-18T02:00:00Z".parse().unwrap(),
            today: Date::constant(2026, 9, 18),
            review_last_day: None,
        }
    }
}

impl World {
    pub(crate) fn acting(&self, role: Role, who: Option<u128>) -> Acting {
        let person = who.and_then(|n| self.directory.person(person(n)).cloned());
        Acting { roles: BTreeSet::from([role]), person }
    }

    pub(crate) fn router(&self) -> Acting {
        self.acting(Role::Router, Some(40))
    }

    pub(crate) fn decide(
        &self,
        state: &CaseState,
        command: &Command,
        acting: &Acting,
    ) -> Result<Vec<CaseEvent>, Rejection> {
        let numbers =
            NextNumbers { letter: "信交〔2026〕1号".into(), decision: "信处〔2026〕1号".into() };
        let context = Context {
            now: self.now,
            today: self.today,
            review_last_day: self.review_last_day,
            acting,
            directory: &self.directory,
            numbers: &numbers,
        };
        decide(state, command, &context)
    }

    pub(crate) fn must(&self, state: CaseState, command: &Command, acting: &Acting) -> CaseState {
        self.decide(&state, command, acting)
            .unwrap()
            .iter()
            .fold(state, |state, event| apply(state, event).unwrap())
    }

    /// A claim assigned to housing, handled by person 11, led by person 10, supervised by the office.
    pub(crate) fn assigned(&self) -> CaseState {
        self.must(claim(), &Command::Assign(six_fixings()), &self.router())
    }
}

pub(crate) fn claim() -> CaseState {
    case(CaseClass::Claim, Conflict::default())
}

pub(crate) fn case(class: CaseClass, conflict: Conflict) -> CaseState {
    CaseState::registered(CaseId::from(Uuid::from_u128(9)), "云溪信〔2026〕1号".into(), class, conflict)
}

pub(crate) fn six_fixings() -> AssignRequest {
    AssignRequest {
        lead_unit: Some(unit(1)),
        assisting_units: vec![unit(2)],
        responsible_leader: Some(person(10)),
        handler: Some(person(11)),
        supervising_unit: Some(unit(4)),
        requirement: Some("依法核查并书面答复".into()),
        due: Some(Date::constant(2026, 11, 30)),
    }
}
