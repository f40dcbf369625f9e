use super::sentence::Sentence;

/// What sort of refusal: HTTP turns it into a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request itself is wrong (422).
    Invalid,
    /// The case is not where it would have to be (409).
    WrongStatus,
    /// Not this person (403).
    NotAllowed,
}

/// A refused command: nothing changed. Every fault that could be found is named at once, so that nobody
/// has to submit a form six times to learn about six fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What sort of refusal.
    pub kind: Kind,
    /// Stable code for programs.
    pub code: &'static str,
    /// What a person reads.
    pub sentence: Sentence,
    /// The fields at fault; empty when the whole command is refused.
    pub faults: Vec<Fault>,
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the request's body.
    pub pointer: String,
    /// Stable code for programs.
    pub code: &'static str,
    /// What a person reads.
    pub sentence: Sentence,
}

impl Fault {
    /// A fault of one field.
    #[must_use]
    pub fn new(pointer: impl Into<String>, code: &'static str, sentence: Sentence) -> Self {
        Self { pointer: pointer.into(), code, sentence }
    }

    /// A field that must be there is not.
    #[must_use]
    pub fn missing(pointer: &str, (zh, en): (&str, &str)) -> Self {
        Self::new(
            pointer,
            "required",
            Sentence::new(format!("请填写{zh}。"), format!("The {en} is required.")),
        )
    }
}

impl Rejection {
    /// The request itself is wrong.
    #[must_use]
    pub const fn invalid(code: &'static str, sentence: Sentence, faults: Vec<Fault>) -> Self {
        Self { kind: Kind::Invalid, code, sentence, faults }
    }

    /// The case is not where it would have to be.
    #[must_use]
    pub const fn wrong_status(sentence: Sentence) -> Self {
        Self { kind: Kind::WrongStatus, code: "wrong_status", sentence, faults: Vec::new() }
    }

    /// Not this person.
    #[must_use]
    pub const fn not_allowed(code: &'static str, sentence: Sentence) -> Self {
        Self { kind: Kind::NotAllowed, code, sentence, faults: Vec::new() }
    }
}

/// A required text as it will be stored (trimmed), or the fault that refuses it.
pub(super) fn required_text(
    pointer: &str,
    names: (&str, &str),
    text: Option<&str>,
    chars_max: usize,
) -> Result<String, Fault> {
    match text.map(str::trim) {
        None | Some("") => Err(Fault::missing(pointer, names)),
        Some(text) => bounded(pointer, text, chars_max),
    }
}

/// An optional text as it will be stored; blank counts as absent.
pub(super) fn optional_text(
    pointer: &str,
    text: Option<&str>,
    chars_max: usize,
) -> Result<Option<String>, Fault> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => bounded(pointer, text, chars_max).map(Some),
    }
}

fn bounded(pointer: &str, text: &str, chars_max: usize) -> Result<String, Fault> {
    if text.chars().count() > chars_max {
        return Err(Fault::new(
            pointer,
            "too_long",
            Sentence::new(format!("不得超过{chars_max}个字。"), format!("At most {chars_max} characters.")),
        ));
    }
    // PostgreSQL text cannot hold U+0000; refused here so that both engines refuse alike.
    if text.contains('\0') {
        return Err(Fault::new(
            pointer,
            "control_character",
            Sentence::new("不得含有控制字符。", "Control characters are not allowed."),
        ));
    }
    Ok(text.to_owned())
}
