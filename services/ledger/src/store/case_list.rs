use events::{CaseStatus, Light};
use ids::{PersonId, UnitId};
use store::{Queryable, Row, StoreError, Value, query};
use uuid::Uuid;

use crate::domain::mine::MineBecause;

/// What a reader asked for. Every field narrows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<CaseStatus>,
    /// The unit that leads.
    pub unit: Option<UnitId>,
    pub light: Option<Light>,
    /// A LIKE pattern with `\` as its escape.
    pub pattern: Option<String>,
    /// Open cases that are the reader's own work for one of these reasons.
    pub mine: Option<Vec<MineBecause>>,
    /// The sort key and id of the last row of the page before.
    pub after: Option<(i64, Uuid)>,
}

/// One row of the list, as it is kept: codes, ids, no names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    pub id: Uuid,
    pub case_number: String,
    pub matter: String,
    pub channel: String,
    pub class: String,
    pub place: Option<String>,
    pub category: Option<String>,
    pub persons: i64,
    pub status: String,
    pub received_at: jiff::Timestamp,
    pub registered_at: jiff::Timestamp,
    pub late_entry: bool,
    pub lead_unit: Option<UnitId>,
    pub supervising_unit: Option<UnitId>,
    pub responsible_leader: Option<PersonId>,
    pub handler: Option<PersonId>,
    pub closed_at: Option<jiff::Timestamp>,
    pub light: String,
    pub due: Option<String>,
    pub rule: Option<String>,
    pub late_on_arrival: bool,
    pub sort_key: i64,
}

const COLUMNS: &str = "c.id, c.case_number, c.matter, c.channel, c.class, c.place, c.category, c.persons, \
    c.status, c.received_at, c.registered_at, c.late_entry, c.lead_unit, c.supervising_unit, \
    c.responsible_leader, c.handler, c.closed_at, c.light, c.due, c.rule, c.late_on_arrival, c.sort_key";

/// A condition under construction: each part binds its own parameters in order.
struct Condition {
    sql: String,
    values: Vec<Value>,
}

impl Condition {
    fn new() -> Self {
        Self { sql: String::from("1 = 1"), values: Vec::new() }
    }

    /// The place of the next parameter.
    fn next(&self) -> usize {
        self.values.len() + 1
    }

    fn and_equals(&mut self, column: &'static str, value: impl Into<Value>) {
        let n = self.next();
        self.sql.push_str(&format!(" AND {column} = ${n}"));
        self.values.push(value.into());
    }

    fn and_mine(&mut self, because: &[MineBecause]) {
        let n = self.next();
        self.sql.push_str(&format!(" AND c.status <> ${n} AND ("));
        self.values.push(CaseStatus::Closed.as_str().into());
        // Nothing is this reader's work: no row, rather than every row.
        let mut parts = vec!["1 = 0".to_owned()];
        for reason in because {
            let n = self.next();
            let (part, value) = match *reason {
                MineBecause::Person(id) => {
                    (format!("c.handler = ${n} OR c.responsible_leader = ${n}"), id.into())
                }
                MineBecause::LeadUnit(id) => (format!("c.lead_unit = ${n}"), id.into()),
                MineBecause::SupervisingUnit(id) => (format!("c.supervising_unit = ${n}"), id.into()),
                MineBecause::Waiting(status) => (format!("c.status = ${n}"), status.as_str().into()),
            };
            parts.push(part);
            self.values.push(value);
        }
        self.sql.push_str(&parts.join(" OR "));
        self.sql.push(')');
    }
}

