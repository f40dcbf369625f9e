use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap};
use futures_util::StreamExt as _;

/// Bodies up to this size are held in memory, so that they can be sent again to a service that has just
/// restarted: all JSON of the API (256 KiB at most).
const HELD_BYTES_MAX: u64 = 256 * 1024;

/// Bodies up to this size are passed through as they come: uploads.
const STREAMED_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// A request's body on its way to a service.
pub(crate) enum Passing {
    /// May be sent again.
    Held(Bytes),
    /// Can be sent once.
    Streamed(reqwest::Body),
}

/// Why a body is not passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BodyRefused {
    #[error("the body is larger than {STREAMED_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the body did not arrive in full")]
    Broken,
}

/// Takes a request's body.
///
/// # Errors
/// [`BodyRefused`].
pub(crate) async fn take(headers: &HeaderMap, body: Body) -> Result<Passing, BodyRefused> {
    match announced(headers) {
        Some(length) if length > STREAMED_BYTES_MAX => Err(BodyRefused::TooLarge),
        Some(length) if length <= HELD_BYTES_MAX => {
            let limit = usize::try_from(HELD_BYTES_MAX).unwrap_or(usize::MAX);
            axum::body::to_bytes(body, limit).await.map(Passing::Held).map_err(|_| BodyRefused::Broken)
        }
        _ => Ok(Passing::Streamed(counted(body))),
    }
}

fn announced(headers: &HeaderMap) -> Option<u64> {
    if headers.contains_key(header::TRANSFER_ENCODING) {
        return None;
    }
    // HTTP/1.1: neither length nor transfer coding means that there is no body.
    headers.get(header::CONTENT_LENGTH).map_or(Some(0), |length| length.to_str().ok()?.parse().ok())
}

/// The body as a stream that breaks off past the limit.
fn counted(body: Body) -> reqwest::Body {
    let mut left = STREAMED_BYTES_MAX;
    reqwest::Body::wrap_stream(body.into_data_stream().map(move |chunk| {
        let chunk = chunk.map_err(|_| BodyRefused::Broken)?;
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        left = left.checked_sub(length).ok_or(BodyRefused::TooLarge)?;
        Ok::<Bytes, BodyRefused>(chunk)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[tokio::test]
    async fn a_small_body_is_held_a_large_one_streamed_a_huge_one_refused() {
        let small = take(&headers(&[("content-length", "2")]), Body::from("{}")).await;
        assert!(matches!(small, Ok(Passing::Held(bytes)) if bytes == "{}"));
        let large = take(&headers(&[("content-length", "1000000")]), Body::empty()).await;
        assert!(matches!(large, Ok(Passing::Streamed(_))));
        let chunked = take(&headers(&[("transfer-encoding", "chunked")]), Body::from("x")).await;
        assert!(matches!(chunked, Ok(Passing::Streamed(_))));
        let huge = take(&headers(&[("content-length", "99999999")]), Body::empty()).await;
        assert!(matches!(huge, Err(BodyRefused::TooLarge)));
        let none = take(&headers(&[]), Body::empty()).await;
        assert!(matches!(none, Ok(Passing::Held(bytes)) if bytes.is_empty()));
    }
}
