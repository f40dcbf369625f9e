//! What the stores say, read into memory with this file's own statements.

use std::collections::BTreeMap;

use serde_json::Value;
use store::{Queryable, ReadConn, Row, StoreError, query};
use uuid::Uuid;

use super::stores::{Stores, Unreadable, broken};
use crate::dev::SERVICES;

/// Rows of one page: a year's log is read in pieces that fit in memory beside each other.
const PAGE: i64 = 5_000;

/// One row of an outbox.
#[derive(Clone, Debug)]
pub(crate) struct Event {
    pub(crate) seq: i64,
    pub(crate) epoch: i64,
    pub(crate) id: Uuid,
    pub(crate) event_type: String,
    pub(crate) subject: Uuid,
    pub(crate) subject_seq: i64,
    /// The whole envelope.
    pub(crate) envelope: Value,
}

impl Event {
    /// The type's name without service and version: `CaseRegistered`.
    pub(crate) fn name(&self) -> &str {
        self.event_type.split('.').nth(2).unwrap_or_default()
    }

    pub(crate) fn data(&self, key: &str) -> &Value {
        self.envelope.get("data").and_then(|data| data.get(key)).unwrap_or(&Value::Null)
    }

    pub(crate) fn text(&self, key: &str) -> &str {
        self.data(key).as_str().unwrap_or_default()
    }
}

/// How far a service's own log goes, and where it stands in the others'.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heads {
    pub(crate) epoch: i64,
    pub(crate) last_seq: i64,
    /// By producer: (epoch, next seq).
    pub(crate) cursors: BTreeMap<String, (i64, i64)>,
    /// Events that wait for another producer's event, and those parked: (producer, seq, what).
    pub(crate) waiting: Vec<(String, i64, String)>,
    pub(crate) dead: Vec<(String, i64, String)>,
}

/// One service's log and heads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) heads: Heads,
    pub(crate) events: Vec<Event>,
    /// `subject_seqs`: the last number given to each subject.
    pub(crate) subject_seqs: BTreeMap<Uuid, i64>,
}

/// Everything that is compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) logs: BTreeMap<&'static str, Log>,
    /// By service: its own table of cases.
    pub(crate) cases: BTreeMap<&'static str, Vec<super::cases::CaseRow>>,
    /// By service: who is on a case and who must not see it.
    pub(crate) parties: BTreeMap<&'static str, std::collections::BTreeSet<super::parties::Party>>,
    pub(crate) sources: Vec<Uuid>,
    pub(crate) clocks: Vec<super::clocks::ClockRow>,
    pub(crate) ledger_clocks: Vec<super::clocks::ClockCopy>,
    pub(crate) alerts: Vec<super::alerts::AlertRow>,
    pub(crate) digest_items: Vec<super::alerts::DigestItem>,
    /// (source, seq) of every line in the console's audit log.
    pub(crate) audit_log: Vec<(String, i64)>,
    /// Business time when the stores were read, if the timers run.
    pub(crate) now: Option<jiff::Timestamp>,
    /// Business seconds that may pass between a stage's instant and its firing.
    pub(crate) grace_seconds: i64,
}

impl Facts {
    /// The events of one producer, in order.
    pub(crate) fn events(&self, service: &str) -> &[Event] {
        self.logs.get(service).map_or(&[], |log| &log.events)
    }

    /// The events of one producer with one name.
    pub(crate) fn named<'f>(&'f self, service: &str, name: &'f str) -> impl Iterator<Item = &'f Event> {
        self.events(service).iter().filter(move |event| event.name() == name)
    }
}

pub(crate) async fn heads(stores: &Stores) -> Result<BTreeMap<&'static str, Heads>, Unreadable> {
    let mut all = BTreeMap::new();
    for service in SERVICES {
        let mut on = stores.read(service).await?;
        all.insert(service, service_heads(&mut on).await.map_err(|error| broken(service, &error))?);
    }
    Ok(all)
}

