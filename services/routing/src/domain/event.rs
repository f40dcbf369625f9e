use ids::UnitId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::state::{Acceptance, Assignment, Closing, Decision, Service};

/// What happened to a case. Kept in the case's history, so that its state can be folded again; published
/// in the released form of the `events` crate, without texts that may hold names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    /// 已交办.
    Assigned(Assignment),
    /// 已受理.
    Accepted {
        /// Who, when.
        acceptance: Acceptance,
        /// Remark for the file.
        note: Option<String>,
    },
    /// Progress was reported.
    ProgressReported {
        /// The lead unit.
        unit: UnitId,
        /// What was done.
        summary: String,
        /// Business time.
        reported_at: Timestamp,
    },
    /// 处理意见 was issued.
    DecisionIssued {
        /// The facts that travel.
        decision: Decision,
        /// The text that stays here.
        text: DecisionText,
    },
    /// 已送达.
    DecisionServed(Service),
    /// 已办结.
    Closed {
        /// Why, when.
        closing: Closing,
        /// Remark for the file.
        note: Option<String>,
    },
}

/// The text of a decision: may name people, so it never leaves this service in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionText {
    /// Facts found and what was decided.
    pub summary: String,
    /// The provisions relied on.
    pub legal_basis: String,
}

impl CaseEvent {
    /// The code in the history table and in a timeline.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Assigned(_) => "assigned",
            Self::Accepted { .. } => "accepted",
            Self::ProgressReported { .. } => "progress_reported",
            Self::DecisionIssued { .. } => "decision_issued",
            Self::DecisionServed(_) => "decision_served",
            Self::Closed { .. } => "closed",
        }
    }

    /// When it happened, business time.
    #[must_use]
    pub const fn occurred_at(&self) -> Timestamp {
        match self {
            Self::Assigned(assignment) => assignment.assigned_at,
            Self::Accepted { acceptance, .. } => acceptance.accepted_at,
            Self::ProgressReported { reported_at, .. } => *reported_at,
            Self::DecisionIssued { decision, .. } => decision.issued_at,
            Self::DecisionServed(service) => service.served_at,
            Self::Closed { closing, .. } => closing.closed_at,
        }
    }
}
