//! `GET /api/supervision/v1/board`: running cases by unit and light, within the reader's scope.

use axum::Json;
use axum::extract::State;
use events::Light;
use http_kit::{Caller, Page, Problem};
use ids::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::store::board::{self, BoardCount};

/// One unit (the petition office, which routes, comes first): its cases with a running clock, each counted once at its most urgent light.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct BoardRow {
    /// Null for cases that are not assigned yet.
    unit_id: Option<UnitId>,
    unit_name: Option<String>,
    green: i64,
    yellow: i64,
    red: i64,
    /// Paused clocks; none can be paused yet.
    blue: i64,
    total: i64,
}

#[utoipa::path(
    get,
    path = "/api/supervision/v1/board",
    tag = "board",
    responses((status = 200, body = Page<BoardRow>)),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "registrar", "router", "director", "handler", "unit_head", "instructing_leader",
            "responsible_leader", "sponsor", "supervisor", "leader", "joint_conference", "assessor",
            "discipline_inspector", "operator"
        ],
        "scope": "case"
    })))
)]
pub(crate) async fn board(State(app): State<App>, caller: Caller) -> Result<Json<Page<BoardRow>>, Problem> {
    let mut on = app.host.store.read().await?;
    let (scope, values) = caller.scope().clause("c", 2);
    let counts = board::counts(&mut on, &scope, values).await?;
    Ok(Json(Page::whole(rows(counts))))
}

/// Counts arrive sorted by unit, so one row is open at a time.
fn rows(counts: Vec<BoardCount>) -> Vec<BoardRow> {
    let mut rows: Vec<BoardRow> = Vec::new();
    for count in counts {
        if rows.last().is_none_or(|row| row.unit_id != count.unit) {
            rows.push(BoardRow {
                unit_id: count.unit,
                unit_name: count.unit_name,
                green: 0,
                yellow: 0,
                red: 0,
                blue: 0,
                total: 0,
            });
        }
        if let Some(row) = rows.last_mut() {
            match count.stage.light() {
                Light::Green => row.green += count.cases,
                Light::Yellow => row.yellow += count.cases,
                Light::Red => row.red += count.cases,
                Light::Blue => row.blue += count.cases,
                Light::None => {}
            }
            row.total += count.cases;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::clock::Stage;

    #[test]
    fn s4_near_and_due_today_are_both_yellow_and_units_stay_apart() {
        let unit = Some(UnitId::from(uuid::Uuid::from_u128(1)));
        let count = |unit, stage, cases| BoardCount { unit, unit_name: None, stage, cases };
        let rows = rows(vec![
            count(None, Stage::Armed, 4),
            count(None, Stage::Near, 1),
            count(None, Stage::DueToday, 2),
            count(unit, Stage::Missed, 3),
        ]);
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].green, rows[0].yellow, rows[0].red, rows[0].total), (4, 3, 0, 7));
        assert_eq!((rows[1].unit_id, rows[1].red), (unit, 3));
    }
}
