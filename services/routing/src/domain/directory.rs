use std::collections::BTreeMap;

use events::UnitKind;
use ids::{PersonId, UnitId};

use super::rejection::{Fault, Rejection};
use super::sentence::Sentence;

/// Longest name of a unit or person, in characters: what fits one line of a letterhead.
pub const NAME_CHARS_MAX: usize = 60;
/// Longest title of a person, in characters: what fits a publicity board (I8).
pub const TITLE_CHARS_MAX: usize = 60;

/// A unit of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Minted here; others refer to it.
    pub id: UnitId,
    /// Unique among its parent's units.
    pub name: String,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// An abolished unit takes no new part in a case.
    pub active: bool,
}

/// A unit's id and name: what a list, a suggestion or a timeline shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRef {
    /// Which.
    pub id: UnitId,
    /// What people call it.
    pub name: String,
}

/// A member of staff. Never a petitioner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Minted here; users, contacts and rosters refer to it.
    pub id: PersonId,
    /// Family and given name.
    pub name: String,
    /// Post, as published.
    pub title: String,
    /// Where they work now.
    pub unit: UnitId,
    /// Someone who left takes no new part in a case.
    pub active: bool,
}

/// The units and persons that one decision looks at; the rest need not be loaded.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    units: BTreeMap<UnitId, Unit>,
    persons: BTreeMap<PersonId, Person>,
}

impl Directory {
    /// A directory of exactly these.
    #[must_use]
    pub fn new(units: impl IntoIterator<Item = Unit>, persons: impl IntoIterator<Item = Person>) -> Self {
        Self {
            units: units.into_iter().map(|unit| (unit.id, unit)).collect(),
            persons: persons.into_iter().map(|person| (person.id, person)).collect(),
        }
    }

    /// The unit, if the directory has it.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        self.units.get(&id)
    }

    /// The person, if the directory has them.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.persons.get(&id)
    }

    /// Every unit loaded, by id.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    /// Every person loaded, by id.
    pub fn persons(&self) -> impl Iterator<Item = &Person> {
        self.persons.values()
    }
}

/// A name as it will be stored: trimmed, not empty, of one line and not over-long.
///
/// # Errors
/// A [`Rejection`] that points at the field.
pub fn checked_name(pointer: &str, text: &str, chars_max: usize) -> Result<String, Rejection> {
    let name = text.trim();
    let fault = if name.is_empty() {
        Some(("required", Sentence::new("请填写。", "This is required.")))
    } else if name.chars().count() > chars_max {
        Some((
            "too_long",
            Sentence::new(format!("不得超过{chars_max}个字。"), format!("At most {chars_max} characters.")),
        ))
    } else if name.chars().any(char::is_control) {
        Some((
            "control_character",
            Sentence::new("不得含有控制字符。", "Control characters are not allowed."),
        ))
    } else {
        None
    };
    match fault {
        None => Ok(name.to_owned()),
        Some((code, sentence)) => Err(Rejection::invalid(
            "invalid_directory_entry",
            Sentence::new("单位或人员信息有误。", "The directory entry has errors."),
            vec![Fault::new(pointer, code, sentence)],
        )),
    }
}
