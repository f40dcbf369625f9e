//! Each reader has applied each log to its end, and nothing beyond it.

use super::facts::Facts;
use super::report::Report;
use crate::dev::SERVICES;

/// Who must read whom, for the main flow; a further reader is checked by its own cursor.
const MUST_READ: [(&str, &[&str]); 6] = [
    ("intake", &["routing"]),
    ("routing", &["intake"]),
    ("supervision", &["intake", "routing"]),
    ("alerts", &["intake", "routing", "supervision"]),
    ("ledger", &["intake", "routing", "supervision", "alerts"]),
    ("console", &SERVICES),
];

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    for (reader, log) in &facts.logs {
        for (producer, (epoch, next)) in &log.heads.cursors {
            let Some(head) = facts.logs.get(producer.as_str()).map(|log| &log.heads) else {
                report.problem("cursor", reader, format!("a cursor on {producer}, which is no service"));
                continue;
            };
            let end = head.last_seq + 1;
            if *epoch != head.epoch {
                let detail =
                    format!("{producer} is read in epoch {epoch}, its log is in epoch {}", head.epoch);
                report.problem("cursor", reader, detail);
            }
            if *next < end {
                report.problem(
                    "cursor",
                    reader,
                    format!("{producer} is read up to {} of {}", next - 1, end - 1),
                );
            }
            if *next > end {
                let detail = format!("{producer} is read up to {}, its log ends at {}", next - 1, end - 1);
                report.problem("cursor", reader, detail);
            }
        }
    }
    for (reader, producers) in MUST_READ {
        let Some(log) = facts.logs.get(reader) else { continue };
        for producer in producers {
            let written = facts.logs.get(producer).is_some_and(|log| log.heads.last_seq > 0);
            if written && !log.heads.cursors.contains_key(*producer) {
                report.problem("cursor", reader_name(reader), format!("{producer} was never read"));
            }
        }
    }
}

/// The service's name as the constant that a report holds.
fn reader_name(name: &str) -> &'static str {
    SERVICES.into_iter().find(|service| *service == name).unwrap_or("?")
}
