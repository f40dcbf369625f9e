use std::collections::BTreeSet;

use events::intake::ConflictV1;
use ids::{PersonId, UnitId};
use serde::{Deserialize, Serialize};

use super::directory::Person;
use super::sentence::Sentence;

/// Whom R11 keeps away from one case, as intake registered it.
///
/// Accusation (art. 30): the accused units and persons are excluded from everything. Claim (art. 31): the
/// persons named are recused (art. 28) and stand in `excluded_persons`; the units stand in
/// `complained_units`, which may well decide the claim but may not supervise it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// No role, no view.
    pub excluded_units: BTreeSet<UnitId>,
    /// No role, no view.
    pub excluded_persons: BTreeSet<PersonId>,
    /// May lead or assist, may not supervise.
    pub complained_units: BTreeSet<UnitId>,
}

/// A part in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Duty {
    /// 主办.
    Lead,
    /// 协办.
    Assisting,
    /// 督办.
    Supervising,
    /// 责任领导.
    ResponsibleLeader,
    /// 承办人.
    Handler,
}

impl Duty {
    /// The code in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Assisting => "assisting",
            Self::Supervising => "supervising",
            Self::ResponsibleLeader => "responsible_leader",
            Self::Handler => "handler",
        }
    }

    /// The duty with this code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Lead, Self::Assisting, Self::Supervising, Self::ResponsibleLeader, Self::Handler]
            .into_iter()
            .find(|duty| duty.as_str() == code)
    }

    /// What a person reads.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Lead => ("责任单位", "lead unit"),
            Self::Assisting => ("协办单位", "assisting unit"),
            Self::Supervising => ("督办单位", "supervising unit"),
            Self::ResponsibleLeader => ("责任领导", "responsible leader"),
            Self::Handler => ("承办人", "handler"),
        }
    }
}

/// Why R11 refuses a part in a case. The system refuses; it does not warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The accused unit (art. 30).
    ExcludedUnit,
    /// The unit complained of would supervise itself (art. 31).
    ComplainedUnitSupervises,
    /// The accused or recused person (art. 28, 30).
    ExcludedPerson,
    /// Somebody of the accused unit (art. 30).
    PersonOfExcludedUnit,
}

impl Bar {
    /// Stable code of a problem's field error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ExcludedUnit => "excluded_unit",
            Self::ComplainedUnitSupervises => "complained_unit_supervises",
            Self::ExcludedPerson => "excluded_person",
            Self::PersonOfExcludedUnit => "person_of_excluded_unit",
        }
    }

    /// Why, for a person who may read the case.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        match self {
            Self::ExcludedUnit => Sentence::new(
                "该单位与本件有利害关系，不得担任任何职责（第三十条）。",
                "This unit has a conflict of interest in the case and may take no part in it (art. 30).",
            ),
            Self::ComplainedUnitSupervises => Sentence::new(
                "被反映单位不得督办本件，督办须由其他单位承担。",
                "The unit complained of may not supervise this case: supervision comes from elsewhere.",
            ),
            Self::ExcludedPerson => Sentence::new(
                "该人员与本件有利害关系，应当回避（第二十八条、第三十条）。",
                "This person has a conflict of interest in the case and stands aside (art. 28, 30).",
            ),
            Self::PersonOfExcludedUnit => Sentence::new(
                "该人员所在单位与本件有利害关系，应当回避（第三十条）。",
                "This person's unit has a conflict of interest in the case (art. 30).",
            ),
        }
    }
}

impl Conflict {
    /// Why this unit may not have this part; `None` when it may (R11).
    #[must_use]
    pub fn bars_unit(&self, unit: UnitId, duty: Duty) -> Option<Bar> {
        if self.excluded_units.contains(&unit) {
            return Some(Bar::ExcludedUnit);
        }
        (duty == Duty::Supervising && self.complained_units.contains(&unit))
            .then_some(Bar::ComplainedUnitSupervises)
    }

    /// Why this person may have no part at all; `None` when they may (R11).
    #[must_use]
    pub fn bars_person(&self, person: &Person) -> Option<Bar> {
        if self.excluded_persons.contains(&person.id) {
            return Some(Bar::ExcludedPerson);
        }
        self.excluded_units.contains(&person.unit).then_some(Bar::PersonOfExcludedUnit)
    }
}

impl From<ConflictV1> for Conflict {
    fn from(told: ConflictV1) -> Self {
        Self {
            excluded_units: told.excluded_units.into_iter().collect(),
            excluded_persons: told.excluded_persons.into_iter().collect(),
            complained_units: told.complained_units.into_iter().collect(),
        }
    }
}
