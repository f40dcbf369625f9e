//! Each log is whole: numbered without gaps, each row says the same as its envelope.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use uuid::Uuid;

use super::facts::{Event, Facts, Log};
use super::report::Report;

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    for (service, log) in &facts.logs {
        numbering(service, log, report);
        subject_order(service, log, report);
        let mut ids = BTreeSet::new();
        for event in &log.events {
            if !ids.insert(event.id) {
                report.problem("outbox", service, format!("event {} stands twice", event.id));
            }
            if let Some(field) = difference(service, event) {
                report.problem(
                    "outbox",
                    service,
                    format!("seq {}: the envelope differs in {field}", event.seq),
                );
            }
        }
    }
}

fn numbering(service: &'static str, log: &Log, report: &mut Report) {
    let mut expected = 1;
    let mut epoch = 0;
    for event in &log.events {
        if event.seq != expected {
            report.problem("outbox", service, format!("seq {expected} is missing, {} follows", event.seq));
        }
        if event.epoch < epoch || event.epoch > log.heads.epoch {
            report.problem("outbox", service, format!("seq {} is of epoch {}", event.seq, event.epoch));
        }
        expected = event.seq + 1;
        epoch = event.epoch;
    }
    if expected != log.heads.last_seq + 1 {
        let (found, said) = (expected - 1, log.heads.last_seq);
        report.problem("outbox", service, format!("the log ends at {found}, its counter says {said}"));
    }
}

/// Invariant 2 rests on it: a subject's events are numbered 1, 2, 3 … in the order of the log.
fn subject_order(service: &'static str, log: &Log, report: &mut Report) {
    let mut last: BTreeMap<Uuid, i64> = BTreeMap::new();
    for event in &log.events {
        let number = last.entry(event.subject).or_default();
        if event.subject_seq != *number + 1 {
            let (subject, found, before) = (event.subject, event.subject_seq, *number);
            report.problem("subject_order", service, format!("subject {subject}: {found} follows {before}"));
        }
        *number = event.subject_seq;
    }
    if last != log.subject_seqs {
        let differs = last.iter().find(|(subject, number)| log.subject_seqs.get(subject) != Some(number));
        let extra = || log.subject_seqs.keys().find(|subject| !last.contains_key(subject));
        let subject = differs.map(|(subject, _)| subject).or_else(extra);
        let subject = subject.map(Uuid::to_string).unwrap_or_default();
        report.problem(
            "subject_order",
            service,
            format!("subject {subject}: its counter differs from the log"),
        );
    }
}

/// The first column that the envelope contradicts.
fn difference(service: &str, event: &Event) -> Option<&'static str> {
    let field = |name: &str| event.envelope.get(name).unwrap_or(&Value::Null);
    let id = |name: &str| field(name).as_str().and_then(|text| text.parse::<Uuid>().ok());
    let source = field("source").as_str().and_then(|source| source.rsplit('/').next());
    [
        ("id", id("id") == Some(event.id)),
        ("subject", id("subject") == Some(event.subject)),
        ("type", field("type").as_str() == Some(event.event_type.as_str())),
        ("seq", field("seq").as_i64() == Some(event.seq)),
        ("epoch", field("epoch").as_i64() == Some(event.epoch)),
        ("subject_seq", field("subject_seq").as_i64() == Some(event.subject_seq)),
        ("source", source == Some(service)),
    ]
    .into_iter()
    .find(|(_, same)| !same)
    .map(|(name, _)| name)
}
