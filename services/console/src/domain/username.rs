/// Longest sign-in name, in characters; also what a failed attempt may write into the store.
pub const USERNAME_CHARS_MAX: usize = 32;

/// Longest display name, in characters: a minority name with its dots fits.
pub const DISPLAY_NAME_CHARS_MAX: usize = 40;

/// The name is not 2–32 characters of `a-z`, `0-9`, `.`, `_`, `-`, starting with a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sign-in name is 2 to 32 characters of a-z, 0-9, '.', '_' and '-' and starts with a letter")]
pub struct InvalidUsername;

/// A sign-in name in its one spelling: lower case, ASCII, so that no two look alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Username(String);

impl Username {
    /// Trims and lowers what was typed.
    ///
    /// # Errors
    /// [`InvalidUsername`] when the rest does not fit the alphabet.
    pub fn parse(typed: &str) -> Result<Self, InvalidUsername> {
        let name = typed.trim().to_ascii_lowercase();
        let fits = (2..=USERNAME_CHARS_MAX).contains(&name.len())
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
        if fits { Ok(Self(name)) } else { Err(InvalidUsername) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        assert_eq!(Username::parse(" Router ").unwrap().as_str(), "router");
        for bad in ["", "a", "9lives", "登记员", "a b", "a/b", "аdmin", &"x".repeat(33)] {
            assert_eq!(Username::parse(bad), Err(InvalidUsername), "{bad:?}");
        }
    }
}
