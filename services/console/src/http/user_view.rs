use events::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::store::users::User;

/// A user as pages and administrators see one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct UserView {
    pub(super) id: Uuid,
    pub(super) username: String,
    pub(super) display_name: String,
    pub(super) roles: Vec<Role>,
    pub(super) unit_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit_name: Option<String>,
    pub(super) person_id: Option<Uuid>,
    /// The language to begin with: `zh-CN`.
    pub(super) locale: String,
    pub(super) active: bool,
    pub(super) version: i64,
}

impl UserView {
    pub(super) fn new(user: &User, unit_name: Option<String>) -> Self {
        Self {
            id: user.id.into(),
            username: user.username.clone(),
            display_name: user.display_name.clone(),
            roles: user.roles.iter().copied().collect(),
            unit_id: user.unit_id.map(Into::into),
            unit_name,
            person_id: user.person_id.map(Into::into),
            locale: "zh-CN".to_owned(),
            active: user.active,
            version: user.version,
        }
    }
}
