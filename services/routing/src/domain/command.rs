use jiff::Timestamp;

use super::assign::AssignRequest;
use super::terms::{Action, ClosingResult, Outcome, ServiceMethod};

/// What an office asks for. Fields that must be there are options, so that the refusal can name every
/// one that is not.
#[derive(Clone, Debug)]
pub enum Command {
    /// 交办 (R2).
    Assign(AssignRequest),
    /// 受理 (art. 23).
    Accept {
        /// Remark for the file.
        note: Option<String>,
    },
    /// Progress of the lead unit.
    Progress {
        /// What was done.
        summary: Option<String>,
    },
    /// 处理意见 (art. 34).
    Decide(DecideRequest),
    /// 送达 (art. 34).
    Serve(ServeRequest),
    /// 办结.
    Close {
        /// Why.
        result: Option<ClosingResult>,
        /// Remark for the file.
        note: Option<String>,
    },
}

/// The parts of a decision (section 8: facts, decision, legal basis).
#[derive(Clone, Debug, Default)]
pub struct DecideRequest {
    /// What it says about the claim.
    pub outcome: Option<Outcome>,
    /// Facts found and what was decided.
    pub summary: Option<String>,
    /// The provisions relied on.
    pub legal_basis: Option<String>,
}

/// How and when the decision reached the petitioner.
#[derive(Clone, Debug, Default)]
pub struct ServeRequest {
    /// How.
    pub method: Option<ServiceMethod>,
    /// When; absent: now.
    pub served_at: Option<Timestamp>,
}

impl Command {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Assign(_) => Action::Assign,
            Self::Accept { .. } => Action::Accept,
            Self::Progress { .. } => Action::Progress,
            Self::Decide(_) => Action::Decide,
            Self::Serve(_) => Action::Serve,
            Self::Close { .. } => Action::Close,
        }
    }
}
