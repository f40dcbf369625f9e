use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::names::Names;
use crate::store::case_list::CaseRow;

/// One case in the ledger. Never a body, never a petitioner.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CaseItem {
    id: Uuid,
    case_number: String,
    /// The registrar's one line.
    matter: String,
    /// `letter`, `visit`, `call`, `online`, `leader_reception`, `from_above`, `sweep`, `suggestion`.
    channel: String,
    /// `suggestion` (art. 29), `accusation` (art. 30), `claim` (art. 31).
    class: String,
    place: Option<String>,
    category: Option<String>,
    /// Heads counted (人次).
    persons: i64,
    /// `registered`, `assigned`, `accepted`, `handling`, `decided`, `served`, `closed`.
    status: String,
    /// The worst running clock: `red`, `yellow`, `green`, `blue`, `none`.
    light: String,
    lead_unit: Option<Uuid>,
    lead_unit_name: Option<String>,
    responsible_leader: Option<Uuid>,
    responsible_leader_name: Option<String>,
    handler: Option<Uuid>,
    handler_name: Option<String>,
    supervising_unit: Option<Uuid>,
    supervising_unit_name: Option<String>,
    received_at: Timestamp,
    registered_at: Timestamp,
    late_entry: bool,
    closed_at: Option<Timestamp>,
    /// The earliest last day among the running clocks (`YYYY-MM-DD`), and its rule.
    due: Option<String>,
    rule: Option<String>,
    /// A running clock was already late when it was armed: an import or a paper book.
    late_on_arrival: bool,
}

impl CaseItem {
    pub(super) fn new(row: CaseRow, names: &Names) -> Self {
        let unit = |id: Option<ids::UnitId>| id.and_then(|id| names.units.get(&id).cloned());
        let person = |id: Option<ids::PersonId>| id.and_then(|id| names.persons.get(&id).cloned());
        Self {
            lead_unit_name: unit(row.lead_unit),
            supervising_unit_name: unit(row.supervising_unit),
            responsible_leader_name: person(row.responsible_leader),
            handler_name: person(row.handler),
            id: row.id,
            case_number: row.case_number,
            matter: row.matter,
            channel: row.channel,
            class: row.class,
            place: row.place,
            category: row.category,
            persons: row.persons,
            status: row.status,
            light: row.light,
            lead_unit: row.lead_unit.map(Into::into),
            responsible_leader: row.responsible_leader.map(Into::into),
            handler: row.handler.map(Into::into),
            supervising_unit: row.supervising_unit.map(Into::into),
            received_at: row.received_at,
            registered_at: row.registered_at,
            late_entry: row.late_entry,
            closed_at: row.closed_at,
            due: row.due,
            rule: row.rule,
            late_on_arrival: row.late_on_arrival,
        }
    }
}

/// The units and persons whose names a page of rows shows.
pub(super) fn named(rows: &[CaseRow]) -> (Vec<ids::UnitId>, Vec<ids::PersonId>) {
    let units = rows.iter().flat_map(|row| [row.lead_unit, row.supervising_unit]).flatten().collect();
    let persons = rows.iter().flat_map(|row| [row.handler, row.responsible_leader]).flatten().collect();
    (units, persons)
}
