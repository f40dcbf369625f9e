//! What routing knows about cases, without any input or output: the one state machine of a case
//! (domain.md section 7), the directory it refers to, and the rules that suggest a unit.
//!
//! A change is always `decide(state, command, context)` and then `apply(state, event)`; nothing else
//! alters a [`CaseState`]. Time, numbers and the directory come in through [`Context`].

mod acting;
mod actions;
mod apply;
mod assign;
mod command;
mod conflict;
mod decide;
mod directory;
mod event;
mod jurisdiction;
mod numbers;
mod person_move;
mod rejection;
mod review;
mod sentence;
mod state;
mod terms;
mod timeline;

#[cfg(test)]
mod assign_tests;
#[cfg(test)]
mod decide_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod world;

pub use acting::Acting;
pub use actions::{ActionState, actions, permit};
pub use apply::{EventDoesNotFit, apply};
pub use assign::{ASSISTING_UNITS_MAX, AssignRequest};
pub use command::{Command, DecideRequest, ServeRequest};
pub use conflict::{Bar, Conflict, Duty};
pub use decide::{Context, decide};
pub use directory::{Directory, NAME_CHARS_MAX, Person, TITLE_CHARS_MAX, Unit, UnitRef, checked_name};
pub use event::{CaseEvent, DecisionText};
pub use jurisdiction::{CaseFacts, Rule, SUGGESTIONS_MAX, Suggestion, suggest};
pub use numbers::{NextNumbers, Series};
pub use person_move::{Holding, check_person_change};
pub use rejection::{Fault, Kind, Rejection};
pub use review::review_last_day;
pub use sentence::Sentence;
pub use state::{
    Acceptance, Assignment, CaseState, Closed, Closing, Decided, Decision, Handling, Served, Service, Stage,
};
pub use terms::{Action, ClosingResult, Outcome, ServiceMethod};
pub use timeline::describe;
