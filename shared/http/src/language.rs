use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::problem::Unlocalised;

/// The reader's language; Chinese unless English is asked for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    Zh,
    En,
}

impl Language {
    /// By `Accept-Language`: the first of the two languages named there. Weights are ignored, since every
    /// browser lists its languages in order.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
        for tag in wanted.split(',') {
            let tag = tag.trim().to_ascii_lowercase();
            if tag.starts_with("zh") {
                return Self::Zh;
            }
            if tag.starts_with("en") {
                return Self::En;
            }
        }
        Self::Zh
    }

    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// Outermost layer: says problems in the reader's language.
pub async fn localise(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let response = next.run(request).await;
    match response.extensions().get::<Unlocalised>() {
        Some(Unlocalised(problem)) if language != Language::Zh => {
            let mut localised = problem.render(language);
            // What inner layers have set (positions, security headers) stays.
            for (name, value) in response.headers() {
                if !localised.headers().contains_key(name) && name != header::CONTENT_LENGTH {
                    localised.headers_mut().append(name, value.clone());
                }
            }
            localised
        }
        _ => response,
    }
}
