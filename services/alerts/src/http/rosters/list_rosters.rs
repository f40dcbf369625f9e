//! `GET /api/alerts/v1/rosters`.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiQuery, Caller, Page, Problem};
use ids::{PersonId, RosterId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::domain::{Layer, Rotation};
use crate::store::{people, rosters};

/// An instance has at most 64 rosters: they are always one page, and a cursor has nothing to go on to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    #[serde(rename = "cursor")]
    _cursor: Option<String>,
    #[serde(rename = "limit")]
    _limit: Option<u32>,
}

/// One roster.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RosterItem {
    id: RosterId,
    layer: Layer,
    name: String,
    /// In order of turn.
    members: Vec<MemberItem>,
    rotation: Rotation,
    /// The day on which the first member's turn begins.
    #[schema(value_type = String, format = Date)]
    anchor: Date,
    /// Local time of the hand-over, `HH:MM`.
    handover: String,
    version: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberItem {
    person_id: PersonId,
    name: String,
}

/// Every roster.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/rosters",
    operation_id = "list_rosters",
    tag = "rosters",
    params(ListQuery),
    responses((status = 200, description = "The rosters", body = Page<RosterItem>)),
    extensions(("x-huiyin-access" = json!({
        "roles": [
            "leader", "director", "supervisor", "registrar", "receptionist", "router", "instructing_leader",
            "sysadmin", "operator"
        ],
        "scope": "instance"
    }))),
)]
pub(crate) async fn list_rosters(
    State(app): State<App>,
    _caller: Caller,
    ApiQuery(_asked): ApiQuery<ListQuery>,
) -> Result<Json<Page<RosterItem>>, Problem> {
    let mut on = app.host.store.read().await?;
    let rows = rosters::list(&mut on, app.host.business.now()).await?;
    let members: Vec<PersonId> = rows.iter().flat_map(|row| row.roster.members.clone()).collect();
    let names = people::names(&mut on, &members).await?;
    let named = |person: &PersonId| MemberItem {
        person_id: *person,
        name: names.get(person).cloned().unwrap_or_default(),
    };
    let items = rows.iter().map(|row| RosterItem {
        id: row.roster.id,
        layer: row.roster.layer,
        name: row.name.clone(),
        members: row.roster.members.iter().map(named).collect(),
        rotation: row.roster.rotation,
        anchor: row.roster.anchor,
        handover: row.roster.handover.strftime("%H:%M").to_string(),
        version: row.version,
    });
    Ok(Json(Page::whole(items.collect())))
}
