use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ids::Secrets;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of an opaque token: all that the store and the cache keep of it. Comparing hashes also
/// takes the timing of the comparison away from whoever guesses tokens.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TokenHash([u8; 32]);

impl TokenHash {
    #[must_use]
    pub(crate) fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }

    #[must_use]
    pub(crate) fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }

    #[must_use]
    pub(crate) const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash")
    }
}

/// A new session token: 256 random bits, base64url without padding (43 characters).
#[must_use]
pub(crate) fn mint(secrets: &Secrets) -> String {
    URL_SAFE_NO_PAD.encode(secrets.bytes::<32>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_only_its_hash_is_kept() {
        let token = mint(&Secrets::predictable(1));
        assert_eq!(token.len(), 43);
        assert_ne!(TokenHash::of(&token).as_bytes().as_slice(), token.as_bytes());
        assert_eq!(TokenHash::of(&token), TokenHash::of(&token.clone()));
    }
}
