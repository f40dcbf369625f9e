use std::collections::BTreeMap;

use ids::{PersonId, UnitId};

/// Names of units and staff at the moment an event is written into the timeline. Never a petitioner's.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub units: BTreeMap<UnitId, String>,
    pub persons: BTreeMap<PersonId, String>,
}

impl Names {
    /// The unit's name. Routing publishes a unit before any case goes to it, so a missing name means a
    /// copy that is being rebuilt; the timeline then says so instead of showing an id.
    #[must_use]
    pub fn unit(&self, id: UnitId) -> &str {
        self.units.get(&id).map_or("（单位）", String::as_str)
    }

    /// The name of a member of staff.
    #[must_use]
    pub fn person(&self, id: PersonId) -> &str {
        self.persons.get(&id).map_or("（工作人员）", String::as_str)
    }
}
