//! The writes of signing in and out. They publish no event: a sign-in changes nothing that another
//! service acts on; it stands on the console's own audit chain.

use events::Actor;
use ids::UserId;
use jiff::Timestamp;
use messaging::{AuditDraft, Command, Work};
use store::StoreError;

use super::token::TokenHash;
use crate::domain::lockout;
use crate::store::users::User;
use crate::store::{sessions, sign_in_failures};

/// Sessions one user may have open: several browsers and programs, and a bound on the table.
const SESSIONS_PER_USER_MAX: i64 = 50;

/// The user as the actor of an audit entry.
#[must_use]
pub(crate) fn actor_of(user: &User) -> Actor {
    Actor {
        user_id: Some(user.id),
        username: user.username.clone(),
        person_id: user.person_id,
        unit_id: user.unit_id,
        ..Actor::default()
    }
}

fn entry(actor: Actor, action: &str, subject: Option<UserId>) -> AuditDraft {
    AuditDraft {
        actor,
        action: action.to_owned(),
        subject: subject.map(UserId::uuid),
        reason: None,
        detail: serde_json::Value::Null,
    }
}

/// A good password: the failures are forgotten and a session begins.
#[derive(Debug)]
pub(crate) struct OpenSession {
    pub(crate) user: User,
    pub(crate) token: TokenHash,
}

impl Command for OpenSession {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let now = work.recorded();
        sign_in_failures::forget(work, &self.user.username).await?;
        sessions::insert(work, self.token, self.user.id, now).await?;
        sessions::keep_newest(work, self.user.id, SESSIONS_PER_USER_MAX).await?;
        work.audit(entry(actor_of(&self.user), "session.open", Some(self.user.id)));
        Ok(())
    }
}

/// A wrong password, or a name that nobody has: counted alike.
#[derive(Debug)]
pub(crate) struct CountFailure {
    pub(crate) username: String,
}

impl Command for CountFailure {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let now = work.recorded();
        let before = sign_in_failures::find(work, &self.username).await?;
        let after = lockout::after_failure(before, now);
        sign_in_failures::put(work, &self.username, after).await?;
        let action = if after.locked_until.is_some() { "session.locked" } else { "session.refused" };
        let actor = Actor { username: self.username.clone(), ..Actor::default() };
        work.audit(entry(actor, action, None));
        Ok(())
    }
}

/// The session was used.
#[derive(Debug)]
pub(crate) struct Touch {
    pub(crate) token: TokenHash,
    pub(crate) at: Timestamp,
}

impl Command for Touch {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        sessions::touch(work, self.token, self.at).await
    }
}

/// Signing out.
#[derive(Debug)]
pub(crate) struct EndSession {
    pub(crate) token: TokenHash,
    pub(crate) actor: Actor,
}

impl Command for EndSession {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        sessions::end(work, self.token).await?;
        work.audit(entry(self.actor.clone(), "session.end", self.actor.user_id));
        Ok(())
    }
}
