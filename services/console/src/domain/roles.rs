use std::collections::BTreeSet;

use events::Role;

/// The three administrators (三员) of MLPS 2.0: one runs the system, one runs the accounts, one reads the
/// log. Held by one person they would be able to do a thing and remove its trace.
pub const THREE_ADMINISTRATORS: [Role; 3] = [Role::Sysadmin, Role::Secadmin, Role::Auditor];

/// A person on all sides of an office still fits; a longer list is a mistake of the caller.
pub const ROLES_MAX: usize = 12;

/// Why a set of roles may not be given to one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RolesRefused {
    #[error("a user needs at least one role")]
    None,
    #[error("a user has at most {ROLES_MAX} roles")]
    TooMany,
    #[error("the system, security and audit administrators are three different people")]
    TwoAdministrators,
    #[error("the command line's role is not given to a person")]
    Operator,
    #[error("who reads accusations is bound to a person of the directory")]
    NoPerson,
}

/// Whether these roles may be held by an account that is bound to nobody. R11 keeps the accused away by
/// person and unit: an account without either would be kept away from nothing.
///
/// # Errors
/// [`RolesRefused::NoPerson`].
pub fn check_person(roles: &BTreeSet<Role>, has_person: bool) -> Result<(), RolesRefused> {
    let reads = roles.iter().any(|role| role.reads_accusations());
    if reads && !has_person { Err(RolesRefused::NoPerson) } else { Ok(()) }
}

/// The three administrators are three people, not three accounts: `held` are the roles of the other
/// accounts of the same person.
///
/// # Errors
/// [`RolesRefused::TwoAdministrators`].
pub fn check_other_accounts<'a>(
    roles: &'a BTreeSet<Role>,
    held: impl IntoIterator<Item = &'a BTreeSet<Role>>,
) -> Result<(), RolesRefused> {
    let together: BTreeSet<Role> = held.into_iter().chain([roles]).flatten().copied().collect();
    if THREE_ADMINISTRATORS.iter().filter(|role| together.contains(role)).count() > 1 {
        return Err(RolesRefused::TwoAdministrators);
    }
    Ok(())
}

/// Checks the roles of one user.
///
/// # Errors
/// [`RolesRefused`] with the first rule that the set breaks.
pub fn check(roles: &BTreeSet<Role>) -> Result<(), RolesRefused> {
    if roles.is_empty() {
        return Err(RolesRefused::None);
    }
    if roles.len() > ROLES_MAX {
        return Err(RolesRefused::TooMany);
    }
    if roles.contains(&Role::Operator) {
        return Err(RolesRefused::Operator);
    }
    if THREE_ADMINISTRATORS.iter().filter(|role| roles.contains(role)).count() > 1 {
        return Err(RolesRefused::TwoAdministrators);
    }
    Ok(())
}

/// Who is asking for a new user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creator {
    /// A signed-in security administrator (or the command line in a drill, which may seed).
    SecurityAdministrator,
    /// The command line of a real instance: it may only open the door for the first time.
    CommandLine,
}

/// Whether `creator` may create a user with `roles`: outside drills the command line creates the first
/// security administrator and nobody else, so that no account appears which no person answers for.
#[must_use]
pub fn may_create(creator: Creator, roles: &BTreeSet<Role>, security_administrators: i64) -> bool {
    match creator {
        Creator::SecurityAdministrator => true,
        Creator::CommandLine => {
            security_administrators == 0 && roles.len() == 1 && roles.contains(&Role::Secadmin)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(roles: &[Role]) -> BTreeSet<Role> {
        roles.iter().copied().collect()
    }

    #[test]
    fn the_three_administrators_are_mutually_exclusive() {
        for one in THREE_ADMINISTRATORS {
            assert_eq!(check(&set(&[one])), Ok(()));
            for other in THREE_ADMINISTRATORS.into_iter().filter(|other| *other != one) {
                assert_eq!(check(&set(&[one, other])), Err(RolesRefused::TwoAdministrators));
                assert_eq!(check(&set(&[one, other, Role::Registrar])), Err(RolesRefused::TwoAdministrators));
            }
        }
    }

    #[test]
    fn two_accounts_of_one_person_are_one_person() {
        let own = set(&[Role::Sysadmin]);
        let other = [set(&[Role::Auditor])];
        assert_eq!(check_other_accounts(&own, &other), Err(RolesRefused::TwoAdministrators));
        assert_eq!(check_other_accounts(&own, &[set(&[Role::Registrar])]), Ok(()));
        assert_eq!(check_other_accounts(&own, [&own]), Ok(()));
    }

    #[test]
    fn r11_who_reads_accusations_is_somebody() {
        assert_eq!(check_person(&set(&[Role::Registrar]), false), Err(RolesRefused::NoPerson));
        assert_eq!(check_person(&set(&[Role::Registrar]), true), Ok(()));
        assert_eq!(check_person(&set(&[Role::Secadmin]), false), Ok(()));
    }

    #[test]
    fn a_user_has_a_role_and_never_the_command_lines() {
        assert_eq!(check(&set(&[])), Err(RolesRefused::None));
        assert_eq!(check(&set(&[Role::Operator, Role::Handler])), Err(RolesRefused::Operator));
        assert_eq!(check(&set(&[Role::Registrar, Role::Router])), Ok(()));
    }

    #[test]
    fn the_command_line_creates_the_first_security_administrator_only() {
        let first = set(&[Role::Secadmin]);
        assert!(may_create(Creator::CommandLine, &first, 0));
        assert!(!may_create(Creator::CommandLine, &first, 1));
        assert!(!may_create(Creator::CommandLine, &set(&[Role::Handler]), 0));
        assert!(!may_create(Creator::CommandLine, &set(&[Role::Secadmin, Role::Handler]), 0));
        assert!(may_create(Creator::SecurityAdministrator, &set(&[Role::Handler]), 3));
    }
}
