use events::{CaseClass, CaseStatus};
use ids::{CaseId, PersonId, UnitId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::conflict::{Conflict, Duty};
use super::terms::{ClosingResult, Outcome, ServiceMethod};

/// A case as routing owns it: the fold of the registration and of routing's own events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseState {
    /// The same id in every service.
    pub id: CaseId,
    /// The office's number, as printed on the receipt.
    pub case_number: String,
    /// Decides the number series and who may read (art. 29–31).
    pub class: CaseClass,
    /// Whom R11 keeps away from this case.
    pub conflict: Conflict,
    /// Where the case is, with everything that stage cannot be without.
    pub stage: Stage,
}

/// Where a case is. Each stage carries what must exist by then, so a case that is assigned but has no
/// owner cannot be written down. Later stages of section 7 (merged, transferred, objected, hearings,
/// reviews) are further variants here and further arms in `decide` and `apply`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 已登记.
    Registered,
    /// 已交办.
    Assigned(Assignment),
    /// 已受理.
    Accepted(Handling),
    /// 办理中: accepted, and progress was reported.
    Handling(Handling),
    /// 已作出处理意见.
    Decided(Decided),
    /// 已送达.
    Served(Served),
    /// 已办结.
    Closed(Closed),
}

/// The six fixings 六定 (R2) as they were decided, with the letter that carries them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// 主办: alone answers for the deadline (R9).
    pub lead_unit: UnitId,
    /// 协办, in the order named; never the lead.
    pub assisting_units: Vec<UnitId>,
    /// 责任领导, of the lead unit or of the leadership.
    pub responsible_leader: PersonId,
    /// 承办人, of the lead unit.
    pub handler: PersonId,
    /// 督办单位; never the lead, nor the unit complained of (R11).
    pub supervising_unit: UnitId,
    /// 办理要求.
    pub requirement: String,
    /// 办理期限 set by the office; absent: the statutory date alone governs (art. 34, R6).
    pub due: Option<Date>,
    /// 交办函 number (R4).
    pub letter_number: String,
    /// Business time; the accept clock starts here (art. 23).
    pub assigned_at: Timestamp,
}

/// An accepted case on its way to a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// Who owns it.
    pub assignment: Assignment,
    /// Since when the 60 days run (art. 34).
    pub acceptance: Acceptance,
}

/// 受理.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The lead unit that accepted.
    pub unit: UnitId,
    /// Business time; day 0 of the 60 days of art. 34.
    pub accepted_at: Timestamp,
}

/// A case with a decision that the petitioner has not received yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// How it came here.
    pub handling: Handling,
    /// 处理意见.
    pub decision: Decision,
}

/// 处理意见书, without its text: the text stays in the decisions table and never travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Number of the document.
    pub number: String,
    /// What it says about the claim.
    pub outcome: Outcome,
    /// Business time; stops the handle clock (art. 34).
    pub issued_at: Timestamp,
}

/// A case whose decision was received: the 30 days of art. 35 run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// How it came here.
    pub decided: Decided,
    /// 送达.
    pub service: Service,
}

/// 送达.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// When the petitioner received it; day 0 of the 30 days of art. 35.
    pub served_at: Timestamp,
    /// How.
    pub method: ServiceMethod,
}

/// A closed case keeps its whole way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// How it came here.
    pub served: Served,
    /// 办结.
    pub closing: Closing,
}

/// 办结.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Why.
    pub result: ClosingResult,
    /// Business time; stops every clock.
    pub closed_at: Timestamp,
}

impl Stage {
    /// The status that other services and people see.
    #[must_use]
    pub const fn status(&self) -> CaseStatus {
        match self {
            Self::Registered => CaseStatus::Registered,
            Self::Assigned(_) => CaseStatus::Assigned,
            Self::Accepted(_) => CaseStatus::Accepted,
            Self::Handling(_) => CaseStatus::Handling,
            Self::Decided(_) => CaseStatus::Decided,
            Self::Served(_) => CaseStatus::Served,
            Self::Closed(_) => CaseStatus::Closed,
        }
    }

    /// Who owns the case; `None` only before it is assigned.
    #[must_use]
    pub const fn assignment(&self) -> Option<&Assignment> {
        match self {
            Self::Assigned(assignment) => Some(assignment),
            _ => match self.handling() {
                Some(handling) => Some(&handling.assignment),
                None => None,
            },
        }
    }

    /// Since acceptance.
    #[must_use]
    pub const fn handling(&self) -> Option<&Handling> {
        match self {
            Self::Registered | Self::Assigned(_) => None,
            Self::Accepted(handling) | Self::Handling(handling) => Some(handling),
            _ => match self.decided() {
                Some(decided) => Some(&decided.handling),
                None => None,
            },
        }
    }

    /// Since the decision.
    #[must_use]
    pub const fn decided(&self) -> Option<&Decided> {
        match self {
            Self::Decided(decided) => Some(decided),
            _ => match self.served() {
                Some(served) => Some(&served.decided),
                None => None,
            },
        }
    }

    /// Since service.
    #[must_use]
    pub const fn served(&self) -> Option<&Served> {
        match self {
            Self::Served(served) => Some(served),
            Self::Closed(closed) => Some(&closed.served),
            _ => None,
        }
    }
}

impl CaseState {
    /// A case as intake registered it: the first state of every fold.
    #[must_use]
    pub const fn registered(id: CaseId, case_number: String, class: CaseClass, conflict: Conflict) -> Self {
        Self { id, case_number, class, conflict, stage: Stage::Registered }
    }

    /// The status that other services and people see.
    #[must_use]
    pub const fn status(&self) -> CaseStatus {
        self.stage.status()
    }
}

impl Assignment {
    /// Every unit with a part in the case, and which.
    pub fn units(&self) -> impl Iterator<Item = (Duty, UnitId)> + '_ {
        std::iter::once((Duty::Lead, self.lead_unit))
            .chain(self.assisting_units.iter().map(|unit| (Duty::Assisting, *unit)))
            .chain(std::iter::once((Duty::Supervising, self.supervising_unit)))
    }

    /// Every person with a part in the case, and which.
    pub fn persons(&self) -> impl Iterator<Item = (Duty, PersonId)> + '_ {
        [(Duty::ResponsibleLeader, self.responsible_leader), (Duty::Handler, self.handler)].into_iter()
    }
}
