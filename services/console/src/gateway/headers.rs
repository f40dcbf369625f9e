use axum::http::header::{HeaderMap, HeaderName, HeaderValue};

/// Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1).
const HOP_BY_HOP: &[&str] = &[
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Headers that end at the gateway: who the caller is comes from the token alone, and where the call came
/// from is written here and nowhere else. So is the trace: a caller's own would let it write into others'.
const ENDS_HERE: &[&str] = &[
    "host",
    "authorization",
    "cookie",
    "content-length",
    "expect",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "x-huiyin",
    "traceparent",
    "tracestate",
    "baggage",
];

/// Headers of a service's answer that stay behind: a service has no session, and the gateway sets its
/// own security headers.
const STAYS_BEHIND: &[&str] = &["set-cookie", "server"];

/// The headers of a call as the service receives them; `peer` is the caller's address.
#[must_use]
pub(crate) fn outgoing(received: &HeaderMap, peer: Option<std::net::IpAddr>) -> HeaderMap {
    let mut headers = without(received, &[HOP_BY_HOP, ENDS_HERE]);
    if let Some(value) = peer.and_then(|ip| HeaderValue::from_str(&ip.to_string()).ok()) {
        headers.insert(HeaderName::from_static("x-forwarded-for"), value);
    }
    headers
}

/// The headers of a service's answer as the caller receives them.
#[must_use]
pub(crate) fn returning(answered: &HeaderMap) -> HeaderMap {
    without(answered, &[HOP_BY_HOP, STAYS_BEHIND])
}

fn without(headers: &HeaderMap, dropped: &[&[&str]]) -> HeaderMap {
    let named: Vec<String> = headers
        .get_all("connection")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    headers
        .iter()
        .filter(|(name, _)| !dropped.iter().any(|set| set.contains(&name.as_str())))
        .filter(|(name, _)| !named.iter().any(|dropped| dropped == name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn a_callers_credentials_and_claims_about_itself_end_at_the_gateway() {
        let received = headers(&[
            ("authorization", "Bearer mine"),
            ("cookie", "huiyin_session=mine"),
            ("x-forwarded-for", "6.6.6.6"),
            ("forwarded", "for=6.6.6.6"),
            ("connection", "close, x-secret"),
            ("x-secret", "1"),
            ("transfer-encoding", "chunked"),
            ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            ("tracestate", "a=1"),
            ("baggage", "user=mine"),
            ("idempotency-key", "k"),
            ("huiyin-after", "intake@1:2"),
            ("accept-language", "en"),
        ]);
        let sent = outgoing(&received, Some([10, 0, 0, 7].into()));
        let mut names: Vec<&str> = sent.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept-language", "huiyin-after", "idempotency-key", "x-forwarded-for"]);
        assert_eq!(sent["x-forwarded-for"], "10.0.0.7");
    }

    #[test]
    fn an_answer_brings_its_position_and_version_but_no_cookie() {
        let answered = headers(&[
            ("etag", "\"3\""),
            ("huiyin-position", "intake@1:42"),
            ("set-cookie", "a=b"),
            ("connection", "keep-alive"),
        ]);
        let returned = returning(&answered);
        assert_eq!(
            (returned.len(), &returned["huiyin-position"]),
            (2, &HeaderValue::from_static("intake@1:42"))
        );
    }
}
