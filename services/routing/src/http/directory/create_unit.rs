//! `POST /api/routing/v1/units`: a new unit of the directory.

use axum::extract::State;
use axum::http::StatusCode;
use events::{Actor, UnitKind};
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use ids::UnitId;
use messaging::Work;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::{UnitView, unit_changed};
use crate::app::App;
use crate::domain::{NAME_CHARS_MAX, Unit, checked_name};
use crate::refusal::problem;
use crate::store::units::{self, StoredUnit};

/// A unit as it is to be entered.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitBody {
    /// Unique below its parent, at most 60 characters.
    name: String,
    kind: UnitKind,
    /// The unit it belongs to.
    #[serde(default)]
    parent_id: Option<UnitId>,
}

/// Enters a unit; its id is minted here.
#[utoipa::path(
    post,
    path = "/api/routing/v1/units",
    operation_id = "create_unit",
    tag = "directory",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done")),
    request_body = UnitBody,
    responses(
        (status = 201, description = "The unit", body = UnitView),
        (status = 409, description = "The parent has a unit of that name"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["sysadmin", "director"], "scope": "instance"}))),
)]
pub(crate) async fn create_unit(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<UnitBody>,
) -> Result<Written, Problem> {
    let name = checked_name("/name", &body.name, NAME_CHARS_MAX).map_err(problem)?;
    let command = CreateUnit { name, kind: body.kind, parent: body.parent_id, actor: caller.actor() };
    submit(&app.host, &caller, &headers, &body, StatusCode::CREATED, command).await
}

#[derive(Debug)]
struct CreateUnit {
    name: String,
    kind: UnitKind,
    parent: Option<UnitId>,
    actor: Actor,
}

impl messaging::Command for CreateUnit {
    type Out = UnitView;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<UnitView, Problem> {
        if let Some(parent) = self.parent {
            let found = units::by_ids(work, &[parent]).await?;
            if !found.iter().any(|stored| stored.unit.active) {
                return Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "invalid_directory_entry",
                    "单位或人员信息有误。",
                    "The directory entry has errors.",
                )
                .field(
                    "/parent_id",
                    "unknown_unit",
                    "上级单位不存在或已停用。",
                    "There is no such active parent unit.",
                ));
            }
        }
        if units::by_name(work, self.parent, &self.name).await?.is_some() {
            return Err(name_taken());
        }
        let unit = Unit {
            id: work.ids().mint(),
            name: self.name.clone(),
            kind: self.kind,
            parent: self.parent,
            active: true,
        };
        // False only when another replica entered the name between the look and the write.
        if !units::insert(work, &unit).await? {
            return Err(name_taken());
        }
        work.emit(unit_changed(&unit, &self.actor));
        Ok(StoredUnit { unit, version: 1 }.into())
    }
}

fn name_taken() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "name_taken",
        "上级单位下已有同名单位。",
        "The parent has a unit of that name already.",
    )
    .field("/name", "name_taken", "已有同名单位。", "The name is taken.")
}
