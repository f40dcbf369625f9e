//! Facts that console publishes: who may sign in, and as what.

use ids::{PersonId, UnitId};
use serde::{Deserialize, Serialize};

use crate::{Payload, Role, Service};

/// A user was created or changed; the subject is the user. Carries the whole new state, no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserChangedV1 {
    pub username: String,
    pub display_name: String,
    pub roles: Vec<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    pub active: bool,
}

impl Payload for UserChangedV1 {
    const TYPE: &'static str = "huiyin.console.UserChanged.v1";
    const PRODUCER: Service = Service::Console;
}
