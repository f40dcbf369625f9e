//! What a person reads: the table on standard output, what is being done on standard error.

use std::io::Write as _;

/// One line of the result. A closed pipe is no failure of the measurement.
pub(crate) fn line(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stdout().lock(), "{}", text.as_ref());
}

/// What is being done.
pub(crate) fn remark(text: impl AsRef<str>) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.as_ref());
}
