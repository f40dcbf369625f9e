//! Signatures after Standard Webhooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// The key of the signatures: `whsec_` and base64.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

/// The specification asks for 24 to 64 bytes.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// The file webhook.secret does not hold a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("webhook.secret must hold whsec_ and the base64 of 24 to 64 bytes")]
pub struct InvalidSecret;

impl WebhookSecret {
    /// # Errors
    /// [`InvalidSecret`] when the text is not `whsec_` and base64 of a key of the right size.
    pub fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.trim().strip_prefix("whsec_").ok_or(InvalidSecret)?;
        let key = STANDARD.decode(encoded).map_err(|_| InvalidSecret)?;
        if KEY_BYTES.contains(&key.len()) { Ok(Self(key)) } else { Err(InvalidSecret) }
    }

    /// The value of `webhook-signature` for this message; `timestamp` in whole seconds.
    #[must_use]
    pub fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        // HMAC takes keys of every length, so this never fails; an empty signature would be refused.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(format!("{id}.{timestamp}.").as_bytes());
        mac.update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with the PyPI package standardwebhooks 1.1.0.
    #[test]
    fn the_signature_is_that_of_the_reference_implementation() {
        let secret = WebhookSecret::parse("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n").unwrap();
        let body = r#"{"type":"huiyin.alert","data":{"text":"事由：受理告知超期"}}"#;
        let signature = secret.sign("0190c2d4-7b1e-7c3a-9a41-2f6b6d0e8f11", 1_700_000_000, body.as_bytes());
        assert_eq!(signature, "v1,A1JJf05HfC2WRCqyQM4zfm1crhnHXdGlPt+g4F7VhEo=");
    }

    #[test]
    fn a_short_or_bare_secret_is_refused() {
        for text in ["", "whsec_", "whsec_AAEC", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "whsec_!"] {
            assert!(WebhookSecret::parse(text).is_err(), "{text}");
        }
    }
}
