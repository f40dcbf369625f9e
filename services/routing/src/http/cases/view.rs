use std::collections::BTreeMap;

use events::{CaseClass, CaseStatus, Channel};
use ids::{CaseId, PersonId, UnitId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    ActionState, Assignment, ClosingResult, DecisionText, Directory, Outcome, ServiceMethod, Stage,
};
use crate::store::cases::StoredCase;
use crate::store::history::Entry;
use crate::store::progress::Report;

/// A case as its page shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseView {
    id: CaseId,
    case_number: String,
    status: CaseStatus,
    class: CaseClass,
    channel: Channel,
    /// The registrar's one line; the text of the petition is intake's.
    matter: String,
    place: Option<String>,
    category: Option<String>,
    /// Heads counted (人次).
    persons: i64,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
    /// For `If-Match`.
    pub(super) version: i64,
    assignment: Option<AssignmentView>,
    /// The latest 100 reports, oldest of them first.
    progress: Vec<ProgressView>,
    decision: Option<DecisionView>,
    served: Option<ServedView>,
    closed: Option<ClosedView>,
    /// Every action, allowed or with the reason why not.
    actions: Vec<ActionView>,
    /// The latest 200 events, oldest of them first.
    timeline: Vec<TimelineView>,
    /// Names of the units and persons that appear above, by id.
    names: BTreeMap<Uuid, String>,
}

#[derive(Debug, Serialize, ToSchema)]
struct AssignmentView {
    lead_unit: UnitId,
    assisting_units: Vec<UnitId>,
    responsible_leader: PersonId,
    handler: PersonId,
    supervising_unit: UnitId,
    requirement: String,
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    letter_number: String,
    #[schema(value_type = String, format = DateTime)]
    assigned_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    accepted_at: Option<Timestamp>,
}

#[derive(Debug, Serialize, ToSchema)]
struct ProgressView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    unit: UnitId,
    summary: String,
    by: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct DecisionView {
    number: String,
    outcome: Outcome,
    summary: Option<String>,
    legal_basis: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    issued_at: Timestamp,
}

#[derive(Debug, Serialize, ToSchema)]
struct ServedView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    method: ServiceMethod,
}

#[derive(Debug, Serialize, ToSchema)]
struct ClosedView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    result: ClosingResult,
}

#[derive(Debug, Serialize, ToSchema)]
struct ActionView {
    /// `assign`, `accept`, `progress`, `decide`, `serve`, `close`.
    name: &'static str,
    allowed: bool,
    reason_zh: String,
    reason_en: String,
}

#[derive(Debug, Serialize, ToSchema)]
struct TimelineView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    r#type: String,
    by: String,
    /// In Chinese.
    text: String,
    text_en: String,
}

/// Everything that the page of a case is made of.
pub(super) struct CaseFile {
    pub(super) case: StoredCase,
    pub(super) reports: Vec<Report>,
    pub(super) decision_text: Option<DecisionText>,
    pub(super) history: Vec<Entry>,
    pub(super) actions: Vec<ActionState>,
    pub(super) directory: Directory,
}

impl CaseFile {
    pub(super) fn view(self) -> CaseView {
        let names = self.names();
        let Self { case, reports, decision_text, history, actions, .. } = self;
        let stage = &case.state.stage;
        CaseView {
            id: case.state.id,
            status: case.state.status(),
            class: case.state.class,
            channel: case.channel,
            version: case.version,
            assignment: stage.assignment().map(|assignment| assignment_view(assignment, stage)),
            progress: reports.into_iter().map(progress_view).collect(),
            decision: decision_view(stage, decision_text),
            served: stage
                .served()
                .map(|served| ServedView { at: served.service.served_at, method: served.service.method }),
            closed: match stage {
                Stage::Closed(closed) => {
                    Some(ClosedView { at: closed.closing.closed_at, result: closed.closing.result })
                }
                _ => None,
            },
            actions: actions.into_iter().map(action_view).collect(),
            timeline: history.into_iter().map(timeline_view).collect(),
            names,
            case_number: case.state.case_number,
            matter: case.matter,
            place: case.place,
            category: case.category,
            persons: case.persons,
            received_at: case.received_at,
            registered_at: case.registered_at,
        }
    }

    fn names(&self) -> BTreeMap<Uuid, String> {
        let Some(assignment) = self.case.state.stage.assignment() else { return BTreeMap::new() };
        let units = assignment
            .units()
            .map(|(_, unit)| unit)
            .chain(self.reports.iter().map(|report| report.unit))
            .filter_map(|unit| self.directory.unit(unit))
            .map(|unit| (unit.id.uuid(), unit.name.clone()));
        let persons = assignment
            .persons()
            .filter_map(|(_, person)| self.directory.person(person))
            .map(|person| (person.id.uuid(), person.name.clone()));
        units.chain(persons).collect()
    }
}

fn assignment_view(assignment: &Assignment, stage: &Stage) -> AssignmentView {
    AssignmentView {
        lead_unit: assignment.lead_unit,
        assisting_units: assignment.assisting_units.clone(),
        responsible_leader: assignment.responsible_leader,
        handler: assignment.handler,
        supervising_unit: assignment.supervising_unit,
        requirement: assignment.requirement.clone(),
        due: assignment.due,
        letter_number: assignment.letter_number.clone(),
        assigned_at: assignment.assigned_at,
        accepted_at: stage.handling().map(|handling| handling.acceptance.accepted_at),
    }
}

fn decision_view(stage: &Stage, text: Option<DecisionText>) -> Option<DecisionView> {
    let decision = &stage.decided()?.decision;
    let (summary, legal_basis) = text.map(|text| (text.summary, text.legal_basis)).unzip();
    Some(DecisionView {
        number: decision.number.clone(),
        outcome: decision.outcome,
        summary,
        legal_basis,
        issued_at: decision.issued_at,
    })
}

fn progress_view(report: Report) -> ProgressView {
    ProgressView { at: report.reported_at, unit: report.unit, summary: report.summary, by: report.by }
}

fn action_view(state: ActionState) -> ActionView {
    ActionView {
        name: state.action.as_str(),
        allowed: state.allowed,
        reason_zh: state.reason.zh,
        reason_en: state.reason.en,
    }
}

fn timeline_view(entry: Entry) -> TimelineView {
    TimelineView {
        at: entry.at,
        r#type: entry.code,
        by: entry.by,
        text: entry.text.zh,
        text_en: entry.text.en,
    }
}
