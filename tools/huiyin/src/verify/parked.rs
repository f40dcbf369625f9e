//! Nothing waits for ever, nothing lies in dead letters.

use super::facts::Facts;
use super::report::Report;

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    for (service, log) in &facts.logs {
        for (producer, seq, case) in &log.heads.waiting {
            report.problem("waiting", service, format!("{producer} seq {seq} of case {case} still waits"));
        }
        for (producer, seq, reason) in &log.heads.dead {
            report.problem("dead_letter", service, format!("{producer} seq {seq}: {reason}"));
        }
    }
}
