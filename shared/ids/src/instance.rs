use serde::{Deserialize, Serialize};

/// The short code of one county's or township's instance, e.g. `yunxi`; part of NATS subjects and of
/// event sources, hence the narrow alphabet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InstanceId(String);

/// The text is not 2–32 characters of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an instance code is 2 to 32 characters of a-z, 0-9 and '-', not {0:?}")]
pub struct InvalidInstanceId(String);

impl InstanceId {
    /// # Errors
    /// [`InvalidInstanceId`] when the text would not be a safe NATS subject token.
    pub fn new(code: impl Into<String>) -> Result<Self, InvalidInstanceId> {
        let code = code.into();
        let fits = (2..=32).contains(&code.len())
            && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(code)) } else { Err(InvalidInstanceId(code)) }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for InstanceId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for InstanceId {
    type Error = InvalidInstanceId;

    fn try_from(value: String) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl From<InstanceId> for String {
    fn from(value: InstanceId) -> Self {
        value.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instance_code_is_one_safe_subject_token() {
        assert!(InstanceId::new("yunxi-01").is_ok());
        for bad in ["", "a", "Yunxi", "a.b", "a*", "a>", "云溪", &"a".repeat(33)] {
            assert!(InstanceId::new(bad).is_err(), "{bad:?}");
        }
    }
}
