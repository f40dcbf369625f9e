//! Each clock is armed once, by the event that arms it, and stopped once, by the event that stops it.
//!
//! Which clocks a case must have is derived here anew from the events of intake and routing (section 6
//! of the domain table), not from supervision's rules.

use std::collections::BTreeMap;

use jiff::Timestamp;
use store::{ReadConn, StoreError};
use uuid::Uuid;

use super::facts::{Event, Facts, every};
use super::report::Report;
use super::stores::{Stores, Unreadable, broken};

/// One row of supervision's clocks.
#[derive(Clone, Debug)]
pub(crate) struct ClockRow {
    pub(crate) id: Uuid,
    pub(crate) case: Uuid,
    pub(crate) rule: String,
    pub(crate) ordinal: i64,
    pub(crate) running: bool,
    /// 0 armed, 1 near, 2 due today, 3 missed.
    pub(crate) stage: i64,
    pub(crate) has_near: bool,
    pub(crate) next_fire_at: Option<Timestamp>,
}

/// One row of the ledger's copies.
#[derive(Clone, Debug)]
pub(crate) struct ClockCopy {
    pub(crate) id: Uuid,
    pub(crate) running: bool,
}

/// What names a clock: case, rule, ordinal.
type Key = (Uuid, String, i64);

pub(crate) async fn read(stores: &Stores, facts: &mut Facts) -> Result<(), Unreadable> {
    let mut on = stores.read("supervision").await?;
    facts.clocks = rows(&mut on).await.map_err(|error| broken("supervision", &error))?;
    let mut on = stores.read("ledger").await?;
    facts.ledger_clocks = copies(&mut on).await.map_err(|error| broken("ledger", &error))?;
    Ok(())
}

async fn rows(on: &mut ReadConn) -> Result<Vec<ClockRow>, StoreError> {
    let select = "SELECT id, case_id, rule, ordinal, state, stage, near_on, next_fire_at FROM clocks";
    let rows = every(on, select, "id").await?;
    rows.iter()
        .map(|row| {
            Ok(ClockRow {
                id: row.get("id")?,
                case: row.get("case_id")?,
                rule: row.get("rule")?,
                ordinal: row.get("ordinal")?,
                running: row.get::<String>("state")? == "running",
                stage: row.get("stage")?,
                has_near: row.get::<Option<String>>("near_on")?.is_some(),
                next_fire_at: row.opt_time("next_fire_at")?,
            })
        })
        .collect()
}

async fn copies(on: &mut ReadConn) -> Result<Vec<ClockCopy>, StoreError> {
    let rows = every(on, "SELECT id, running FROM case_clocks", "id").await?;
    rows.iter().map(|row| Ok(ClockCopy { id: row.get("id")?, running: row.get("running")? })).collect()
}

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    let expected = expected(facts);
    let mut rows: BTreeMap<Key, &ClockRow> = BTreeMap::new();
    for row in &facts.clocks {
        if rows.insert((row.case, row.rule.clone(), row.ordinal), row).is_some() {
            let (rule, ordinal, case) = (&row.rule, row.ordinal, row.case);
            report.problem(
                "clock",
                "supervision",
                format!("clock {rule} {ordinal} of case {case} stands twice"),
            );
        }
    }
    for ((case, rule, ordinal), running) in &expected {
        match rows.get(&(*case, rule.clone(), *ordinal)) {
            None => report.problem(
                "clock",
                "supervision",
                format!("clock {rule} {ordinal} of case {case} is missing"),
            ),
            Some(row) if row.running != *running => {
                let now = if row.running { "still runs" } else { "was stopped by nothing" };
                report.problem(
                    "clock",
                    "supervision",
                    format!("clock {rule} {ordinal} of case {case} {now}"),
                );
            }
            Some(_) => {}
        }
    }
    for (case, rule, ordinal) in rows.keys().filter(|key| !expected.contains_key(key)) {
        report.problem(
            "clock",
            "supervision",
            format!("clock {rule} {ordinal} of case {case} is one too many"),
        );
    }
    announced(facts, report);
    copied(facts, report);
}

