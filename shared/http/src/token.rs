use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer as _, SigningKey, Verifier as _, VerifyingKey};
use events::{Role, Service};
use ids::{PersonId, UnitId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Caller;

/// How long a call's token is good. A stolen one is worth little, and a role taken away is gone within a
/// minute.
pub(crate) const LIFETIME_SECONDS: i64 = 60;
/// Clocks of two machines may differ by this much.
const SKEW_SECONDS: i64 = 5;
/// The one header that is accepted: the algorithm is ours to choose, never the token's (RFC 8725, 3.1).
const HEADER: &str = r#"{"alg":"EdDSA","typ":"JWT"}"#;

/// What the gateway says of a call to one service: a JWT signed with Ed25519 (RFC 8037).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallToken {
    /// The service that may accept it.
    pub aud: Service,
    /// The username.
    pub sub: String,
    /// Unix seconds.
    pub exp: i64,
    pub iat: i64,
    pub instance: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    #[serde(default)]
    pub roles: BTreeSet<Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// The token is not to be trusted. The caller learns only that they are not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    #[error("not a token of ours")]
    Malformed,
    #[error("the signature does not hold")]
    Signature,
    #[error("it has expired or is not yet valid")]
    Expired,
    #[error("it was made for another service or instance")]
    Audience,
    #[error("the key is not 32 bytes in hex")]
    Key,
}

/// Signs call tokens: the gateway alone has the key.
#[derive(Clone)]
pub struct TokenMint(SigningKey);

impl TokenMint {
    /// From the seed in hex, as in `gateway.seed`.
    ///
    /// # Errors
    /// [`TokenError::Key`].
    pub fn from_hex_seed(seed: &str) -> Result<Self, TokenError> {
        Ok(Self(SigningKey::from_bytes(&decode_key(seed)?)))
    }

    /// The public half in hex, as in `gateway.pub`.
    #[must_use]
    pub fn public_hex(&self) -> String {
        self.0.verifying_key().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A token for one service, good for 60 seconds.
    #[must_use]
    pub fn mint(&self, caller: &Caller, audience: Service, now: Timestamp) -> String {
        let token = CallToken {
            aud: audience,
            sub: caller.username.clone(),
            iat: now.as_second(),
            exp: now.as_second() + LIFETIME_SECONDS,
            instance: caller.instance.clone(),
            user_id: caller.user_id,
            roles: caller.roles.clone(),
            unit: caller.unit,
            person: caller.person,
        };
        // A plain struct with string keys always has a JSON form; an empty one would be refused.
        let claims = serde_json::to_vec(&token).unwrap_or_default();
        let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
        let signature = self.0.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

impl std::fmt::Debug for TokenMint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenMint")
    }
}

/// Checks call tokens, in every service by itself.
#[derive(Clone, Debug)]
pub struct TokenVerifier {
    key: VerifyingKey,
    audience: Service,
    instance: String,
}

impl TokenVerifier {
    /// From the gateway's public key in hex.
    ///
    /// # Errors
    /// [`TokenError::Key`].
    pub fn new(public_hex: &str, audience: Service, instance: String) -> Result<Self, TokenError> {
        let key = VerifyingKey::from_bytes(&decode_key(public_hex)?).map_err(|_| TokenError::Key)?;
        Ok(Self { key, audience, instance })
    }

    /// The caller that the token names.
    ///
    /// # Errors
    /// [`TokenError`] for everything but a fresh token for this service.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Caller, TokenError> {
        let (signed, signature) = token.rsplit_once('.').ok_or(TokenError::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(TokenError::Malformed)?;
        if header != URL_SAFE_NO_PAD.encode(HEADER) {
            return Err(TokenError::Malformed);
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| TokenError::Malformed)?;
        let signature = Signature::from_slice(&signature).map_err(|_| TokenError::Malformed)?;
        self.key.verify(signed.as_bytes(), &signature).map_err(|_| TokenError::Signature)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| TokenError::Malformed)?;
        let token: CallToken = serde_json::from_slice(&claims).map_err(|_| TokenError::Malformed)?;
        let now = now.as_second();
        if token.exp <= now - SKEW_SECONDS || token.iat > now + SKEW_SECONDS {
            return Err(TokenError::Expired);
        }
        if token.aud != self.audience || token.instance != self.instance {
            return Err(TokenError::Audience);
        }
        Ok(Caller {
            user_id: token.user_id,
            username: token.sub,
            roles: token.roles,
            unit: token.unit,
            person: token.person,
            instance: token.instance,
        })
    }
}

fn decode_key(hex: &str) -> Result<[u8; 32], TokenError> {
    let digits = hex.trim().as_bytes();
    if digits.len() != 64 {
        return Err(TokenError::Key);
    }
    let mut key = [0_u8; 32];
    for (byte, pair) in key.iter_mut().zip(digits.chunks(2)) {
        let pair = std::str::from_utf8(pair).map_err(|_| TokenError::Key)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| TokenError::Key)?;
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn after(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).unwrap()
    }

    fn pair(audience: Service) -> (TokenMint, TokenVerifier) {
        let mint = TokenMint::from_hex_seed(&"07".repeat(32)).unwrap();
        let verifier = TokenVerifier::new(&mint.public_hex(), audience, "yunxi".into()).unwrap();
        (mint, verifier)
    }

    #[test]
    fn a_token_is_good_for_its_service_and_for_a_minute() {
        let (mint, verifier) = pair(Service::Routing);
        let caller = Caller { roles: [Role::Router].into(), ..Caller::public("yunxi") };
        let token = mint.mint(&caller, Service::Routing, now());
        assert_eq!(verifier.verify(&token, after(60)), Ok(caller));
        assert_eq!(verifier.verify(&token, after(66)), Err(TokenError::Expired));
        assert_eq!(verifier.verify(&token, after(-6)), Err(TokenError::Expired));
        let (_, intake) = pair(Service::Intake);
        assert_eq!(intake.verify(&token, now()), Err(TokenError::Audience));
    }

    #[test]
    fn a_changed_or_unsigned_token_is_refused() {
        let (mint, verifier) = pair(Service::Routing);
        let token = mint.mint(&Caller::public("yunxi"), Service::Routing, now());
        let mut forged: Vec<&str> = token.split('.').collect();
        let claims = URL_SAFE_NO_PAD.encode(
            r#"{"aud":"routing","sub":"root","exp":1800000060,"iat":1800000000,"instance":"yunxi","roles":["director"]}"#,
        );
        forged[1] = &claims;
        assert_eq!(verifier.verify(&forged.join("."), now()), Err(TokenError::Signature));
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#);
        assert_eq!(verifier.verify(&format!("{none}.{claims}."), now()), Err(TokenError::Malformed));
        let other = TokenMint::from_hex_seed(&"08".repeat(32)).unwrap();
        let token = other.mint(&Caller::public("yunxi"), Service::Routing, now());
        assert_eq!(verifier.verify(&token, now()), Err(TokenError::Signature));
        assert_eq!(verifier.verify("", now()), Err(TokenError::Malformed));
    }
}
