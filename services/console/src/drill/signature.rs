use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

/// How far a message's time may be from ours (Standard Webhooks): a recorded message cannot be played
/// again later. Real time.
const SKEW_MAX: SignedDuration = SignedDuration::from_mins(5);

/// Signatures looked at in one header: a sender that rotates its secret sends two.
const SIGNATURES_MAX: usize = 4;

/// The shared secret of signed webhooks.
#[derive(Clone)]
pub(crate) struct WebhookSecret(Vec<u8>);

/// The file does not hold `whsec_` and base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret is whsec_ followed by base64")]
pub(crate) struct InvalidSecret;

/// Why a message is not from whom it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignatureRefused {
    #[error("the webhook headers are missing or malformed")]
    Headers,
    #[error("the message's time is more than five minutes away")]
    Time,
    #[error("no signature matches")]
    Mismatch,
}

impl WebhookSecret {
    /// # Errors
    /// [`InvalidSecret`].
    pub(crate) fn parse(text: &str) -> Result<Self, InvalidSecret> {
        let encoded = text.trim().strip_prefix("whsec_").ok_or(InvalidSecret)?;
        let key = STANDARD.decode(encoded).map_err(|_| InvalidSecret)?;
        if key.is_empty() { Err(InvalidSecret) } else { Ok(Self(key)) }
    }

    /// Checks a message as Standard Webhooks says: `v1` HMAC-SHA256 over `id.timestamp.body`, compared in
    /// constant time.
    ///
    /// # Errors
    /// [`SignatureRefused`].
    pub(crate) fn check(
        &self,
        id: &str,
        timestamp: &str,
        signatures: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<(), SignatureRefused> {
        let seconds: i64 = timestamp.parse().map_err(|_| SignatureRefused::Headers)?;
        let sent = Timestamp::from_second(seconds).map_err(|_| SignatureRefused::Headers)?;
        if now.duration_since(sent).abs() > SKEW_MAX {
            return Err(SignatureRefused::Time);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).map_err(|_| SignatureRefused::Headers)?;
        mac.update(id.as_bytes());
        mac.update(b".");
        mac.update(timestamp.as_bytes());
        mac.update(b".");
        mac.update(body);
        let matches = signatures
            .split_ascii_whitespace()
            .take(SIGNATURES_MAX)
            .filter_map(|signature| signature.strip_prefix("v1,"))
            .filter_map(|encoded| STANDARD.decode(encoded).ok())
            .any(|signature| mac.clone().verify_slice(&signature).is_ok());
        if matches { Ok(()) } else { Err(SignatureRefused::Mismatch) }
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

    /// The example of the Standard Webhooks specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const SENT: &str = "1614265330";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn the_specifications_example_is_accepted_within_five_minutes() {
        let secret = WebhookSecret::parse(SECRET).unwrap();
        assert_eq!(secret.check(ID, SENT, SIGNATURE, BODY, at(1_614_265_331)), Ok(()));
        let two = format!("v1,AAAA {SIGNATURE}");
        assert_eq!(secret.check(ID, SENT, &two, BODY, at(1_614_265_629)), Ok(()));
        assert_eq!(secret.check(ID, SENT, SIGNATURE, BODY, at(1_614_265_631)), Err(SignatureRefused::Time));
    }

    #[test]
    fn a_changed_body_id_or_secret_is_refused() {
        let secret = WebhookSecret::parse(SECRET).unwrap();
        let now = at(1_614_265_330);
        assert_eq!(secret.check(ID, SENT, SIGNATURE, b"{}", now), Err(SignatureRefused::Mismatch));
        assert_eq!(secret.check("msg_2", SENT, SIGNATURE, BODY, now), Err(SignatureRefused::Mismatch));
        let other = WebhookSecret::parse("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert_eq!(other.check(ID, SENT, SIGNATURE, BODY, now), Err(SignatureRefused::Mismatch));
        assert_eq!(secret.check(ID, "soon", SIGNATURE, BODY, now), Err(SignatureRefused::Headers));
        assert_eq!(secret.check(ID, SENT, "v2,x", BODY, now), Err(SignatureRefused::Mismatch));
        assert!(WebhookSecret::parse("secret").is_err());
    }
}
