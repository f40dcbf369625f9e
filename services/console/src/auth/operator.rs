use std::collections::BTreeSet;
use std::path::Path;

use events::Role;
use ids::{InstanceId, UserId};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use super::token::TokenHash;
use crate::store::users::User;

/// Shortest operator token taken, in characters: 256 bits in base64url are 43.
const TOKEN_CHARS_MIN: usize = 32;

/// The command line's credential: a file that only the service's own account can read.
#[derive(Clone, Debug)]
pub(crate) struct OperatorToken {
    hash: TokenHash,
    user: User,
}

impl OperatorToken {
    /// Reads the token; `None` when this instance has none, which shuts that door.
    ///
    /// In a drill the command line also seeds users and units, so there it holds the administrators'
    /// roles; in a real instance it never does (three different people do).
    #[must_use]
    pub(crate) fn load(file: &Path, instance: &InstanceId, demo: bool) -> Option<Self> {
        let text = std::fs::read_to_string(file).ok()?;
        let token = text.trim();
        (token.len() >= TOKEN_CHARS_MIN)
            .then(|| Self { hash: TokenHash::of(token), user: operator(instance, demo) })
    }

    /// The command line as a user, if this is its token. Hashes are compared in constant time.
    #[must_use]
    pub(crate) fn check(&self, presented: TokenHash) -> Option<&User> {
        bool::from(self.hash.as_bytes().ct_eq(presented.as_bytes())).then_some(&self.user)
    }
}

/// The user that the command line's acts are written down under: the same id at every start.
fn operator(instance: &InstanceId, demo: bool) -> User {
    let mut roles = BTreeSet::from([Role::Operator]);
    if demo {
        roles.extend([Role::Sysadmin, Role::Secadmin]);
    }
    User {
        id: UserId::from(Uuid::new_v5(
            &Uuid::NAMESPACE_URL,
            format!("huiyin:{instance}:operator").as_bytes(),
        )),
        username: "operator".to_owned(),
        display_name: "运维（命令行）".to_owned(),
        roles,
        person_id: None,
        unit_id: None,
        active: true,
        version: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(token: &str, demo: bool) -> Option<OperatorToken> {
        let file = std::env::temp_dir().join(format!(
            "huiyin-operator-{}-{demo}-{}",
            std::process::id(),
            token.len()
        ));
        std::fs::write(&file, format!("{token}\n")).unwrap();
        let loaded = OperatorToken::load(&file, &InstanceId::new("yunxi").unwrap(), demo);
        std::fs::remove_file(&file).unwrap();
        loaded
    }

    #[test]
    fn the_command_line_is_an_administrator_in_a_drill_alone() {
        let token = "t".repeat(43);
        let real = load(&token, false).unwrap();
        let roles = &real.check(TokenHash::of(&token)).unwrap().roles;
        assert_eq!(roles, &BTreeSet::from([Role::Operator]));
        let drill = load(&token, true).unwrap();
        assert!(drill.check(TokenHash::of(&token)).unwrap().roles.contains(&Role::Secadmin));
        assert!(drill.check(TokenHash::of("another")).is_none());
    }

    #[test]
    fn a_short_token_opens_nothing() {
        assert!(load("short", true).is_none());
    }
}
