//! R11: who is on a case, and who must never see it, is the same in every service. A service that missed
//! an exclusion would show an accusation to the accused.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use store::{ReadConn, StoreError, query};
use uuid::Uuid;

use super::facts::{Event, Facts};
use super::report::Report;
use super::stores::{Stores, Unreadable, broken};
use crate::dev::SERVICES;

/// (case, `involved` or `excluded`, unit or person).
pub(crate) type Party = (Uuid, String, Uuid);

/// Exchange keeps no case until a link is configured.
const WITHOUT_CASES: &str = "exchange";

pub(crate) async fn read(stores: &Stores, facts: &mut Facts) -> Result<(), Unreadable> {
    for service in SERVICES.into_iter().filter(|service| *service != WITHOUT_CASES) {
        let mut on = stores.read(service).await?;
        let rows = rows(&mut on).await.map_err(|error| broken(service, &error))?;
        facts.parties.insert(service, rows);
    }
    Ok(())
}

async fn rows(on: &mut ReadConn) -> Result<BTreeSet<Party>, StoreError> {
    // A handful for each case, three short columns.
    let rows = query("SELECT case_id, kind, party_id FROM case_parties").fetch_all(on).await?;
    rows.iter().map(|row| Ok((row.get("case_id")?, row.get("kind")?, row.get("party_id")?))).collect()
}

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    let expected = expected(facts);
    for (service, found) in &facts.parties {
        for (case, kind, party) in expected.difference(found) {
            report.problem(
                "parties",
                service,
                format!("{party} is not {kind} in case {case}, and should be"),
            );
        }
        for (case, kind, party) in found.difference(&expected) {
            report.problem(
                "parties",
                service,
                format!("{party} is {kind} in case {case}, and should not be"),
            );
        }
    }
}

/// What the last registration and the last assignment of each case say.
fn expected(facts: &Facts) -> BTreeSet<Party> {
    let mut latest: BTreeMap<(Uuid, &str), Vec<Uuid>> = BTreeMap::new();
    for event in facts.named("intake", "CaseRegistered") {
        let conflict = event.data("conflict");
        let named = |key: &str| ids(conflict.get(key).unwrap_or(&Value::Null));
        let excluded = [named("excluded_units"), named("excluded_persons")].concat();
        latest.insert((event.subject, "excluded"), excluded);
    }
    for event in facts.named("routing", "CaseAssigned") {
        latest.insert((event.subject, "involved"), involved(event));
    }
    let parties = latest.into_iter().flat_map(|((case, kind), parties)| {
        parties.into_iter().map(move |party| (case, kind.to_owned(), party))
    });
    parties.collect()
}

fn involved(event: &Event) -> Vec<Uuid> {
    ["lead_unit", "supervising_unit", "assisting_units", "responsible_leader", "handler"]
        .into_iter()
        .flat_map(|key| ids(event.data(key)))
        .collect()
}

/// One id, or a list of them.
fn ids(value: &Value) -> Vec<Uuid> {
    let one = |value: &Value| value.as_str().and_then(|text| text.parse().ok());
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}
