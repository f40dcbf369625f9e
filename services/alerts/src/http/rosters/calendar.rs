//! `GET /api/alerts/v1/rosters/calendar`.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use clock::china_midnight;
use http_kit::{ApiQuery, Caller, Page, Problem};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{DutyItem, items};
use crate::app::App;
use crate::store::rosters;

/// A quarter of a year on one page.
const DAYS_MAX: i64 = 92;

/// The days to show, both included, at most 92.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct CalendarQuery {
    #[param(value_type = String, format = Date)]
    from: Date,
    #[param(value_type = String, format = Date)]
    to: Date,
}

/// The duties that touch these days, each with its true bounds.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/rosters/calendar",
    operation_id = "roster_calendar",
    tag = "rosters",
    params(CalendarQuery),
    responses(
        (status = 200, description = "The duties", body = Page<DutyItem>),
        (status = 400, description = "Days that make no sense"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "leader", "director", "supervisor", "registrar", "receptionist", "router", "instructing_leader",
            "sysadmin", "operator"
        ],
        "scope": "instance"
    }))),
)]
pub(crate) async fn calendar(
    State(app): State<App>,
    _caller: Caller,
    ApiQuery(asked): ApiQuery<CalendarQuery>,
) -> Result<Json<Page<DutyItem>>, Problem> {
    let days = asked.to.duration_since(asked.from).as_hours() / 24;
    let sensible = (2000..2200).contains(&asked.from.year()) && (0..DAYS_MAX).contains(&days);
    let Some(after) = asked.to.tomorrow().ok().filter(|_| sensible) else {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "invalid_query",
            "日期有误：结束不早于开始，最多 92 天。",
            "These days are not right: the end not before the beginning, at most 92 days.",
        ));
    };
    let (from, until) = (china_midnight(asked.from), china_midnight(after));
    let mut on = app.host.store.read().await?;
    let roll = rosters::roll(&mut on, from).await?;
    Ok(Json(Page::whole(items(&mut on, roll.calendar(from, until)).await?)))
}
