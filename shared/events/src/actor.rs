use ids::{PersonId, UnitId, UserId};
use serde::{Deserialize, Serialize};

use crate::{Role, Service};

/// Who did it (invariant 6: every change names who, when, why).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Actor {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The sign-in name, or `system:<service>` for a timer.
    pub username: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// The role under which the act was allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Whom a stand-in or a clerk acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_behalf_of: Option<String>,
}

impl Actor {
    /// A service acting by itself: a timer that fires, a consumer that follows another's event.
    #[must_use]
    pub fn system(service: Service) -> Self {
        Self { username: format!("system:{service}"), ..Self::default() }
    }

    /// Whether a service acted by itself rather than a named person.
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.user_id.is_none() && self.username.starts_with("system:")
    }
}
