//! What `verify` found.

use serde::Serialize;

/// A broken store would otherwise print a line for each of its rows.
const PROBLEMS_MAX: usize = 200;

/// One thing that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which rule is broken: `outbox`, `subject_order`, `cursor`, `waiting`, `dead_letter`, `case`,
    /// `parties`, `clock`, `stage`, `alert`, `audit`.
    pub check: &'static str,
    /// In whose store.
    pub service: &'static str,
    pub detail: String,
}

/// The result of `verify`.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub ok: bool,
    /// Petitions in intake's store.
    pub cases: usize,
    /// The first problems; `found` counts all.
    pub problems: Vec<Problem>,
    pub found: usize,
}

impl Default for Report {
    fn default() -> Self {
        Self { ok: true, cases: 0, problems: Vec::new(), found: 0 }
    }
}

impl Report {
    pub(crate) fn problem(&mut self, check: &'static str, service: &'static str, detail: impl Into<String>) {
        self.ok = false;
        self.found += 1;
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(Problem { check, service, detail: detail.into() });
        }
    }
}
