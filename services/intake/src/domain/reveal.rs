use super::decide::refuse_identity;
use super::rejection::{Findings, Rejection};
use super::text::{self, Label};
use super::{REASON_CHARS_MAX, REASON_CHARS_MIN};

/// A part of a petition that is hidden until somebody says why they need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevealField {
    /// The petition's text.
    Body,
    /// Names, ID numbers, telephone numbers and addresses.
    Petitioners,
}

impl RevealField {
    /// As written in events and audit rows.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Petitioners => "petitioners",
        }
    }
}

/// A reveal that may be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealRequest {
    /// Sorted, each once, at least one.
    pub fields: Vec<RevealField>,
    /// Why, in the caller's words.
    pub reason: String,
}

/// Checks a reveal (section 10: every reveal is logged with a reason).
///
/// # Errors
/// [`Rejection`] when no field is named or the reason is not one.
pub fn decide_reveal(fields: &[RevealField], reason: &str) -> Result<RevealRequest, Rejection> {
    let mut findings = Findings::default();
    let mut fields: Vec<RevealField> = fields.to_vec();
    fields.sort_unstable();
    fields.dedup();
    if fields.is_empty() {
        findings.add("/fields", "required", "请选择要查看的内容", "Name at least one field to reveal");
    }
    let label = Label("查看理由", "reason");
    let reason = text::line(&mut findings, "/reason", label, reason, REASON_CHARS_MAX);
    if !reason.is_empty() && reason.chars().count() < REASON_CHARS_MIN {
        findings.add(
            "/reason",
            "too_short",
            format!("查看理由不得少于{REASON_CHARS_MIN}个字"),
            format!("The reason must have at least {REASON_CHARS_MIN} characters"),
        );
    }
    // The reason travels with the event to every service.
    refuse_identity(&mut findings, "/reason", &reason);
    findings.or(RevealRequest { fields, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reveal_without_a_reason_is_refused() {
        for (reason, code) in [
            ("", "required"),
            ("  ", "required"),
            ("查", "too_short"),
            ("核\u{1}实", "control_character"),
            ("回访13800000000", "holds_identity"),
        ] {
            let errors = decide_reveal(&[RevealField::Body], reason).unwrap_err().errors;
            assert_eq!((errors[0].pointer.as_str(), errors[0].code), ("/reason", code));
        }
        assert_eq!(
            decide_reveal(&[RevealField::Body], &"因".repeat(201)).unwrap_err().errors[0].code,
            "too_long"
        );
    }

    #[test]
    fn fields_are_named_once_each() {
        let request =
            decide_reveal(&[RevealField::Petitioners, RevealField::Body, RevealField::Body], "核实").unwrap();
        assert_eq!(request.fields, [RevealField::Body, RevealField::Petitioners]);
        assert_eq!(decide_reveal(&[], "核实").unwrap_err().errors[0].pointer, "/fields");
    }
}
