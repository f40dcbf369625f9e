use events::CaseClass;

/// A series of document numbers. Accusations have series of their own, so that a gap in the public one
/// never shows that an accusation exists (R11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// 交办函 of claims and suggestions.
    Letter,
    /// 交办函 of accusations.
    AccusationLetter,
    /// 处理意见书 of claims and suggestions.
    Decision,
    /// 处理意见书 of accusations.
    AccusationDecision,
}

impl Series {
    /// The series of a case's assignment letters (R4).
    #[must_use]
    pub const fn letter(class: CaseClass) -> Self {
        match class {
            CaseClass::Accusation => Self::AccusationLetter,
            CaseClass::Claim | CaseClass::Suggestion => Self::Letter,
        }
    }

    /// The series of a case's decisions.
    #[must_use]
    pub const fn decision(class: CaseClass) -> Self {
        match class {
            CaseClass::Accusation => Self::AccusationDecision,
            CaseClass::Claim | CaseClass::Suggestion => Self::Decision,
        }
    }

    /// The code in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::AccusationLetter => "accusation_letter",
            Self::Decision => "decision",
            Self::AccusationDecision => "accusation_decision",
        }
    }

    /// The number as printed, e.g. `信交〔2026〕12号`.
    #[must_use]
    pub fn number(self, year: i16, ordinal: i64) -> String {
        let word = match self {
            Self::Letter => "信交",
            Self::AccusationLetter => "信检交",
            Self::Decision => "信处",
            Self::AccusationDecision => "信检处",
        };
        format!("{word}〔{year}〕{ordinal}号")
    }
}

/// The numbers that the next letter and decision of this case would carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextNumbers {
    /// 交办函.
    pub letter: String,
    /// 处理意见书.
    pub decision: String,
}
