use std::sync::Arc;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use store::StoreError;

use crate::Language;

/// An error as a client sees it (RFC 9457): a stable code for programs, a sentence in Chinese and English
/// for people, and a pointer to each field at fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug, PartialEq)]
struct Inner {
    status: StatusCode,
    code: &'static str,
    zh: String,
    en: String,
    fields: Vec<FieldProblem>,
    retry_after_seconds: Option<u32>,
}

/// What is wrong with one field of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// JSON pointer (RFC 6901) into the request's body, e.g. `/petitioners/0/phone`.
    pub pointer: String,
    pub code: &'static str,
    pub zh: String,
    pub en: String,
}

/// Field errors in one answer: a form has fewer fields than this.
const FIELDS_MAX: usize = 50;

impl Problem {
    /// `zh` and `en` say what is, then what to do.
    #[must_use]
    pub fn new(status: StatusCode, code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            status,
            code,
            zh: zh.into(),
            en: en.into(),
            fields: Vec::new(),
            retry_after_seconds: None,
        }))
    }

    /// The request's fields are at fault: 422 `invalid_fields`, with the fields to be added.
    #[must_use]
    pub fn invalid() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_fields",
            "填写的内容有误，没有保存。请改正标出的项目。",
            "Some fields are not right and nothing was saved. Please correct the marked ones.",
        )
    }

    /// Adds a field; the first 50 are shown.
    #[must_use]
    pub fn field(
        mut self,
        pointer: impl Into<String>,
        code: &'static str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        if self.0.fields.len() < FIELDS_MAX {
            self.0.fields.push(FieldProblem { pointer: pointer.into(), code, zh: zh.into(), en: en.into() });
        }
        self
    }

    /// Tells the client when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after_seconds = Some(seconds);
        self
    }

    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    #[must_use]
    pub fn fields(&self) -> &[FieldProblem] {
        &self.0.fields
    }

    /// There is no such thing, or the caller may not know of it: the two look the same (R11).
    #[must_use]
    pub fn not_found(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, zh, en)
    }

    /// No such case in the caller's scope.
    #[must_use]
    pub fn case_not_found() -> Self {
        Self::not_found(
            "case_not_found",
            "没有找到这件信访事项，或者您无权查看。",
            "There is no such case, or you may not see it.",
        )
    }

    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "您的岗位不能进行这项操作。如有需要，请联系本单位负责人。",
            "Your role does not allow this. Ask the head of your unit if you need it.",
        )
    }

    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
            "还没有登录，或登录已过期。请重新登录。",
            "You are not signed in, or the sign-in has expired. Please sign in again.",
        )
    }

    /// `If-Match` names another version than the stored one.
    #[must_use]
    pub fn version_mismatch(current: i64) -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "version_mismatch",
            format!("别人刚改过这一条（现为第 {current} 版），您的修改没有保存。请刷新后再改。"),
            format!(
                "Somebody has just changed this (now version {current}); your change was not saved. Reload and try again."
            ),
        )
    }

    /// A defect on our side; the cause is logged, not told.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "系统出了故障，没有保存。请稍后再试；如仍不行，请联系系统管理员。",
            "Something failed on our side and nothing was saved. Try again; if it persists, call the administrator.",
        )
    }

    fn body(&self, language: Language) -> serde_json::Value {
        let inner = &self.0;
        let pick = |zh: &str, en: &str| match language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        };
        let errors: Vec<serde_json::Value> = inner
            .fields
            .iter()
            .map(|field| {
                json!({
                    "pointer": field.pointer,
                    "code": field.code,
                    "detail": pick(&field.zh, &field.en),
                    "messages": { "zh-CN": field.zh, "en": field.en },
                })
            })
            .collect();
        json!({
            "type": format!("urn:huiyin:problem:{}", inner.code),
            "title": inner.status.canonical_reason().unwrap_or("Error"),
            "status": inner.status.as_u16(),
            "code": inner.code,
            "detail": pick(&inner.zh, &inner.en),
            "messages": { "zh-CN": inner.zh, "en": inner.en },
            "errors": errors,
        })
    }

    /// The response in the reader's language.
    pub(crate) fn render(&self, language: Language) -> Response {
        let mut response = (self.0.status, Json(self.body(language))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        if let Some(seconds) = self.0.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Marks a response as a problem, so that the outermost layer can say it in the reader's language.
#[derive(Clone, Debug)]
pub(crate) struct Unlocalised(pub Arc<Problem>);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.render(Language::Zh);
        response.extensions_mut().insert(Unlocalised(Arc::new(self)));
        response
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.en)
    }
}

impl std::error::Error for Problem {}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // Logged here, once: the caller sees only that it failed.
        tracing::error!(%error, "store");
        if error.is_passing() {
            Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "store_unavailable",
                "数据库暂时不可用，没有保存。请稍后再试。",
                "The store is not available and nothing was saved. Please try again shortly.",
            )
            .retry_after(2)
        } else {
            Self::internal()
        }
    }
}
