use thiserror::Error;

/// One field that cannot be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// JSON pointer into the request, e.g. `/petitioners/0/id_number`.
    pub pointer: String,
    /// Stable code, for programs.
    pub code: &'static str,
    /// The sentence shown to a Chinese reader.
    pub zh: String,
    /// The sentence shown to an English reader.
    pub en: String,
}

/// A command that was refused, with every reason found. Sentences never repeat what was typed: the text of
/// a rejection may be logged, and what was typed may be somebody's ID number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("refused: {}", self.codes())]
pub struct Rejection {
    /// The wrong fields in the order of the form; at most 50.
    pub errors: Vec<FieldError>,
}

/// Field errors in one answer: enough for a form, and a bound on what 200 wrong petitioners can cause.
pub(super) const ERRORS_MAX: usize = 50;

impl Rejection {
    fn codes(&self) -> String {
        self.errors
            .iter()
            .map(|error| format!("{} {}", error.pointer, error.code))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// Collects field errors while a command is read.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<FieldError>);

impl Findings {
    pub(super) fn add(
        &mut self,
        pointer: impl Into<String>,
        code: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        if self.0.len() < ERRORS_MAX {
            self.0.push(FieldError { pointer: pointer.into(), code, zh: zh.into(), en: en.into() });
        }
    }

    /// `value` if nothing was found wrong, the rejection otherwise.
    pub(super) fn or<T>(self, value: T) -> Result<T, Rejection> {
        if self.0.is_empty() { Ok(value) } else { Err(Rejection { errors: self.0 }) }
    }
}
