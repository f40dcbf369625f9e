use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Scripts, styles, images and connections from this site alone; no frames around it, no forms away.
const POLICY: &str = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; \
                      object-src 'none'";

/// The API's documentation writes styles into its page and draws icons from `data:`; only there, and it
/// shows nothing but our own documents.
const POLICY_FOR_DOCS: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                               frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";

/// Sets the security headers on every answer, whoever produced it.
pub(crate) async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_api = path.starts_with("/api/") || path == "/api";
    let is_docs = path == "/api/docs" || path.starts_with("/api/docs/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = if is_docs { POLICY_FOR_DOCS } else { POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_api && !is_docs && !headers.contains_key(header::CACHE_CONTROL) {
        // Answers hold case data: no shared cache and no back button after signing out.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];
