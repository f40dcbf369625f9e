//! `GET /api/supervision/v1/cases/{id}/clocks`: the clocks of one case, with the time left in words.

use axum::Json;
use axum::extract::State;
use events::{Light, RuleCode};
use http_kit::{ApiPath, Caller, Page, Problem};
use ids::{CaseId, ClockId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::query;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::clock::Clock;
use crate::domain::remaining::{RemainingUnit, remaining};
use crate::store::clocks;

/// One clock.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClockView {
    id: ClockId,
    rule: RuleCode,
    name_zh: String,
    name_en: String,
    /// Article of the Regulation, or the row of the office rule.
    article: String,
    ordinal: i64,
    state: ClockState,
    light: Light,
    /// The event that started it; its day is day 0.
    start: Timestamp,
    /// The last day before rolling.
    due_unrolled: Date,
    /// The last day on which it is in time.
    due_rolled: Date,
    /// Red from this instant: 24:00 of the rolled day.
    red_at: Timestamp,
    /// Yellow from 00:00 of this day.
    near_on: Option<Date>,
    remaining: RemainingView,
    stopped_at: Option<Timestamp>,
    in_time: Option<bool>,
    late_on_arrival: bool,
    /// Counted over a year with no published calendar.
    provisional: bool,
    rule_version: i64,
    calendar_version: String,
}

/// Whether the clock still runs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClockState {
    Running,
    Stopped,
}

/// Time left.
#[derive(Serialize, ToSchema)]
pub(crate) struct RemainingView {
    /// Working days left (0 on the last day), or minus the days overdue.
    value: i64,
    unit: RemainingUnitView,
    /// "还剩 3 个工作日（10月15日前）"
    text_zh: String,
    /// "3 working days left (by 15 October)"
    text_en: String,
}

/// What `value` counts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RemainingUnitView {
    WorkingDay,
    Day,
}

#[utoipa::path(
    get,
    path = "/api/supervision/v1/cases/{id}/clocks",
    tag = "clocks",
    params(("id" = uuid::Uuid, Path, description = "The case")),
    responses((status = 200, body = Page<ClockView>), (status = 404, description = "case_not_found")),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    })))
)]
pub(crate) async fn case_clocks(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
) -> Result<Json<Page<ClockView>>, Problem> {
    let mut on = app.host.store.read().await?;
    let (scope, values) = caller.scope().clause("c", 2);
    let seen = query(format!("SELECT c.id FROM cases c WHERE c.id = $1 AND {scope}"))
        .bind(id)
        .bind_all(values)
        .fetch_optional(&mut on)
        .await?;
    if seen.is_none() {
        return Err(Problem::case_not_found());
    }
    let rows = clocks::of_case(&mut on, id).await?;
    let now = app.host.business.now();
    let items = rows.into_iter().map(|row| view(&app, row.clock, now)).collect();
    Ok(Json(Page::whole(items)))
}

fn view(app: &App, clock: Clock, now: Timestamp) -> ClockView {
    let left = remaining(&clock, &app.rulebook.calendar, now);
    // A rule taken out of force keeps its word from the events' own list.
    let (name_zh, name_en) = app.rulebook.rules.get(clock.rule).map_or_else(
        || (clock.rule.zh().to_owned(), clock.rule.en().to_owned()),
        |rule| (rule.name_zh.clone(), rule.name_en.clone()),
    );
    ClockView {
        id: clock.id,
        rule: clock.rule,
        name_zh,
        name_en,
        ordinal: clock.ordinal,
        state: if clock.stopped.is_some() { ClockState::Stopped } else { ClockState::Running },
        light: clock.light(),
        start: clock.start,
        due_unrolled: clock.deadline.due_unrolled,
        due_rolled: clock.deadline.due_rolled,
        red_at: clock.deadline.missed_at(),
        near_on: clock.deadline.near_on,
        remaining: RemainingView {
            value: left.value,
            unit: match left.unit {
                RemainingUnit::WorkingDay => RemainingUnitView::WorkingDay,
                RemainingUnit::Day => RemainingUnitView::Day,
            },
            text_zh: left.text_zh,
            text_en: left.text_en,
        },
        stopped_at: clock.stopped.map(|stopped| stopped.at),
        in_time: clock.stopped.map(|stopped| stopped.in_time),
        late_on_arrival: clock.late_on_arrival,
        provisional: clock.deadline.provisional,
        rule_version: clock.rule_version,
        article: clock.article,
        calendar_version: clock.calendar_version,
    }
}