async fn service_heads(on: &mut ReadConn) -> Result<Heads, StoreError> {
    let producer = query("SELECT epoch, last_seq FROM producer").fetch_one(on).await?;
    let cursors =
        query("SELECT producer, epoch, next_seq FROM cursors ORDER BY producer").fetch_all(on).await?;
    let waiting = query("SELECT producer, seq, subject FROM waiting ORDER BY producer, seq LIMIT 1000");
    let waiting = waiting.fetch_all(on).await?;
    let dead = query(
        "SELECT producer, seq, reason FROM dead_letters WHERE replayed_at IS NULL ORDER BY producer, seq LIMIT 1000",
    );
    let dead = dead.fetch_all(on).await?;
    Ok(Heads {
        epoch: producer.get("epoch")?,
        last_seq: producer.get("last_seq")?,
        cursors: cursors
            .iter()
            .map(|row| Ok((row.get("producer")?, (row.get("epoch")?, row.get("next_seq")?))))
            .collect::<Result<_, StoreError>>()?,
        waiting: waiting
            .iter()
            .map(|row| Ok((row.get("producer")?, row.get("seq")?, row.get::<Uuid>("subject")?.to_string())))
            .collect::<Result<_, StoreError>>()?,
        dead: dead
            .iter()
            .map(|row| Ok((row.get("producer")?, row.get("seq")?, row.get("reason")?)))
            .collect::<Result<_, StoreError>>()?,
    })
}

/// Everything but the heads, which the caller compares before and after.
pub(crate) async fn read(stores: &Stores) -> Result<Facts, Unreadable> {
    let mut facts = Facts::default();
    for service in SERVICES {
        let mut on = stores.read(service).await?;
        let log = read_log(&mut on).await.map_err(|error| broken(service, &error))?;
        facts.logs.insert(service, log);
    }
    super::cases::read(stores, &mut facts).await?;
    super::parties::read(stores, &mut facts).await?;
    super::clocks::read(stores, &mut facts).await?;
    super::alerts::read(stores, &mut facts).await?;
    super::business_time::read(stores, &mut facts).await;
    Ok(facts)
}

async fn read_log(on: &mut ReadConn) -> Result<Log, StoreError> {
    let heads = service_heads(on).await?;
    let mut events = Vec::new();
    let mut last = i64::MIN;
    loop {
        let rows = query(
            "SELECT seq, epoch, event_id, event_type, subject, subject_seq, envelope FROM outbox \
             WHERE seq > $1 ORDER BY seq LIMIT $2",
        );
        let rows = rows.bind(last).bind(PAGE).fetch_all(on).await?;
        for row in &rows {
            events.push(event(row)?);
        }
        match events.last() {
            Some(event) if rows.len() == usize::try_from(PAGE).unwrap_or(usize::MAX) => last = event.seq,
            _ => break,
        }
    }
    let numbers = every(on, "SELECT subject, last_seq FROM subject_seqs", "subject").await?;
    let subject_seqs = numbers
        .iter()
        .map(|row| Ok((row.get("subject")?, row.get("last_seq")?)))
        .collect::<Result<_, StoreError>>()?;
    Ok(Log { heads, events, subject_seqs })
}

fn event(row: &Row) -> Result<Event, StoreError> {
    Ok(Event {
        seq: row.get("seq")?,
        epoch: row.get("epoch")?,
        id: row.get("event_id")?,
        event_type: row.get("event_type")?,
        subject: row.get("subject")?,
        subject_seq: row.get("subject_seq")?,
        envelope: row.json("envelope")?,
    })
}

/// Every row of a table with a UUID key, page by page. `select` and `key` are constants of this crate.
pub(crate) async fn every(
    on: &mut impl Queryable,
    select: &'static str,
    key: &'static str,
) -> Result<Vec<Row>, StoreError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut after: Option<Uuid> = None;
    loop {
        let page = match after {
            None => query(format!("{select} ORDER BY {key} LIMIT $1")).bind(PAGE),
            Some(after) => {
                query(format!("{select} WHERE {key} > $1 ORDER BY {key} LIMIT $2")).bind(after).bind(PAGE)
            }
        };
        let page = page.fetch_all(on).await?;
        let full = page.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
        after = page.last().map(|row| row.get(key)).transpose()?;
        rows.extend(page);
        if !full {
            return Ok(rows);
        }
    }
}
