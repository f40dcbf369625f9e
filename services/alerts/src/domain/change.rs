//! What can happen to an alert, and why a command cannot be carried out.

use events::AlertKind;
use ids::{AlertId, CaseId, ClockId, PersonId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::policy::{ChannelKind, Layer, Policy};

/// Why the next level is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveOn {
    /// The policy's minutes passed (E5).
    NoAnswer,
    /// Everybody called said that they cannot come.
    CannotCome,
    /// Every outside channel to everybody called failed for good.
    Unreachable,
}

impl MoveOn {
    /// The code in the event.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoAnswer => "no_answer",
            Self::CannotCome => "cannot_come",
            Self::Unreachable => "unreachable",
        }
    }
}

/// What happened to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Raised {
        id: AlertId,
        kind: AlertKind,
        case_id: Option<CaseId>,
        clock_id: Option<ClockId>,
        policy: Policy,
        at: Timestamp,
        next_at: Timestamp,
    },
    /// A level had nobody who may be called: it is passed over at once.
    LevelEmpty {
        level: u32,
        at: Timestamp,
    },
    /// Nobody can be called in this layer from this moment: somebody has to be told.
    GapFound {
        layer: Layer,
        at: Timestamp,
    },
    LevelBegan {
        level: u32,
        round: u32,
        at: Timestamp,
        next_at: Timestamp,
        check_at: Timestamp,
    },
    Paged {
        level: u32,
        round: u32,
        person: PersonId,
        channels: Vec<ChannelKind>,
        at: Timestamp,
    },
    /// The shift was looked at again and the timer of the level goes on unchanged.
    Rechecked {
        check_at: Timestamp,
    },
    /// This person drops out of the current round.
    WentOut {
        level: u32,
        person: PersonId,
        why: MoveOn,
        note: Option<String>,
        at: Timestamp,
    },
    Escalated {
        from_level: u32,
        to_level: u32,
        why: MoveOn,
        at: Timestamp,
    },
    /// One of several needed answers.
    Answered {
        level: u32,
        person: PersonId,
        at: Timestamp,
    },
    Acknowledged {
        level: u32,
        by: Option<PersonId>,
        at: Timestamp,
    },
    Closed {
        outcome: String,
        at: Timestamp,
    },
}

/// Why a command cannot be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the alert is closed")]
    Closed,
    #[error("the alert has been answered; nobody is being called")]
    NotOpen,
    #[error("this person was not called and holds no office that may answer")]
    NotCalled,
    #[error("this person is in conflict with the case (R11)")]
    InConflict,
}
