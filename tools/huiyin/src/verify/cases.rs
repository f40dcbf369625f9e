//! Every petition is a case in every service, once, with the same number and the same step.

use std::collections::{BTreeMap, BTreeSet};

use store::{ReadConn, StoreError, query};
use uuid::Uuid;

use super::facts::{Facts, every};
use super::report::Report;
use super::stores::{Stores, Unreadable, broken};
use crate::dev::SERVICES;

/// Who keeps a copy of every case.
const KEEPERS: [&str; 5] = ["routing", "supervision", "alerts", "ledger", "console"];

/// One row of a service's table of cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CaseRow {
    pub(crate) id: Uuid,
    pub(crate) number: String,
    /// Where the service keeps one.
    pub(crate) status: Option<String>,
}

pub(crate) async fn read(stores: &Stores, facts: &mut Facts) -> Result<(), Unreadable> {
    for service in SERVICES.into_iter().filter(|service| *service == "intake" || KEEPERS.contains(service)) {
        let mut on = stores.read(service).await?;
        let rows = rows(&mut on, service).await.map_err(|error| broken(service, &error))?;
        facts.cases.insert(service, rows);
    }
    let mut on = stores.read("intake").await?;
    facts.sources = sources(&mut on).await.map_err(|error| broken("intake", &error))?;
    let mut on = stores.read("console").await?;
    facts.audit_log = audit_log(&mut on).await.map_err(|error| broken("console", &error))?;
    Ok(())
}

async fn rows(on: &mut ReadConn, service: &str) -> Result<Vec<CaseRow>, StoreError> {
    let (select, with_status) = match service {
        "intake" => ("SELECT id, case_number FROM petitions", false),
        "routing" | "ledger" => ("SELECT id, case_number, status FROM cases", true),
        _ => ("SELECT id, case_number FROM cases", false),
    };
    let rows = every(on, select, "id").await?;
    rows.iter()
        .map(|row| {
            let status = if with_status { Some(row.get("status")?) } else { None };
            Ok(CaseRow { id: row.get("id")?, number: row.get("case_number")?, status })
        })
        .collect()
}

async fn sources(on: &mut ReadConn) -> Result<Vec<Uuid>, StoreError> {
    // Sources are as many as imported petitions: this is one narrow column.
    let rows = query("SELECT petition_id FROM sources ORDER BY petition_id").fetch_all(on).await?;
    rows.iter().map(|row| row.get("petition_id")).collect()
}

async fn audit_log(on: &mut ReadConn) -> Result<Vec<(String, i64)>, StoreError> {
    let rows = every(on, "SELECT id, source, seq FROM audit_log", "id").await?;
    rows.iter().map(|row| Ok((row.get("source")?, row.get("seq")?))).collect()
}

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    let petitions = numbers(facts, "intake", report);
    report.cases = petitions.len();
    registrations(facts, &petitions, report);
    for keeper in KEEPERS {
        let copies = numbers(facts, keeper, report);
        for (id, number) in &petitions {
            match copies.get(id) {
                None => report.problem("case", keeper, format!("case {number} ({id}) is missing")),
                Some(copy) if copy != number => {
                    report.problem("case", keeper, format!("case {number} ({id}) is called {copy}"));
                }
                Some(_) => {}
            }
        }
        for (id, number) in copies.iter().filter(|(id, _)| !petitions.contains_key(id)) {
            report.problem("case", keeper, format!("case {number} ({id}) is no petition"));
        }
    }
    statuses(facts, report);
    imports(facts, &petitions, report);
    audited(facts, report);
}

/// A service's cases by id; a number that two cases share is a problem by itself.
fn numbers(facts: &Facts, service: &'static str, report: &mut Report) -> BTreeMap<Uuid, String> {
    let rows = facts.cases.get(service).map_or(&[][..], Vec::as_slice);
    let mut seen = BTreeSet::new();
    for row in rows {
        if !seen.insert(&row.number) {
            report.problem("case", service, format!("number {} is given twice", row.number));
        }
    }
    rows.iter().map(|row| (row.id, row.number.clone())).collect()
}

fn registrations(facts: &Facts, petitions: &BTreeMap<Uuid, String>, report: &mut Report) {
    let mut registered: BTreeMap<Uuid, u32> = BTreeMap::new();
    for event in facts.named("intake", "CaseRegistered") {
        *registered.entry(event.subject).or_default() += 1;
        if petitions.get(&event.subject).is_some_and(|number| number != event.text("case_number")) {
            report.problem(
                "case",
                "intake",
                format!("case {} was announced by another number", event.subject),
            );
        }
    }
    for (id, number) in petitions {
        match registered.get(id) {
            Some(1) => {}
            None => report.problem("case", "intake", format!("case {number} ({id}) was never announced")),
            Some(times) => {
                report.problem("case", "intake", format!("case {number} ({id}) was announced {times} times"));
            }
        }
    }
    for id in registered.keys().filter(|id| !petitions.contains_key(id)) {
        report.problem("case", "intake", format!("case {id} was announced and is no petition"));
    }
}

/// The ledger folds the same events as routing: the step must be the same.
fn statuses(facts: &Facts, report: &mut Report) {
    let by_id = |service: &str| -> BTreeMap<Uuid, Option<String>> {
        let rows = facts.cases.get(service).map_or(&[][..], Vec::as_slice);
        rows.iter().map(|row| (row.id, row.status.clone())).collect()
    };
    let ledger = by_id("ledger");
    for (id, status) in by_id("routing") {
        let Some(copy) = ledger.get(&id) else { continue };
        if *copy != status {
            let (copy, status) = (copy.clone().unwrap_or_default(), status.unwrap_or_default());
            report.problem("case", "ledger", format!("case {id} is {copy}, in routing it is {status}"));
        }
    }
}

/// A row of an import is one petition (invariant 1): no petition stands behind two rows, none is missing.
fn imports(facts: &Facts, petitions: &BTreeMap<Uuid, String>, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for id in &facts.sources {
        if !seen.insert(id) {
            report.problem("case", "intake", format!("petition {id} stands behind two rows of a source"));
        }
        if !petitions.contains_key(id) {
            report.problem("case", "intake", format!("an imported row points to {id}, which is no petition"));
        }
    }
}

/// Every event has its line in the console's audit log, once.
fn audited(facts: &Facts, report: &mut Report) {
    let mut lines: BTreeMap<(&str, i64), u32> = BTreeMap::new();
    for (source, seq) in &facts.audit_log {
        let service = source.rsplit('/').next().unwrap_or_default();
        *lines.entry((service, *seq)).or_default() += 1;
    }
    for (service, log) in &facts.logs {
        // What the console has not read yet is the cursor's problem, reported there.
        let cursors = facts.logs.get("console").map(|console| &console.heads.cursors);
        let read = cursors.and_then(|cursors| cursors.get(*service)).map_or(0, |(_, next)| next - 1);
        for event in log.events.iter().filter(|event| event.seq <= read) {
            match lines.remove(&(*service, event.seq)) {
                Some(1) => {}
                None => {
                    report.problem("audit", "console", format!("{service} seq {} has no line", event.seq))
                }
                Some(times) => {
                    report.problem(
                        "audit",
                        "console",
                        format!("{service} seq {} has {times} lines", event.seq),
                    );
                }
            }
        }
    }
    for (service, seq) in lines.keys() {
        report.problem("audit", "console", format!("a line for {service} seq {seq}, which is no event"));
    }
}
