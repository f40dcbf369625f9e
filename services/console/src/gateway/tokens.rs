use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use clock::RealClock;
use events::Service;
use http_kit::{Caller, TokenMint};
use jiff::{SignedDuration, Timestamp};

use crate::auth::token::TokenHash;

/// How long a token is used again: half of its life, so that none expires on its way.
const USED_FOR: SignedDuration = SignedDuration::from_secs(30);

/// Tokens kept: every signed-in user of a county with every service, many times over.
const KEPT_MAX: usize = 20_000;

/// Makes the token of a call, one for each service, and uses it again for half a minute.
#[derive(Clone)]
pub(crate) struct CallTokens {
    mint: TokenMint,
    real: RealClock,
    kept: Arc<Mutex<HashMap<(TokenHash, Service), Kept>>>,
}

#[derive(Clone)]
struct Kept {
    token: String,
    caller: Caller,
    minted_at: Timestamp,
}

impl CallTokens {
    #[must_use]
    pub(crate) fn new(mint: TokenMint, real: RealClock) -> Self {
        Self { mint, real, kept: Arc::default() }
    }

    /// A token for `service` that says who `caller` is. A kept one is used only while it says the same:
    /// a role taken away is gone with the next call after the session was read again.
    #[must_use]
    pub(crate) fn of(&self, presented: TokenHash, caller: &Caller, service: Service) -> String {
        let now = self.real.now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(&(presented, service))
            && now.duration_since(known.minted_at).abs() < USED_FOR
            && known.caller == *caller
        {
            return known.token.clone();
        }
        let token = self.mint.mint(caller, service, now);
        if kept.len() >= KEPT_MAX {
            kept.retain(|_, old| now.duration_since(old.minted_at).abs() < USED_FOR);
        }
        if kept.len() < KEPT_MAX {
            let entry = Kept { token: token.clone(), caller: caller.clone(), minted_at: now };
            kept.insert((presented, service), entry);
        }
        token
    }
}

impl std::fmt::Debug for CallTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallTokens")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::Role;
    use http_kit::TokenVerifier;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap()
    }

    #[test]
    fn a_token_is_for_one_service_and_follows_the_roles() {
        let (real, now) = RealClock::manual(at(0));
        let mint = TokenMint::from_hex_seed(&"07".repeat(32)).unwrap();
        let verifier = TokenVerifier::new(&mint.public_hex(), Service::Routing, "yunxi".into()).unwrap();
        let tokens = CallTokens::new(mint, real);
        let session = TokenHash::of("session");
        let router = Caller { roles: [Role::Router].into(), ..Caller::public("yunxi") };
        let first = tokens.of(session, &router, Service::Routing);
        *now.lock().unwrap() = at(29);
        assert_eq!(tokens.of(session, &router, Service::Routing), first);
        assert_ne!(tokens.of(session, &router, Service::Ledger), first);
        let demoted = Caller { roles: [Role::Handler].into(), ..router.clone() };
        let token = tokens.of(session, &demoted, Service::Routing);
        assert_eq!(verifier.verify(&token, at(29)), Ok(demoted));
        *now.lock().unwrap() = at(60);
        assert_ne!(tokens.of(session, &router, Service::Routing), first);
    }
}