/// The clocks that the cases' events ask for, and whether each still runs.
fn expected(facts: &Facts) -> BTreeMap<Key, bool> {
    let mut cases: BTreeMap<Uuid, Vec<&Event>> = BTreeMap::new();
    for event in facts.named("intake", "CaseRegistered").chain(facts.events("routing")) {
        cases.entry(event.subject).or_default().push(event);
    }
    let mut expected = BTreeMap::new();
    for (case, events) in cases {
        let mut clocks = CaseClocks::default();
        for event in events {
            clocks.apply(event);
        }
        expected.extend(
            clocks
                .armed
                .into_iter()
                .map(|((rule, ordinal), running)| ((case, rule.to_owned(), ordinal), running)),
        );
    }
    expected
}

#[derive(Default)]
struct CaseClocks {
    armed: BTreeMap<(&'static str, i64), bool>,
    closed: bool,
}

impl CaseClocks {
    fn apply(&mut self, event: &Event) {
        match event.name() {
            "CaseRegistered" => {
                self.arm("route");
                let reception = event.data("reception").get("result").and_then(serde_json::Value::as_str);
                if matches!(reception, Some("by_date" | "to_study")) {
                    self.arm("assignment_letter");
                }
            }
            "CaseAssigned" => {
                self.stop(&["route", "assignment_letter"]);
                self.arm("accept");
            }
            "CaseAccepted" => {
                self.stop(&["accept"]);
                self.arm("handle");
            }
            "DecisionIssued" => self.stop(&["handle"]),
            "CaseClosed" => {
                self.stop(&["route", "assignment_letter", "accept", "handle"]);
                self.closed = true;
            }
            _ => {}
        }
    }

    /// A rule whose clock runs is not armed again: a set deadline does not move.
    fn arm(&mut self, rule: &'static str) {
        let runs = self.armed.iter().any(|((known, _), running)| *known == rule && *running);
        if !runs && !self.closed {
            let last =
                self.armed.keys().filter(|(known, _)| *known == rule).map(|(_, ordinal)| *ordinal).max();
            self.armed.insert((rule, last.unwrap_or(0) + 1), true);
        }
    }

    fn stop(&mut self, rules: &[&str]) {
        for ((rule, _), running) in &mut self.armed {
            if rules.contains(rule) {
                *running = false;
            }
        }
    }
}

/// Each clock was announced once when armed, and once when stopped.
fn announced(facts: &Facts, report: &mut Report) {
    let mut count: BTreeMap<(Uuid, &str), u32> = BTreeMap::new();
    for name in ["ClockStarted", "ClockStopped"] {
        for event in facts.named("supervision", name) {
            match event.text("clock_id").parse::<Uuid>() {
                Ok(id) => *count.entry((id, name)).or_default() += 1,
                Err(_) => report.problem("clock", "supervision", format!("seq {} names no clock", event.seq)),
            }
        }
    }
    for row in &facts.clocks {
        let (id, rule, case) = (row.id, &row.rule, row.case);
        let started = count.remove(&(id, "ClockStarted")).unwrap_or(0);
        if started != 1 {
            let detail = format!("clock {rule} of case {case} was announced {started} times");
            report.problem("clock", "supervision", detail);
        }
        let stopped = count.remove(&(id, "ClockStopped")).unwrap_or(0);
        if stopped != u32::from(!row.running) {
            let state = if row.running { "runs" } else { "is stopped" };
            let detail =
                format!("clock {rule} of case {case} {state}, its stop was announced {stopped} times");
            report.problem("clock", "supervision", detail);
        }
    }
    for (id, name) in count.keys() {
        report.problem("clock", "supervision", format!("{name} of clock {id}, which does not exist"));
    }
}

/// The ledger has each clock once, in the same state.
fn copied(facts: &Facts, report: &mut Report) {
    let mut copies: BTreeMap<Uuid, bool> =
        facts.ledger_clocks.iter().map(|copy| (copy.id, copy.running)).collect();
    for row in &facts.clocks {
        match copies.remove(&row.id) {
            None => report.problem(
                "clock",
                "ledger",
                format!("clock {} of case {} is missing", row.rule, row.case),
            ),
            Some(running) if running != row.running => {
                report.problem(
                    "clock",
                    "ledger",
                    format!("clock {} of case {} differs in its state", row.rule, row.case),
                );
            }
            Some(_) => {}
        }
    }
    for id in copies.keys() {
        report.problem("clock", "ledger", format!("clock {id} is one too many"));
    }
}
