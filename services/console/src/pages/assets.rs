use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, Response, StatusCode};

/// The built web pages, part of the binary.
#[derive(rust_embed::RustEmbed)]
#[folder = "web/dist"]
struct Dist;

/// Files under this path carry a hash of their content in their name: they never change.
const HASHED: &str = "assets/";

/// What a page without pages says.
const NOT_BUILT: &str = "网页尚未构建：请先运行 make web（或 npm run build），再编译 console。\n\
                         The web pages are not built: run make web (or npm run build), then compile the console.\n";

/// Serves an embedded file, or the entry page for the client's own routes.
pub(crate) fn serve(method: &Method, path: &str, headers: &HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "只支持 GET。 Only GET is supported.\n");
    }
    let name = path.trim_start_matches('/');
    let (name, file) = match Dist::get(name).filter(|_| !name.is_empty()) {
        Some(file) => (name, file),
        // A path with a file's ending that is not there is a mistake; any other is a page of the client.
        None if looks_like_a_file(name) => {
            return plain(StatusCode::NOT_FOUND, "没有这个文件。 No such file.\n");
        }
        None => match Dist::get("index.html") {
            Some(file) => ("index.html", file),
            None => return plain(StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT),
        },
    };
    // Weak, because the same file may go out compressed or not.
    let tag = format!("W/\"{}\"", hex(&file.metadata.sha256_hash()));
    let caching = if name.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Response::new(Body::empty());
    if is_known(headers, &tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        let kind = HeaderValue::from_str(file.metadata.mimetype());
        let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
        response.headers_mut().insert(header::CONTENT_TYPE, with_charset(kind));
        if method == Method::GET {
            *response.body_mut() = Body::from(file.data);
        }
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn looks_like_a_file(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

fn with_charset(kind: HeaderValue) -> HeaderValue {
    match kind.to_str() {
        Ok("text/html") => HeaderValue::from_static("text/html; charset=utf-8"),
        Ok("text/javascript") => HeaderValue::from_static("text/javascript; charset=utf-8"),
        Ok("text/css") => HeaderValue::from_static("text/css; charset=utf-8"),
        _ => kind,
    }
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || known.trim().trim_start_matches("W/") == strong)
}

fn hex(bytes: &[u8]) -> String {
    // 16 of the 32 bytes tell any two builds apart.
    bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_not_answered_with_the_entry_page() {
        let response = serve(&Method::GET, "/assets/gone-1a2b.js", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_client_route_gets_the_entry_page_or_says_that_it_is_not_built() {
        let response = serve(&Method::GET, "/cases/42", &HeaderMap::new());
        let built = Dist::get("index.html").is_some();
        let expected = if built { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
        assert_eq!(response.status(), expected);
        let caching = if built { "no-cache" } else { "no-store" };
        assert_eq!(response.headers()[header::CACHE_CONTROL], caching);
    }

    #[test]
    fn pages_are_only_read() {
        let response = serve(&Method::POST, "/", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    }

    #[test]
    fn a_known_version_is_recognised_strong_or_weak() {
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"x\", W/\"abc\""));
        assert!(is_known(&headers, "W/\"abc\""));
        assert!(!is_known(&headers, "W/\"abd\""));
    }
}
