use std::collections::BTreeSet;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use events::{Actor, Role};
use ids::{PersonId, UnitId, UserId};

use crate::{Problem, Scope};

/// Who calls: checked from the call's token, never taken from the request's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// None for the public and for the command line.
    pub user_id: Option<UserId>,
    /// `public` for anonymous calls, `operator` for the command line.
    pub username: String,
    pub roles: BTreeSet<Role>,
    pub unit: Option<UnitId>,
    pub person: Option<PersonId>,
    pub instance: String,
}

impl Caller {
    /// Anonymous: a citizen at the public pages.
    #[must_use]
    pub fn public(instance: impl Into<String>) -> Self {
        Self {
            user_id: None,
            username: "public".to_owned(),
            roles: BTreeSet::new(),
            unit: None,
            person: None,
            instance: instance.into(),
        }
    }

    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    #[must_use]
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// As the events name them; the role is the first that the caller has.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            user_id: self.user_id,
            username: self.username.clone(),
            person_id: self.person,
            unit_id: self.unit,
            role: self.roles.first().copied(),
            on_behalf_of: None,
        }
    }

    /// As the events name them, acting in one of these roles.
    #[must_use]
    pub fn actor_as(&self, roles: &[Role]) -> Actor {
        let role = roles.iter().copied().find(|role| self.has(*role));
        Actor { role: role.or_else(|| self.roles.first().copied()), ..self.actor() }
    }

    /// Which rows they may see.
    #[must_use]
    pub fn scope(&self) -> Scope {
        Scope::of(self)
    }

    /// Who they are, for keys of idempotency and quotas.
    #[must_use]
    pub fn principal(&self) -> String {
        self.user_id.map_or_else(|| self.username.clone(), |user| user.to_string())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::unauthenticated)
    }
}
