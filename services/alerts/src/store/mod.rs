//! The SQL of alerts: one file per table or aggregate, one text for both engines.

pub(crate) mod alerts;
pub(crate) mod cases;
pub(crate) mod contacts;
pub(crate) mod deliveries;
pub(crate) mod digest_counts;
pub(crate) mod digests;
pub(crate) mod fired;
pub(crate) mod people;
pub(crate) mod rosters;
pub(crate) mod visible;

use store::{Row, StoreError, Value};

/// The schema of this service, beside the event protocol's own tables.
pub const MIGRATIONS: &[store::MigrationSource] = &[store::migration!(1001, "init", "init")];

/// `$from, $from+1, …` for an IN list of `count` values.
pub(crate) fn places(from: usize, count: usize) -> String {
    (from..from.saturating_add(count)).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// A text column that holds one of a closed set of codes.
pub(crate) fn code<T>(row: &Row, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    let text: String = row.get(column)?;
    parse(&text).ok_or_else(|| StoreError::Corrupt(format!("column {column} holds {text:?}")))
}

/// A text column that holds a date or a time in its standard form.
pub(crate) fn parsed<T: std::str::FromStr>(text: &str, column: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Corrupt(format!("column {column} holds {text:?}")))
}

/// A value of the domain as a JSON parameter.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value, StoreError> {
    let value = serde_json::to_value(value).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(value.into())
}
