//! `POST /api/routing/v1/persons`: a new member of staff.

use axum::extract::State;
use axum::http::StatusCode;
use events::Actor;
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use ids::UnitId;
use messaging::Work;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::{PersonView, person_changed};
use crate::app::App;
use crate::domain::{NAME_CHARS_MAX, Person, TITLE_CHARS_MAX, checked_name};
use crate::refusal::problem;
use crate::store::persons::{self, StoredPerson};
use crate::store::units;

/// A member of staff as they are to be entered. Never a petitioner.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonBody {
    /// At most 60 characters.
    name: String,
    /// Post as published, at most 60 characters; tells people of one name apart.
    title: String,
    unit_id: UnitId,
}

/// Enters a person; their id is minted here.
#[utoipa::path(
    post,
    path = "/api/routing/v1/persons",
    operation_id = "create_person",
    tag = "directory",
    params(("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done")),
    request_body = PersonBody,
    responses(
        (status = 201, description = "The person", body = PersonView),
        (status = 409, description = "The unit has somebody of that name and title"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["sysadmin", "director"], "scope": "instance"}))),
)]
pub(crate) async fn create_person(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<PersonBody>,
) -> Result<Written, Problem> {
    let name = checked_name("/name", &body.name, NAME_CHARS_MAX).map_err(problem)?;
    let title = checked_name("/title", &body.title, TITLE_CHARS_MAX).map_err(problem)?;
    let command = CreatePerson { name, title, unit: body.unit_id, actor: caller.actor() };
    submit(&app.host, &caller, &headers, &body, StatusCode::CREATED, command).await
}

#[derive(Debug)]
struct CreatePerson {
    name: String,
    title: String,
    unit: UnitId,
    actor: Actor,
}

impl messaging::Command for CreatePerson {
    type Out = PersonView;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<PersonView, Problem> {
        let found = units::by_ids(work, &[self.unit]).await?;
        if !found.iter().any(|stored| stored.unit.active) {
            return Err(unknown_unit());
        }
        let person = Person {
            id: work.ids().mint(),
            name: self.name.clone(),
            title: self.title.clone(),
            unit: self.unit,
            active: true,
        };
        if persons::is_taken(work, &person).await? {
            return Err(person_taken());
        }
        // False only when another replica entered the person between the look and the write.
        if !persons::insert(work, &person).await? {
            return Err(person_taken());
        }
        work.emit(person_changed(&person, &self.actor));
        Ok(StoredPerson { person, version: 1 }.into())
    }
}

pub(super) fn unknown_unit() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid_directory_entry",
        "单位或人员信息有误。",
        "The directory entry has errors.",
    )
    .field("/unit_id", "unknown_unit", "单位不存在或已停用。", "There is no such active unit.")
}

pub(super) fn person_taken() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "name_taken",
        "该单位已有同名同职务的人员。",
        "The unit has somebody of that name and title already.",
    )
    .field("/name", "name_taken", "已有同名同职务的人员。", "The name and title are taken.")
}
