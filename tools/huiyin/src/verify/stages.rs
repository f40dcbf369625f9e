//! Invariant 3: each stage of each clock fires once, never early, and none is left behind.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::facts::{Event, Facts};
use super::report::Report;

/// The stages' events, in the order in which they fire: the index and one is the number in the store.
pub(crate) const STAGES: [&str; 3] = ["DeadlineNear", "DueToday", "DeadlineMissed"];

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    let mut fired: BTreeMap<(Uuid, i64), u32> = BTreeMap::new();
    let mut once = BTreeSet::new();
    // A moved deadline may reach a stage again: such a clock's stages are once for each due day.
    let moved: BTreeSet<Uuid> = facts
        .named("supervision", "ClockChanged")
        .filter_map(|event| event.text("clock_id").parse().ok())
        .collect();
    for (stage, event) in events(facts) {
        let Ok(clock) = event.text("clock_id").parse::<Uuid>() else {
            report.problem("stage", "supervision", format!("seq {} names no clock", event.seq));
            continue;
        };
        *fired.entry((clock, stage)).or_default() += 1;
        if !once.insert((clock, stage, event.text("due_unrolled"), event.text("due_rolled"))) {
            report.problem("stage", "supervision", format!("{} of clock {clock} fired twice", event.name()));
        }
        let at = |name: &str| event.text(name).parse::<jiff::Timestamp>().ok();
        if at("fired_at").zip(at("due_at")).is_none_or(|(fired, due)| fired < due) {
            report.problem(
                "stage",
                "supervision",
                format!("seq {}: {} fired early", event.seq, event.name()),
            );
        }
    }
    for row in &facts.clocks {
        let (rule, case) = (&row.rule, row.case);
        for (stage, name) in (1..).zip(STAGES) {
            let times = fired.remove(&(row.id, stage)).unwrap_or(0);
            // A short clock may have no warning point (E4).
            let wanted = u32::from(row.stage >= stage && (stage != 1 || row.has_near));
            if times != wanted && !moved.contains(&row.id) {
                let detail = format!(
                    "{name} of clock {rule} of case {case} was announced {times} times, not {wanted}"
                );
                report.problem("stage", "supervision", detail);
            }
        }
        let late = |at: jiff::Timestamp| {
            facts.now.is_some_and(|now| clock::plus_seconds(at, facts.grace_seconds) < now)
        };
        match row.next_fire_at {
            Some(at) if row.running && late(at) => {
                report.problem(
                    "stage",
                    "supervision",
                    format!("clock {rule} of case {case} should have fired at {at}"),
                );
            }
            None if row.running && row.stage < 3 => {
                report.problem(
                    "stage",
                    "supervision",
                    format!("clock {rule} of case {case} will never fire again"),
                );
            }
            Some(_) | None => {}
        }
    }
    for (clock, _) in fired.keys() {
        report.problem("stage", "supervision", format!("a stage of clock {clock}, which does not exist"));
    }
}

/// The stage events with the number of each stage.
pub(crate) fn events(facts: &Facts) -> impl Iterator<Item = (i64, &Event)> {
    (1..)
        .zip(STAGES)
        .flat_map(|(stage, name)| facts.named("supervision", name).map(move |event| (stage, event)))
}
