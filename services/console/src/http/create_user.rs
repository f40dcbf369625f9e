use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use events::console::UserChangedV1;
use events::{Actor, Classification, EventDraft, Role};
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, Written, submit};
use ids::{PersonId, UnitId};
use messaging::{Command, Work};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problems;
use super::user_view::UserView;
use crate::app::App;
use crate::domain::password_rules;
use crate::domain::roles::{self, Creator, may_create};
use crate::domain::username::{DISPLAY_NAME_CHARS_MAX, Username};
use crate::store::users::{self, User};

/// A new user. Holds a password, so it has no `Debug`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CreateUserRequest {
    username: String,
    display_name: String,
    roles: BTreeSet<Role>,
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    person_id: Option<PersonId>,
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    unit_id: Option<UnitId>,
    password: String,
}

/// What a repetition of the request is recognised by: all of it but the password, of which the store
/// would otherwise keep a plain hash for three days.
#[derive(Serialize)]
struct Fingerprint<'a> {
    username: &'a str,
    display_name: &'a str,
    roles: &'a BTreeSet<Role>,
    person_id: Option<PersonId>,
    unit_id: Option<UnitId>,
}

/// Creates a user. By a security administrator; outside drills the command line creates the first one.
#[utoipa::path(
    post,
    path = "/api/console/v1/users",
    tag = "console",
    request_body = CreateUserRequest,
    responses(
        (status = 201, description = "Created", body = UserView),
        (status = 409, description = "username_taken"),
        (status = 422, description = "invalid_fields")
    ),
    extensions(("x-huiyin-access" = json!({"roles": ["secadmin", "operator"], "scope": "instance"})))
)]
pub(super) async fn create_user(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(request): ApiJson<CreateUserRequest>,
) -> Result<Written, Problem> {
    let (username, display_name) = check(&request, app.host.settings.demo)?;
    let password_hash = app.passwords.hash(request.password.clone()).await?;
    let command = CreateUser {
        username,
        display_name,
        roles: request.roles.clone(),
        person_id: request.person_id,
        unit_id: request.unit_id,
        password_hash,
        creator: if caller.has(Role::Secadmin) {
            Creator::SecurityAdministrator
        } else {
            Creator::CommandLine
        },
        actor: caller.actor_as(&[Role::Secadmin, Role::Operator]),
    };
    let fingerprint = Fingerprint {
        username: &request.username,
        display_name: &request.display_name,
        roles: &request.roles,
        person_id: request.person_id,
        unit_id: request.unit_id,
    };
    submit(&app.host, &caller, &headers, &fingerprint, StatusCode::CREATED, command).await
}

fn check(request: &CreateUserRequest, demo: bool) -> Result<(Username, String), Problem> {
    let username = Username::parse(&request.username).map_err(|_| {
        Problem::invalid().field(
            "/username",
            "invalid_username",
            "用户名须为 2 到 32 个小写字母、数字或 . _ -，以字母开头。",
            "A user name is 2 to 32 characters of a-z, 0-9, '.', '_' and '-' and starts with a letter.",
        )
    })?;
    let display_name = request.display_name.trim();
    if display_name.is_empty()
        || display_name.chars().count() > DISPLAY_NAME_CHARS_MAX
        || display_name.chars().any(char::is_control)
    {
        return Err(Problem::invalid().field(
            "/display_name",
            "invalid_display_name",
            format!("姓名须为 1 到 {DISPLAY_NAME_CHARS_MAX} 个字。"),
            format!("A display name has 1 to {DISPLAY_NAME_CHARS_MAX} characters."),
        ));
    }
    roles::check(&request.roles).map_err(problems::roles_refused)?;
    if !demo {
        roles::check_person(&request.roles, request.person_id.is_some()).map_err(problems::roles_refused)?;
    }
    password_rules::check(&request.password, username.as_str(), demo)
        .map_err(|refused| problems::password_refused(refused, "/password"))?;
    Ok((username, display_name.to_owned()))
}

struct CreateUser {
    username: Username,
    display_name: String,
    roles: BTreeSet<Role>,
    person_id: Option<PersonId>,
    unit_id: Option<UnitId>,
    password_hash: String,
    creator: Creator,
    actor: Actor,
}

impl Command for CreateUser {
    type Out = UserView;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<UserView, Problem> {
        let security_administrators = users::active_with_role(work, Role::Secadmin).await?;
        if !may_create(self.creator, &self.roles, security_administrators) {
            return Err(Problem::forbidden());
        }
        if let Some(person) = self.person_id {
            let others = users::of_person(work, person).await?;
            roles::check_other_accounts(&self.roles, others.iter().map(|other| &other.roles))
                .map_err(problems::roles_refused)?;
        }
        if users::credentials(work, self.username.as_str()).await?.is_some() {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "username_taken",
                "已有这个用户名，没有保存。请换一个。",
                "There is a user of this name; nothing was saved. Please choose another.",
            ));
        }
        let user = User {
            id: work.ids().mint(),
            username: self.username.as_str().to_owned(),
            display_name: self.display_name.clone(),
            roles: self.roles.clone(),
            person_id: self.person_id,
            unit_id: self.unit_id,
            active: true,
            version: 1,
        };
        let now = work.recorded();
        users::insert(work, &user, &self.password_hash, now).await?;
        let changed = UserChangedV1 {
            username: user.username.clone(),
            display_name: user.display_name.clone(),
            roles: user.roles.iter().copied().collect(),
            person_id: user.person_id,
            unit_id: user.unit_id,
            active: user.active,
        };
        let draft = EventDraft::new(user.id, &changed, &self.actor).classified(Classification::Admin);
        work.emit(draft);
        Ok(UserView::new(&user, None))
    }
}
