//! Which alerts a caller may see (R11, invariant 5): those of the cases in their scope, those they were
//! called for, and, for those who run the instance, those without a case.

use events::Role;
use http_kit::{Caller, Scope};
use ids::{AlertId, CaseId};
use store::{Queryable, StoreError, Value, query};
use uuid::Uuid;

use super::alerts::{AlertRow, COLUMNS, decode};
use crate::domain::AlertState;

/// Who may see alerts without a case: roster gaps and system alerts.
const INSTANCE_ROLES: [Role; 5] =
    [Role::Leader, Role::Director, Role::Supervisor, Role::Sysadmin, Role::Operator];

/// How far a caller sees.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    scope: Scope,
    instance: bool,
    person: Option<Uuid>,
    unit: Option<Uuid>,
}

/// What to list. Every field narrows.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) case: Option<CaseId>,
    pub(crate) state: Option<AlertState>,
    /// Alerts raised before this one.
    pub(crate) before: Option<AlertId>,
}

/// An alert with its case's number.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) row: AlertRow,
    pub(crate) case_number: Option<String>,
}

impl Reach {
    pub(crate) fn of(caller: &Caller) -> Self {
        Self {
            scope: caller.scope(),
            instance: caller.has_any(&INSTANCE_ROLES),
            person: caller.person.map(Uuid::from),
            unit: caller.unit.map(Uuid::from),
        }
    }

    /// The condition on alerts `a` left-joined with cases `c`; five parameters from `next`.
    fn clause(&self, next: usize) -> (String, Vec<Value>) {
        let (in_scope, mut values) = self.scope.clause("c", next);
        let used = values.len();
        let (instance, person, unit) = (next + used, next + used + 1, next + used + 2);
        values.extend([self.instance.into(), Value::Uuid(self.person), Value::Uuid(self.unit)]);
        let clause = format!(
            "((a.case_id IS NULL AND ${instance}) OR (c.id IS NOT NULL AND {in_scope}) OR \
             (EXISTS (SELECT 1 FROM alert_pages p WHERE p.alert_id = a.id AND p.person_id = ${person}) \
             AND NOT EXISTS (SELECT 1 FROM case_parties x WHERE x.case_id = a.case_id \
             AND x.kind = 'excluded' AND x.party_id IN (${person}, ${unit}))))"
        );
        (clause, values)
    }
}

/// A page of alerts, latest first.
pub(crate) async fn page(
    on: &mut impl Queryable,
    reach: Reach,
    filter: Filter,
    limit: i64,
) -> Result<Vec<Seen>, StoreError> {
    let (clause, values) = reach.clause(3);
    let next = 3 + values.len();
    let mut narrow = String::new();
    let mut extra: Vec<Value> = Vec::new();
    if let Some(case) = filter.case {
        narrow.push_str(&format!(" AND a.case_id = ${}", next + extra.len()));
        extra.push(case.into());
    }
    if let Some(state) = filter.state {
        narrow.push_str(&format!(" AND a.state = ${}", next + extra.len()));
        extra.push(state.as_str().into());
    }
    let rows = query(format!(
        "SELECT {COLUMNS}, c.case_number FROM alerts a LEFT JOIN cases c ON c.id = a.case_id \
         WHERE a.id < $1 AND {clause}{narrow} ORDER BY a.id DESC LIMIT $2"
    ))
    .bind(filter.before.map_or(Uuid::max(), AlertId::uuid))
    .bind(limit)
    .bind_all(values)
    .bind_all(extra)
    .fetch_all(on)
    .await?;
    rows.iter().map(|row| Ok(Seen { row: decode(row)?, case_number: row.get("case_number")? })).collect()
}

/// One alert, if the caller may see it.
pub(crate) async fn find(
    on: &mut impl Queryable,
    reach: Reach,
    id: AlertId,
) -> Result<Option<Seen>, StoreError> {
    let (clause, values) = reach.clause(2);
    let row = query(format!(
        "SELECT {COLUMNS}, c.case_number FROM alerts a LEFT JOIN cases c ON c.id = a.case_id \
         WHERE a.id = $1 AND {clause}"
    ))
    .bind(id)
    .bind_all(values)
    .fetch_optional(on)
    .await?;
    row.map(|row| Ok(Seen { row: decode(&row)?, case_number: row.get("case_number")? })).transpose()
}
