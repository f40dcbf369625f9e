use std::collections::BTreeSet;

use events::Role;
use ids::{PersonId, UnitId, UserId};
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, query};

/// One identity, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) username: String,
    pub(crate) display_name: String,
    pub(crate) roles: BTreeSet<Role>,
    pub(crate) person_id: Option<PersonId>,
    pub(crate) unit_id: Option<UnitId>,
    pub(crate) active: bool,
    /// For `If-Match`; goes up by one with every change.
    pub(crate) version: i64,
}

/// An identity and its PHC string, for checking a password.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) user: User,
    pub(crate) password_hash: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user.username).finish_non_exhaustive()
    }
}

/// The columns of a user `u`, with the directory's word on their person `p`.
const COLUMNS: &str = "u.id, u.username, u.display_name, u.roles, u.person_id, u.unit_id, u.active, u.version, \
                       p.unit_id AS person_unit_id, p.active AS person_active";
const FROM: &str = "FROM users u LEFT JOIN persons p ON p.id = u.person_id";

/// A user as they are now: of the unit where the directory has their person (R11), and nobody once that
/// person has left.
fn user(row: &Row) -> Result<User, StoreError> {
    let entered: Option<uuid::Uuid> = row.get("unit_id")?;
    let works_at: Option<uuid::Uuid> = row.get("person_unit_id")?;
    let is_staff = row.get::<Option<bool>>("person_active")?.unwrap_or(true);
    Ok(User {
        id: row.get::<uuid::Uuid>("id")?.into(),
        username: row.get("username")?,
        display_name: row.get("display_name")?,
        roles: row.json("roles")?,
        person_id: row.get::<Option<uuid::Uuid>>("person_id")?.map(Into::into),
        unit_id: works_at.or(entered).map(Into::into),
        active: row.get::<bool>("active")? && is_staff,
        version: row.get("version")?,
    })
}

/// The user with this name and its password hash, active or not.
pub(crate) async fn credentials(
    on: &mut impl Queryable,
    username: &str,
) -> Result<Option<Credentials>, StoreError> {
    let row = query(format!("SELECT {COLUMNS}, u.password_hash {FROM} WHERE u.username = $1"))
        .bind(username)
        .fetch_optional(on)
        .await?;
    row.map(|row| Ok(Credentials { user: user(&row)?, password_hash: row.get("password_hash")? })).transpose()
}

/// The user with this id, active or not.
pub(crate) async fn by_id(on: &mut impl Queryable, id: UserId) -> Result<Option<User>, StoreError> {
    let row = query(format!("SELECT {COLUMNS} {FROM} WHERE u.id = $1")).bind(id).fetch_optional(on).await?;
    row.as_ref().map(user).transpose()
}

/// Users in the order of their names, after `after`.
pub(crate) async fn list(on: &mut impl Queryable, after: &str, limit: i64) -> Result<Vec<User>, StoreError> {
    query(format!("SELECT {COLUMNS} {FROM} WHERE u.username > $1 ORDER BY u.username LIMIT $2"))
        .bind(after)
        .bind(limit)
        .fetch_all(on)
        .await?
        .iter()
        .map(user)
        .collect()
}

/// How many active users hold this role. An office has tens of users, so their roles are read and
/// counted here rather than with an engine's own JSON functions.
pub(crate) async fn active_with_role(on: &mut impl Queryable, role: Role) -> Result<i64, StoreError> {
    let rows = query("SELECT roles FROM users WHERE active = $1").bind(true).fetch_all(on).await?;
    let mut count = 0;
    for row in rows {
        if row.json::<BTreeSet<Role>>("roles")?.contains(&role) {
            count += 1;
        }
    }
    Ok(count)
}

/// The users bound to this person; a member of staff has one or two accounts.
pub(crate) async fn of_person(on: &mut impl Queryable, person: PersonId) -> Result<Vec<User>, StoreError> {
    query(format!("SELECT {COLUMNS} {FROM} WHERE u.person_id = $1 ORDER BY u.username"))
        .bind(person)
        .fetch_all(on)
        .await?
        .iter()
        .map(user)
        .collect()
}

/// Enters a new user.
pub(crate) async fn insert(
    on: &mut impl Queryable,
    user: &User,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    query(
        "INSERT INTO users (id, username, display_name, roles, person_id, unit_id, password_hash, active, \
         version, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
    )
    .bind(user.id)
    .bind(&user.username)
    .bind(&user.display_name)
    .bind(serde_json::json!(user.roles))
    .bind(user.person_id)
    .bind(user.unit_id)
    .bind(password_hash)
    .bind(user.active)
    .bind(user.version)
    .bind(now)
    .execute(on)
    .await?;
    Ok(())
}

/// Replaces the password; `false` when the user changed meanwhile.
pub(crate) async fn set_password(
    on: &mut impl Queryable,
    id: UserId,
    version: i64,
    password_hash: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = query(
        "UPDATE users SET password_hash = $1, version = version + 1, changed_at = $2 \
         WHERE id = $3 AND version = $4",
    )
    .bind(password_hash)
    .bind(now)
    .bind(id)
    .bind(version)
    .execute(on)
    .await?;
    Ok(changed == 1)
}
