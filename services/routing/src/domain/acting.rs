use std::collections::BTreeSet;

use events::Role;

use super::directory::Person;

/// Who acts, as far as the state machine cares. The person's unit is the directory's, not the token's:
/// a token may be a minute older than a move.
#[derive(Clone, Debug)]
pub struct Acting {
    /// Roles of the sign-in.
    pub roles: BTreeSet<Role>,
    /// The member of staff behind it; absent for a clerk or a machine that is nobody in the directory.
    pub person: Option<Person>,
}

impl Acting {
    /// Whether any of these roles is held.
    #[must_use]
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }
}
