//! `GET /api/supervision/v1/calendar/{year}`: the working days of a year, or that they are not published.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use http_kit::{ApiPath, Problem};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// Years that a case of this product can touch: petition work began with the republic, and no clock runs
/// for a century.
const YEARS: std::ops::RangeInclusive<i16> = 1949..=2149;

/// One year of the calendar.
#[derive(Serialize, ToSchema)]
pub(crate) struct CalendarView {
    year: i16,
    state: CalendarState,
    /// Raised by every change; null while missing.
    version: Option<u32>,
    /// Numbers of the State Council's notices, the first one first.
    notices: Vec<String>,
    /// Days off of the notices; ordinary weekends are not listed.
    days_off: Vec<Date>,
    /// Make-up workdays on weekends.
    workdays: Vec<Date>,
}

/// Whether the year has a calendar.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CalendarState {
    Published,
    /// Deadlines in this year are counted with plain weekends and marked as provisional.
    Missing,
}

#[utoipa::path(
    get,
    path = "/api/supervision/v1/calendar/{year}",
    tag = "calendar",
    params(("year" = i16, Path, description = "1949 to 2149")),
    responses((status = 200, body = CalendarView), (status = 404, description = "year_not_known")),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "registrar", "receptionist", "router", "director", "handler", "unit_head",
            "instructing_leader", "village_reporter", "responsible_leader", "sponsor", "supervisor",
            "leader", "joint_conference", "hearing_chair", "mediator", "reviewer", "assessor",
            "discipline_inspector", "sysadmin", "operator"
        ],
        "scope": "instance"
    })))
)]
pub(crate) async fn calendar_year(
    State(app): State<App>,
    ApiPath(year): ApiPath<i16>,
) -> Result<Json<CalendarView>, Problem> {
    if !YEARS.contains(&year) {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "year_not_known",
            "日历年份应在 1949 至 2149 之间。",
            "The calendar year must be between 1949 and 2149.",
        ));
    }
    let view = app.rulebook.calendar.year(year).map_or_else(
        || CalendarView {
            year,
            state: CalendarState::Missing,
            version: None,
            notices: Vec::new(),
            days_off: Vec::new(),
            workdays: Vec::new(),
        },
        |known| CalendarView {
            year,
            state: CalendarState::Published,
            version: Some(known.version()),
            notices: known.notices().to_vec(),
            days_off: known.days_off().collect(),
            workdays: known.workdays().collect(),
        },
    );
    Ok(Json(view))
}
