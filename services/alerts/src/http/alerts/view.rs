//! An alert as its readers see it.

use std::collections::BTreeMap;

use events::{AlertKind, RuleCode};
use ids::{AlertId, CaseId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::{Queryable, StoreError};
use utoipa::ToSchema;

use crate::domain::{AlertState, Call, ChannelKind, DeliveryState, MoveOn};
use crate::store::deliveries::{self, PageState};
use crate::store::people;
use crate::store::visible::Seen;

/// One alert.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AlertItem {
    id: AlertId,
    /// Absent for a roster gap and for a system alert.
    case_id: Option<CaseId>,
    case_number: Option<String>,
    #[schema(inline)]
    kind: AlertKind,
    #[schema(inline)]
    rule: Option<RuleCode>,
    /// The last day on which the clock is in time.
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
    /// What a roster gap or a system alert is about, in Chinese.
    note: Option<String>,
    state: AlertState,
    /// The current level, from 1; 0 before the first begins.
    level: u32,
    levels: Vec<LevelItem>,
    raised_at: Timestamp,
    acknowledged_at: Option<Timestamp>,
    /// The person's name, or the user's where no person of that name is known.
    acknowledged_by: Option<String>,
    closed_at: Option<Timestamp>,
    outcome: Option<String>,
    /// When the next level, or the last one again, is called (business time).
    next_escalation_at: Option<Timestamp>,
    version: i64,
}

/// One level of the policy under which the alert was raised.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelItem {
    level: u32,
    name_zh: String,
    name_en: String,
    begins_at: Option<Timestamp>,
    ends_at: Option<Timestamp>,
    /// Nobody could be called: it was passed over at once.
    empty: bool,
    people: Vec<PersonItem>,
}

/// One person called.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonItem {
    person_id: PersonId,
    name: String,
    called_at: Timestamp,
    /// How often the person was called at this level.
    times: u32,
    channel: Option<ChannelKind>,
    delivery_state: Option<DeliveryState>,
    /// Said that they cannot come.
    cannot_come: bool,
}

/// The alerts with the people and deliveries behind them.
pub(crate) async fn items(on: &mut impl Queryable, seen: Vec<Seen>) -> Result<Vec<AlertItem>, StoreError> {
    let ids: Vec<AlertId> = seen.iter().map(|seen| seen.row.alert.id).collect();
    let called: Vec<PersonId> =
        seen.iter().flat_map(|seen| &seen.row.alert.calls).map(|call| call.person).collect();
    let names = people::names(on, &called).await?;
    let pages = deliveries::latest(on, &ids).await?;
    let pages: BTreeMap<_, _> =
        pages.iter().map(|page| ((page.alert, page.level, page.person), page)).collect();
    Ok(seen.into_iter().map(|seen| item(seen, &names, &pages)).collect())
}

type Pages<'a> = BTreeMap<(AlertId, i64, PersonId), &'a PageState>;

fn item(seen: Seen, names: &BTreeMap<PersonId, String>, pages: &Pages<'_>) -> AlertItem {
    let Seen { row, case_number } = seen;
    let alert = &row.alert;
    let levels = (1..=alert.policy.last()).filter_map(|number| {
        let step = alert.policy.level(number)?;
        let stretch = alert.stretches.iter().find(|stretch| stretch.level == number);
        let calls = alert.calls.iter().filter(|call| call.level == number);
        Some(LevelItem {
            level: number,
            name_zh: format!("第{number}级 {}", step.layer.zh()),
            name_en: format!("Level {number}: {}", step.layer.en()),
            begins_at: stretch.map(|stretch| stretch.began_at),
            ends_at: stretch.and_then(|stretch| stretch.ended_at),
            empty: stretch.is_some_and(|stretch| stretch.empty),
            people: calls.map(|call| person(alert.id, call, names, pages)).collect(),
        })
    });
    AlertItem {
        id: alert.id,
        case_id: alert.case_id,
        case_number,
        kind: alert.kind,
        rule: row.rule,
        due: row.due,
        state: alert.state,
        level: alert.level,
        levels: levels.collect(),
        raised_at: alert.raised_at,
        next_escalation_at: alert.next_at,
        acknowledged_at: row.acknowledged_at,
        acknowledged_by: row.acknowledged_by,
        closed_at: row.closed_at,
        outcome: row.outcome,
        note: row.note,
        version: row.version,
    }
}

fn person(alert: AlertId, call: &Call, names: &BTreeMap<PersonId, String>, pages: &Pages<'_>) -> PersonItem {
    let page = pages.get(&(alert, i64::from(call.level), call.person));
    PersonItem {
        person_id: call.person,
        name: names.get(&call.person).cloned().unwrap_or_default(),
        called_at: call.called_at,
        times: call.times,
        channel: page.map(|page| page.channel),
        delivery_state: page.map(|page| page.state),
        cannot_come: call.out == Some(MoveOn::CannotCome),
    }
}
