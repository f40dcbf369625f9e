use std::collections::BTreeSet;

/// Shortest password outside drills, in characters (MLPS asks for 8; the ASVS for 12).
pub const PASSWORD_CHARS_MIN: usize = 12;

/// Shortest password in a drill, where `demo` is printed on the screen.
pub const PASSWORD_CHARS_MIN_DEMO: usize = 4;

/// Longest password, in bytes: long enough for any phrase, short enough that hashing it costs nothing
/// beyond Argon2 itself.
pub const PASSWORD_BYTES_MAX: usize = 256;

/// `aaaaaaaaaaaa` and `121212121212` are long and worth nothing.
const DISTINCT_CHARS_MIN: usize = 5;

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    #[error("the password is too short")]
    TooShort,
    #[error("the password is too long")]
    TooLong,
    #[error("the password repeats a few characters")]
    TooFewDifferent,
    #[error("the password contains the sign-in name")]
    ContainsName,
    #[error("the new password is the old one")]
    Unchanged,
}

/// Whether only a drill could have set this password.
#[must_use]
pub fn is_of_a_drill(password: &str) -> bool {
    password.chars().count() < PASSWORD_CHARS_MIN
}

/// Checks a new password. A drill (`demo`) asks for four characters and nothing else.
///
/// # Errors
/// [`PasswordRefused`] with the first rule broken.
pub fn check(password: &str, username: &str, demo: bool) -> Result<(), PasswordRefused> {
    let chars = password.chars().count();
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(PasswordRefused::TooLong);
    }
    if demo {
        return if chars < PASSWORD_CHARS_MIN_DEMO { Err(PasswordRefused::TooShort) } else { Ok(()) };
    }
    if chars < PASSWORD_CHARS_MIN {
        return Err(PasswordRefused::TooShort);
    }
    if password.chars().collect::<BTreeSet<_>>().len() < DISTINCT_CHARS_MIN {
        return Err(PasswordRefused::TooFewDifferent);
    }
    if password.to_lowercase().contains(username) {
        return Err(PasswordRefused::ContainsName);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demo_is_a_password_in_a_drill_alone() {
        assert_eq!(check("demo", "router", true), Ok(()));
        assert_eq!(check("demo", "router", false), Err(PasswordRefused::TooShort));
    }

    #[test]
    fn a_password_is_long_varied_and_not_the_name() {
        assert_eq!(check("correct horse battery", "router", false), Ok(()));
        assert_eq!(check("云溪的秋天有很多很多雨水", "router", false), Ok(()));
        assert_eq!(check("121212121212", "router", false), Err(PasswordRefused::TooFewDifferent));
        assert_eq!(check("My-Router-2026!", "router", false), Err(PasswordRefused::ContainsName));
        assert_eq!(check(&"长".repeat(90), "router", false), Err(PasswordRefused::TooLong));
    }
}
