//! The file of rejected rows: where each stands, and why. It repeats no text of the rows: bodies and
//! names stay in intake, and the operator has the file they came from.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::row::Place;
use crate::{Failure, Lang};

#[derive(Debug)]
pub(crate) struct Rejected {
    path: PathBuf,
    writer: Option<csv::Writer<File>>,
    lang: Lang,
}

impl Rejected {
    /// The file is created with its first row: no rejection, no file.
    pub(crate) const fn at(path: PathBuf, lang: Lang) -> Self {
        Self { path, writer: None, lang }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn add(&mut self, place: Place, reason: &str) -> Result<(), Failure> {
        let path = self.path.clone();
        let failed = |error: std::io::Error| Failure::file(&path, &error);
        if self.writer.is_none() {
            let open = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&path);
            let mut file = open.map_err(failed)?;
            // Spreadsheets take a CSV file without this mark for the local code page.
            file.write_all("\u{feff}".as_bytes()).map_err(failed)?;
            let mut writer = csv::Writer::from_writer(file);
            let headers = match self.lang {
                Lang::Zh => ["行号", "文件行", "原因"],
                Lang::En => ["row", "line", "reason"],
            };
            writer.write_record(headers).map_err(|error| failed(error.into()))?;
            self.writer = Some(writer);
        }
        let Some(writer) = self.writer.as_mut() else { return Ok(()) };
        let (row, line) = (place.row.to_string(), place.line.to_string());
        writer
            .write_record([row.as_str(), line.as_str(), &plain(reason)])
            .map_err(|error| failed(error.into()))
    }

    pub(crate) fn finish(&mut self) -> Result<(), Failure> {
        match self.writer.as_mut() {
            Some(writer) => writer.flush().map_err(|error| Failure::file(&self.path, &error)),
            None => Ok(()),
        }
    }
}

/// A reason may quote what somebody wrote; a spreadsheet must not take it for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejected_rows_are_written_with_row_and_reason_and_never_as_formulas() {
        let folder = tempfile::tempdir().unwrap();
        let mut rejected = Rejected::at(folder.path().join("r.csv"), Lang::En);
        rejected.finish().unwrap();
        assert!(!rejected.path().exists());
        rejected.add(Place { row: 3, line: 5, byte: 0 }, "=cmd, \"x\"").unwrap();
        rejected.finish().unwrap();
        let text = std::fs::read_to_string(rejected.path()).unwrap();
        assert_eq!(text, "\u{feff}row,line,reason\n3,5,\"'=cmd, \"\"x\"\"\"\n");
    }
}
