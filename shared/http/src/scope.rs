use events::Role;
use store::Value;
use uuid::Uuid;

use crate::Caller;

/// Which cases a caller may see (R11, invariant 5), as a condition on the rows of a query: a row outside
/// the scope is not fetched, so it cannot be listed, counted, found or exported by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Sees every case but those excluded.
    office: bool,
    /// Sees accusations without being on them.
    accusations: bool,
    /// Has any role that works on cases; administrators and the public have none, and being of a unit
    /// that is on a case opens nothing to them.
    works_on_cases: bool,
    /// The caller's unit and person.
    parties: [Option<Uuid>; 2],
}

impl Scope {
    #[must_use]
    pub fn of(caller: &Caller) -> Self {
        Self {
            office: caller.roles.iter().any(|role: &Role| role.is_office()),
            accusations: caller.roles.iter().any(|role| role.reads_accusations()),
            works_on_cases: caller.roles.iter().any(|role| !role.is_administrator()),
            parties: [caller.unit.map(Uuid::from), caller.person.map(Uuid::from)],
        }
    }

    /// The condition for rows of alias `alias`, which has columns `id` (the case) and `class`. Parameters
    /// are numbered from `next`; there are always two.
    #[must_use]
    pub fn clause(&self, alias: &'static str, next: usize) -> (String, Vec<Value>) {
        let (case, class) = (format!("{alias}.id"), format!("{alias}.class"));
        let (unit, person) = (next, next + 1);
        let party = |kind: &str| {
            format!(
                "EXISTS (SELECT 1 FROM case_parties sp WHERE sp.case_id = {case} AND sp.kind = '{kind}' \
                 AND sp.party_id IN (${unit}, ${person}))"
            )
        };
        let (involved, excluded) = (party("involved"), party("excluded"));
        let visible = match (self.works_on_cases, self.office, self.accusations) {
            (false, _, _) => "1 = 0".to_owned(),
            // Every one, accusations too.
            (true, true, true) => "1 = 1".to_owned(),
            (true, true, false) => format!("({class} <> 'accusation' OR {involved})"),
            // The discipline inspector: accusations alone.
            (true, false, true) => format!("({class} = 'accusation' OR {involved})"),
            (true, false, false) => involved,
        };
        // NULL parameters match nothing: a caller without unit or person is neither involved nor excluded.
        let values = self.parties.iter().map(|party| Value::Uuid(*party)).collect();
        (format!("({visible} AND NOT {excluded})"), values)
    }

    /// The same rule for a case whose facts are in memory: lives beside the SQL so that the two are
    /// tested against each other.
    #[must_use]
    pub fn allows(&self, accusation: bool, involved: &[Uuid], excluded: &[Uuid]) -> bool {
        let named = |parties: &[Uuid]| self.parties.iter().flatten().any(|own| parties.contains(own));
        let visible = match (self.office, self.accusations) {
            (true, true) => true,
            (true, false) => !accusation || named(involved),
            (false, true) => accusation || named(involved),
            (false, false) => named(involved),
        };
        self.works_on_cases && visible && !named(excluded)
    }
}