/// The page of cases that `filter` leaves and the reader may see, most urgent first. `scope` builds the
/// reader's condition on `c`, given the place of its first parameter (R11).
pub async fn list(
    on: &mut impl Queryable,
    filter: &Filter,
    scope: impl FnOnce(usize) -> (String, Vec<Value>),
    limit: i64,
) -> Result<Vec<CaseRow>, StoreError> {
    let mut condition = Condition::new();
    if let Some(status) = filter.status {
        condition.and_equals("c.status", status.as_str());
    }
    if let Some(light) = filter.light {
        condition.and_equals("c.light", light.as_str());
    }
    if let Some(unit) = filter.unit {
        condition.and_equals("c.lead_unit", unit);
    }
    if let Some(pattern) = &filter.pattern {
        let n = condition.next();
        condition.sql.push_str(&format!(
            " AND (lower(c.case_number) LIKE ${n} ESCAPE '\\' OR lower(c.matter) LIKE ${n} ESCAPE '\\')"
        ));
        condition.values.push(pattern.into());
    }
    if let Some(because) = &filter.mine {
        condition.and_mine(because);
    }
    if let Some((after_key, after_id)) = filter.after {
        let (key, id) = (condition.next(), condition.next() + 1);
        condition
            .sql
            .push_str(&format!(" AND (c.sort_key > ${key} OR (c.sort_key = ${key} AND c.id > ${id}))"));
        condition.values.extend([after_key.into(), after_id.into()]);
    }
    let (clause, values) = scope(condition.next());
    condition.sql.push_str(&format!(" AND {clause}"));
    condition.values.extend(values);
    let limit_at = condition.next();
    let sql = format!(
        "SELECT {COLUMNS} FROM cases c WHERE {} ORDER BY c.sort_key, c.id LIMIT ${limit_at}",
        condition.sql
    );
    let rows = query(sql).bind_all(condition.values).bind(limit).fetch_all(on).await?;
    rows.iter().map(case_row).collect()
}

/// The case, if the reader may see it.
pub async fn get(
    on: &mut impl Queryable,
    id: ids::CaseId,
    scope: impl FnOnce(usize) -> (String, Vec<Value>),
) -> Result<Option<CaseRow>, StoreError> {
    let (clause, values) = scope(2);
    let sql = format!("SELECT {COLUMNS} FROM cases c WHERE c.id = $1 AND {clause}");
    let row = query(sql).bind(id).bind_all(values).fetch_optional(on).await?;
    row.as_ref().map(case_row).transpose()
}

/// How many cases the reader may see, by light and status. Counts are of visible rows only: a count that
/// included an accusation would tell that it exists (R11).
pub async fn counts(
    on: &mut impl Queryable,
    scope: impl FnOnce(usize) -> (String, Vec<Value>),
) -> Result<Vec<(String, String, i64)>, StoreError> {
    let (clause, values) = scope(1);
    let sql = format!(
        "SELECT c.light, c.status, COUNT(*) AS n FROM cases c WHERE {clause} GROUP BY c.light, c.status"
    );
    let rows = query(sql).bind_all(values).fetch_all(on).await?;
    rows.iter().map(|row| Ok((row.get("light")?, row.get("status")?, row.get("n")?))).collect()
}

fn case_row(row: &Row) -> Result<CaseRow, StoreError> {
    let unit = |column: &str| Ok::<_, StoreError>(row.get::<Option<Uuid>>(column)?.map(UnitId::from));
    let person = |column: &str| Ok::<_, StoreError>(row.get::<Option<Uuid>>(column)?.map(PersonId::from));
    Ok(CaseRow {
        id: row.get("id")?,
        case_number: row.get("case_number")?,
        matter: row.get("matter")?,
        channel: row.get("channel")?,
        class: row.get("class")?,
        place: row.get("place")?,
        category: row.get("category")?,
        persons: row.get("persons")?,
        status: row.get("status")?,
        received_at: row.time("received_at")?,
        registered_at: row.time("registered_at")?,
        late_entry: row.get("late_entry")?,
        lead_unit: unit("lead_unit")?,
        supervising_unit: unit("supervising_unit")?,
        responsible_leader: person("responsible_leader")?,
        handler: person("handler")?,
        closed_at: row.opt_time("closed_at")?,
        light: row.get("light")?,
        due: row.get("due")?,
        rule: row.get("rule")?,
        late_on_arrival: row.get("late_on_arrival")?,
        sort_key: row.get("sort_key")?,
    })
}
