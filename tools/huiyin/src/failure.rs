//! How a command ends when it does not end well.

use std::fmt;

/// What the process answers to its caller. Scripts rely on these numbers: they are never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, and nothing is wrong.
    Ok = 0,
    /// Done, and something is wrong: `verify` found problems, a service is not ready, a check failed.
    Problems = 1,
    /// A store could not be read, so nothing can be said about it.
    StoreUnreadable = 2,
    /// `import --strict`: the file was read to its end, but rows were rejected.
    RowsRejected = 3,
    /// The system did not answer, or not in time; trying again may help.
    Unreachable = 4,
    /// A local file, folder or process could not be read, written or started.
    Local = 5,
    /// The system answered that this caller may not do this.
    Refused = 6,
    /// The command line itself makes no sense.
    Usage = 64,
}

/// A failure that ends a command: a sentence in each language and the exit code.
#[derive(Clone, Debug)]
pub struct Failure {
    pub exit: Exit,
    zh: String,
    en: String,
    cause: Option<String>,
}

impl Failure {
    pub fn new(exit: Exit, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { exit, zh: zh.into(), en: en.into(), cause: None }
    }

    /// Adds what the machine said; operators need it, and it is in one language only.
    #[must_use]
    pub fn caused_by(mut self, cause: impl fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// A file or folder that could not be read or written.
    #[must_use]
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::new(Exit::Local, format!("无法读写 {path}"), format!("cannot read or write {path}"))
            .caused_by(error)
    }

    /// The sentence in one language, with its cause.
    #[must_use]
    pub fn text(&self, lang: crate::output::Lang) -> String {
        let sentence = lang.pick(&self.zh, &self.en);
        match &self.cause {
            Some(cause) => format!("{sentence}: {cause}"),
            None => sentence.to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(crate::output::Lang::En))
    }
}

impl std::error::Error for Failure {}
