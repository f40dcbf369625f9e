use std::collections::BTreeSet;

use events::{CaseStatus, Role};
use ids::{PersonId, UnitId};

/// One way in which an open case is the reader's own work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MineBecause {
    /// Named as handler or responsible leader.
    Person(PersonId),
    /// The reader's unit leads it, and the reader answers for the unit.
    LeadUnit(UnitId),
    /// The reader's unit supervises it.
    SupervisingUnit(UnitId),
    /// It stands at a step that this reader's role takes.
    Waiting(CaseStatus),
}

/// Why an open case is in this reader's 我的工作. Empty: nothing is.
#[must_use]
pub fn mine(roles: &BTreeSet<Role>, person: Option<PersonId>, unit: Option<UnitId>) -> Vec<MineBecause> {
    let mut because: Vec<MineBecause> = person.map(MineBecause::Person).into_iter().collect();
    if let Some(unit) = unit {
        if roles.contains(&Role::Handler) || roles.contains(&Role::UnitHead) {
            because.push(MineBecause::LeadUnit(unit));
        }
        if roles.contains(&Role::Supervisor) {
            because.push(MineBecause::SupervisingUnit(unit));
        }
    }
    if roles.contains(&Role::Router) || roles.contains(&Role::Director) {
        because.push(MineBecause::Waiting(CaseStatus::Registered));
    }
    because
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_router_waits_for_registered_cases_and_a_handler_for_its_units() {
        let unit = UnitId::from(uuid::Uuid::from_u128(1));
        let router = BTreeSet::from([Role::Router]);
        assert_eq!(mine(&router, None, Some(unit)), [MineBecause::Waiting(CaseStatus::Registered)]);
        let handler = BTreeSet::from([Role::Handler]);
        assert_eq!(mine(&handler, None, Some(unit)), [MineBecause::LeadUnit(unit)]);
        assert!(mine(&BTreeSet::from([Role::Receptionist]), None, None).is_empty());
    }
}
