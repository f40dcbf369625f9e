use axum::http::header::{self, HeaderMap};

use super::token::TokenHash;

/// The cookie of a signed-in browser.
pub(crate) const COOKIE: &str = "huiyin_session";

/// Writes that come with the cookie must carry this header, which no other site can make a browser send
/// without asking us first. `SameSite=Strict` says the same; two locks, because browsers differ.
pub(crate) const WRITE_HEADER: &str = "x-huiyin";

/// Longest credential looked at, in bytes.
const CREDENTIAL_BYTES_MAX: usize = 256;

/// What a request shows of who is calling. The token itself is hashed on sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credential {
    /// `Authorization: Bearer`: a program, or the command line.
    Bearer(TokenHash),
    /// The browser's cookie.
    Cookie(TokenHash),
}

impl Credential {
    /// The request's credential; a bearer token goes before a cookie, so that a program run from a
    /// signed-in browser acts as itself.
    #[must_use]
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        bearer(headers).map(Self::Bearer).or_else(|| cookie(headers).map(Self::Cookie))
    }

    #[must_use]
    pub(crate) const fn hash(self) -> TokenHash {
        match self {
            Self::Bearer(hash) | Self::Cookie(hash) => hash,
        }
    }

    /// Whether a write with this credential could have been sent by another site's page.
    #[must_use]
    pub(crate) fn may_be_forged(self, headers: &HeaderMap) -> bool {
        matches!(self, Self::Cookie(_)) && !headers.contains_key(WRITE_HEADER)
    }
}

fn bearer(headers: &HeaderMap) -> Option<TokenHash> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= CREDENTIAL_BYTES_MAX)
        .then(|| TokenHash::of(token.trim()))
}

fn cookie(headers: &HeaderMap) -> Option<TokenHash> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == COOKIE && !value.is_empty() && value.len() <= CREDENTIAL_BYTES_MAX)
        .map(|(_, value)| TokenHash::of(value))
}

/// The `Set-Cookie` of a new session. `Secure` when the browser came over TLS, as the instance says: a
/// drill on a laptop has none, and a `Secure` cookie would be dropped there.
#[must_use]
pub(crate) fn set_cookie(token: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict{secure}")
}

/// The `Set-Cookie` that takes it away again.
#[must_use]
pub(crate) fn clear_cookie(secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn a_bearer_token_goes_before_a_cookie() {
        let both = headers(&[("authorization", "Bearer abc"), ("cookie", "a=1; huiyin_session=xyz")]);
        assert_eq!(Credential::of(&both), Some(Credential::Bearer(TokenHash::of("abc"))));
        let cookie = headers(&[("cookie", "a=1; huiyin_session=xyz")]);
        assert_eq!(Credential::of(&cookie), Some(Credential::Cookie(TokenHash::of("xyz"))));
        for none in [
            headers(&[]),
            headers(&[("authorization", "Basic abc")]),
            headers(&[("cookie", "huiyin_session=")]),
        ] {
            assert_eq!(Credential::of(&none), None);
        }
    }

    #[test]
    fn a_write_by_cookie_needs_a_header_that_no_other_site_can_send() {
        let cookie = headers(&[("cookie", "huiyin_session=xyz")]);
        assert!(Credential::of(&cookie).unwrap().may_be_forged(&cookie));
        let marked = headers(&[("cookie", "huiyin_session=xyz"), ("x-huiyin", "1")]);
        assert!(!Credential::of(&marked).unwrap().may_be_forged(&marked));
        let bearer = headers(&[("authorization", "bearer abc")]);
        assert!(!Credential::of(&bearer).unwrap().may_be_forged(&bearer));
    }

    #[test]
    fn the_cookie_is_for_this_site_and_not_for_scripts() {
        assert_eq!(set_cookie("t", true), "huiyin_session=t; Path=/; HttpOnly; SameSite=Strict; Secure");
        assert!(clear_cookie(false).contains("Max-Age=0"));
    }
}
