use super::event::CaseEvent;
use super::state::{CaseState, Closed, Decided, Handling, Served, Stage};

/// An event that cannot have happened to a case in this state: a history out of order or of another case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case that is {status} cannot have been {event}")]
pub struct EventDoesNotFit {
    /// Where the case is.
    pub status: events::CaseStatus,
    /// The event's code.
    pub event: &'static str,
}

/// The case after this event: the only code that changes a case, in a command and in a fold alike.
///
/// # Errors
/// [`EventDoesNotFit`] when the state machine has no such step.
pub fn apply(state: CaseState, event: &CaseEvent) -> Result<CaseState, EventDoesNotFit> {
    let status = state.status();
    let stage = match (state.stage, event) {
        (Stage::Registered, CaseEvent::Assigned(assignment)) => Stage::Assigned(assignment.clone()),
        (Stage::Assigned(assignment), CaseEvent::Accepted { acceptance, .. }) => {
            Stage::Accepted(Handling { assignment, acceptance: acceptance.clone() })
        }
        (Stage::Accepted(handling) | Stage::Handling(handling), CaseEvent::ProgressReported { .. }) => {
            Stage::Handling(handling)
        }
        (
            Stage::Accepted(handling) | Stage::Handling(handling),
            CaseEvent::DecisionIssued { decision, .. },
        ) => Stage::Decided(Decided { handling, decision: decision.clone() }),
        (Stage::Decided(decided), CaseEvent::DecisionServed(service)) => {
            Stage::Served(Served { decided, service: service.clone() })
        }
        (Stage::Served(served), CaseEvent::Closed { closing, .. }) => {
            Stage::Closed(Closed { served, closing: closing.clone() })
        }
        (_, event) => return Err(EventDoesNotFit { status, event: event.code() }),
    };
    Ok(CaseState { stage, ..state })
}
