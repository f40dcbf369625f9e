use std::collections::BTreeSet;

use ids::{PersonId, UnitId};
use store::{Queryable, StoreError};

use super::{persons, units};
use crate::domain::{Assignment, Command, Directory};

/// The units and persons that a decision will look at.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    units: BTreeSet<UnitId>,
    persons: BTreeSet<PersonId>,
}

impl Wanted {
    /// Whoever the command names. More assisting units than an assignment may have are refused without
    /// looking them up, so they are not looked up.
    #[must_use]
    pub fn by(command: &Command) -> Self {
        let mut wanted = Self::default();
        if let Command::Assign(request) = command {
            let assisting = request.assisting_units.iter().take(crate::domain::ASSISTING_UNITS_MAX);
            wanted.units.extend(assisting.copied());
            wanted.units.extend(request.lead_unit);
            wanted.units.extend(request.supervising_unit);
            wanted.persons.extend(request.responsible_leader);
            wanted.persons.extend(request.handler);
        }
        wanted
    }

    /// Whoever is on the case.
    #[must_use]
    pub fn and_parties(mut self, assignment: Option<&Assignment>) -> Self {
        if let Some(assignment) = assignment {
            self.units.extend(assignment.units().map(|(_, unit)| unit));
            self.persons.extend(assignment.persons().map(|(_, person)| person));
        }
        self
    }

    /// Somebody else, such as the caller.
    #[must_use]
    pub fn and_person(mut self, person: Option<PersonId>) -> Self {
        self.persons.extend(person);
        self
    }

    /// Other units, such as those of reports or rules.
    #[must_use]
    pub fn and_units(mut self, units: impl IntoIterator<Item = UnitId>) -> Self {
        self.units.extend(units);
        self
    }

    /// Reads them, and the units in which the persons work.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn load(self, on: &mut impl Queryable) -> Result<Directory, StoreError> {
        let ids: Vec<PersonId> = self.persons.into_iter().collect();
        let persons = persons::by_ids(on, &ids).await?;
        let mut ids = self.units;
        ids.extend(persons.iter().map(|stored| stored.person.unit));
        let ids: Vec<UnitId> = ids.into_iter().collect();
        let units = units::by_ids(on, &ids).await?;
        Ok(Directory::new(
            units.into_iter().map(|stored| stored.unit),
            persons.into_iter().map(|stored| stored.person),
        ))
    }
}
