use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, ProgressReportedV1,
};
use events::{Actor, CaseClass, Classification, EventDraft};

use crate::domain::{CaseEvent, CaseState};

/// What the other services are told of an event: its released form. The text of a decision and remarks
/// for the file stay here.
#[must_use]
pub(crate) fn draft(case: &CaseState, event: &CaseEvent, actor: &Actor) -> EventDraft {
    let draft = match event {
        CaseEvent::Assigned(assignment) => EventDraft::new(
            case.id,
            &CaseAssignedV1 {
                case_number: case.case_number.clone(),
                lead_unit: assignment.lead_unit,
                assisting_units: assignment.assisting_units.clone(),
                supervising_unit: assignment.supervising_unit,
                responsible_leader: assignment.responsible_leader,
                handler: assignment.handler,
                requirement: assignment.requirement.clone(),
                due: assignment.due,
                letter_number: assignment.letter_number.clone(),
                assigned_at: assignment.assigned_at,
            },
            actor,
        ),
        CaseEvent::Accepted { acceptance, .. } => EventDraft::new(
            case.id,
            &CaseAcceptedV1 { unit: acceptance.unit, accepted_at: acceptance.accepted_at },
            actor,
        ),
        CaseEvent::ProgressReported { unit, reported_at, .. } => {
            EventDraft::new(case.id, &ProgressReportedV1 { unit: *unit, reported_at: *reported_at }, actor)
        }
        CaseEvent::DecisionIssued { decision, .. } => EventDraft::new(
            case.id,
            &DecisionIssuedV1 {
                decision_number: decision.number.clone(),
                outcome: decision.outcome.as_str().to_owned(),
                issued_at: decision.issued_at,
            },
            actor,
        ),
        CaseEvent::DecisionServed(service) => EventDraft::new(
            case.id,
            &DecisionServedV1 { served_at: service.served_at, method: service.method.as_str().to_owned() },
            actor,
        ),
        CaseEvent::Closed { closing, .. } => EventDraft::new(
            case.id,
            &CaseClosedV1 { result: closing.result.as_str().to_owned(), closed_at: closing.closed_at },
            actor,
        ),
    };
    draft.occurred(event.occurred_at()).classified(classification(case.class))
}

/// Art. 30: copies of an accusation are handled as such wherever they go.
#[must_use]
const fn classification(class: CaseClass) -> Classification {
    match class {
        CaseClass::Accusation => Classification::Accusation,
        CaseClass::Claim | CaseClass::Suggestion => Classification::Case,
    }
}
