//! `PATCH /api/routing/v1/persons/{id}`: a move, a new post, somebody who leaves or comes back.

use axum::extract::State;
use axum::http::StatusCode;
use events::{Actor, Role};
use http_kit::{ApiJson, ApiPath, Caller, Problem, WriteHeaders, Written, submit};
use ids::{PersonId, UnitId};
use messaging::Work;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::create_person::{person_taken, unknown_unit};
use super::view::{PersonView, person_changed};
use crate::app::App;
use crate::domain::{TITLE_CHARS_MAX, check_person_change, checked_name};
use crate::refusal::problem;
use crate::store::persons::{self, StoredPerson};
use crate::store::{roles, units};

/// What changes; what is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonChange {
    #[serde(default)]
    unit_id: Option<UnitId>,
    /// At most 60 characters.
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    active: Option<bool>,
}

/// Changes a person. A move that would take an owner from a case, or put somebody into a unit that the
/// case excludes, is refused with the numbers of the cases (R11, scenario 10).
#[utoipa::path(
    patch,
    path = "/api/routing/v1/persons/{id}",
    operation_id = "change_person",
    tag = "directory",
    params(
        ("id" = PersonId, Path, description = "The person"),
        ("If-Match" = Option<String>, Header, description = "The version that the caller read"),
        ("Idempotency-Key" = Option<String>, Header, description = "Repeats of a request are answered, not done"),
    ),
    request_body = PersonChange,
    responses(
        (status = 200, description = "The person", body = PersonView),
        (status = 404, description = "No such person"),
        (status = 409, description = "They hold parts in open cases, which are listed; or the name is taken"),
        (status = 412, description = "Somebody else changed the person meanwhile"),
        (status = 422, description = "The request has errors; every field at fault is pointed at"),
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["sysadmin", "director"], "scope": "instance"}))),
)]
pub(crate) async fn change_person(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiPath(id): ApiPath<PersonId>,
    ApiJson(body): ApiJson<PersonChange>,
) -> Result<Written, Problem> {
    let title = match &body.title {
        Some(title) => Some(checked_name("/title", title, TITLE_CHARS_MAX).map_err(problem)?),
        None => None,
    };
    let command = ChangePerson {
        id,
        unit: body.unit_id,
        title,
        active: body.active,
        headers: headers.clone(),
        reads_accusations: caller.roles.iter().copied().any(Role::reads_accusations),
        actor: caller.actor(),
    };
    submit(&app.host, &caller, &headers, &body, StatusCode::OK, command).await
}

#[derive(Debug)]
struct ChangePerson {
    id: PersonId,
    unit: Option<UnitId>,
    title: Option<String>,
    active: Option<bool>,
    headers: WriteHeaders,
    reads_accusations: bool,
    actor: Actor,
}

impl messaging::Command for ChangePerson {
    type Out = PersonView;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<PersonView, Problem> {
        let stored = persons::by_ids(work, &[self.id]).await?.pop().ok_or_else(person_not_found)?;
        self.headers.check_version(stored.version)?;
        let mut after = stored.person.clone();
        after.unit = self.unit.unwrap_or(after.unit);
        after.active = self.active.unwrap_or(after.active);
        if let Some(title) = &self.title {
            after.title.clone_from(title);
        }
        if after == stored.person {
            return Ok(stored.into());
        }
        let unit = units::by_ids(work, &[after.unit]).await?.pop().ok_or_else(unknown_unit)?.unit;
        if after.unit != stored.person.unit && !unit.active {
            return Err(unknown_unit());
        }
        if after.active && persons::is_taken(work, &after).await? {
            return Err(person_taken());
        }
        let holdings = roles::held_by(work, self.id, self.reads_accusations).await?;
        if holdings.len() >= roles::HOLDINGS_MAX {
            return Err(holds_too_many());
        }
        check_person_change(&after, &unit, &holdings).map_err(problem)?;

        persons::save(work, &after, stored.version).await?;
        work.emit(person_changed(&after, &self.actor));
        Ok(StoredPerson { person: after, version: stored.version.saturating_add(1) }.into())
    }
}

fn person_not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "person_not_found", "没有这个人员。", "There is no such person.")
}

/// More parts than are looked at: refused, rather than moved without having looked at all of them.
fn holds_too_many() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "holds_roles",
        "该人员在办案件过多，须先改派他人。",
        "This person holds parts in too many open cases, which must go to somebody else first.",
    )
}
