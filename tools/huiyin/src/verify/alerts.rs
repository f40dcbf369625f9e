//! Each stage of a clock calls somebody once, or stands in a digest once (E4; "late by import").

use std::collections::BTreeMap;

use store::{ReadConn, StoreError};
use uuid::Uuid;

use super::facts::{Facts, every};
use super::report::Report;
use super::stages;
use super::stores::{Stores, Unreadable, broken};

/// The kinds of alert that the stages raise, in the order of the stages.
const KINDS: [&str; 3] = ["near", "due_today", "overdue"];

/// One row of the alerts.
#[derive(Clone, Debug)]
pub(crate) struct AlertRow {
    pub(crate) id: Uuid,
    pub(crate) clock: Option<Uuid>,
    pub(crate) kind: String,
}

/// One row of the digests' items.
#[derive(Clone, Debug)]
pub(crate) struct DigestItem {
    pub(crate) clock: Uuid,
    pub(crate) kind: String,
}

pub(crate) async fn read(stores: &Stores, facts: &mut Facts) -> Result<(), Unreadable> {
    let mut on = stores.read("alerts").await?;
    facts.alerts = alerts(&mut on).await.map_err(|error| broken("alerts", &error))?;
    facts.digest_items = digest_items(&mut on).await.map_err(|error| broken("alerts", &error))?;
    Ok(())
}

async fn alerts(on: &mut ReadConn) -> Result<Vec<AlertRow>, StoreError> {
    let rows = every(on, "SELECT id, clock_id, kind FROM alerts", "id").await?;
    rows.iter()
        .map(|row| Ok(AlertRow { id: row.get("id")?, clock: row.get("clock_id")?, kind: row.get("kind")? }))
        .collect()
}

async fn digest_items(on: &mut ReadConn) -> Result<Vec<DigestItem>, StoreError> {
    let rows = every(on, "SELECT id, clock_id, kind FROM digest_items", "id").await?;
    rows.iter().map(|row| Ok(DigestItem { clock: row.get("clock_id")?, kind: row.get("kind")? })).collect()
}

/// A count of alerts or of digest items, by clock and kind. A deadline that was moved may reach a stage
/// again, so the count must equal that of the stage's events, not one.
type Count = BTreeMap<(Uuid, String), u32>;

pub(crate) fn check(facts: &Facts, report: &mut Report) {
    let (mut told, mut noted) = (Count::new(), Count::new());
    for (stage, event) in stages::events(facts) {
        let kind = usize::try_from(stage - 1).ok().and_then(|index| KINDS.get(index));
        let (Some(kind), Ok(clock)) = (kind, event.text("clock_id").parse::<Uuid>()) else { continue };
        let late = |name: &str| event.data(name).as_bool() == Some(true);
        let count = if late("on_arrival") || late("catch_up") { &mut noted } else { &mut told };
        *count.entry((clock, (*kind).to_owned())).or_default() += 1;
    }
    let (mut raised, mut listed) = (Count::new(), Count::new());
    for (clock, kind) in facts.alerts.iter().filter_map(|alert| Some((alert.clock?, alert.kind.clone()))) {
        *raised.entry((clock, kind)).or_default() += 1;
    }
    for item in &facts.digest_items {
        *listed.entry((item.clock, item.kind.clone())).or_default() += 1;
    }
    // What was late from the beginning stands in a digest. Everything else calls somebody, unless alerts
    // heard of it only after downtime: then it stands in a digest too, and has called nobody.
    for (key, times) in &mut listed {
        let late = noted.get(key).copied().unwrap_or(0);
        if *times > late && told.contains_key(key) {
            *raised.entry(key.clone()).or_default() += *times - late;
            *times = late;
        }
    }
    compare("digest item", &noted, &listed, report);
    compare("alert", &told, &raised, report);
    announced(facts, report);
}

fn compare(what: &str, wanted: &Count, found: &Count, report: &mut Report) {
    for key in wanted.keys().chain(found.keys().filter(|key| !wanted.contains_key(*key))) {
        let times = |count: &Count| count.get(key).copied().unwrap_or(0);
        let (found, wanted) = (times(found), times(wanted));
        if found != wanted {
            let (clock, kind) = key;
            report.problem(
                "alert",
                "alerts",
                format!("clock {clock}: {found} {what} for {kind}, not {wanted}"),
            );
        }
    }
}

/// Each alert was announced once, and none that does not exist.
fn announced(facts: &Facts, report: &mut Report) {
    let mut count: BTreeMap<Uuid, u32> = BTreeMap::new();
    for event in facts.named("alerts", "AlertRaised") {
        match event.text("alert_id").parse() {
            Ok(id) => *count.entry(id).or_default() += 1,
            Err(_) => report.problem("alert", "alerts", format!("seq {} names no alert", event.seq)),
        }
    }
    for alert in &facts.alerts {
        match count.remove(&alert.id).unwrap_or(0) {
            1 => {}
            times => {
                report.problem("alert", "alerts", format!("alert {} was announced {times} times", alert.id))
            }
        }
    }
    for id in count.keys() {
        report.problem("alert", "alerts", format!("alert {id} was announced and does not exist"));
    }
}
