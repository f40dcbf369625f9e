use axum::Json;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::Problem;

/// A petition's body is at most 20,000 characters (60 KB in UTF-8); a form around it fits four times.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// A JSON body; what does not fit is a problem that names the place.
#[derive(Clone, Copy, Debug)]
pub struct ApiJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for ApiJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(rejection) => Err(json_problem(&rejection)),
        }
    }
}

fn json_problem(rejection: &JsonRejection) -> Problem {
    match rejection {
        JsonRejection::JsonDataError(error) => {
            let text = deepest(error);
            let pointer = pointer_of(&text);
            Problem::invalid().field(
                pointer,
                "wrong_type",
                format!("这一项的类型或名称不对：{text}"),
                format!("This field has the wrong type or name: {text}"),
            )
        }
        JsonRejection::JsonSyntaxError(error) => Problem::new(
            StatusCode::BAD_REQUEST,
            "not_json",
            format!("请求不是有效的 JSON：{}", deepest(error)),
            format!("The request is not valid JSON: {}", deepest(error)),
        ),
        JsonRejection::MissingJsonContentType(_) => Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            "请求须为 JSON（Content-Type: application/json）。",
            "The request must be JSON (Content-Type: application/json).",
        ),
        other => {
            let status = other.status();
            if status == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(
                    status,
                    "body_too_large",
                    format!("内容过长，请求最多 {BODY_BYTES_MAX} 字节。"),
                    format!("The content is too long: a request is at most {BODY_BYTES_MAX} bytes."),
                )
            } else {
                Problem::new(
                    status,
                    "unreadable_body",
                    "请求内容无法读取。",
                    "The request could not be read.",
                )
            }
        }
    }
}

fn deepest(error: &dyn std::error::Error) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

/// axum reports `a.b[0]: message at line …`; the path before the colon becomes a JSON pointer.
fn pointer_of(text: &str) -> String {
    let Some((path, _)) = text.split_once(": ") else {
        return field_in_ticks(text).map_or_else(String::new, |field| format!("/{field}"));
    };
    if path.contains(' ') {
        return field_in_ticks(text).map_or_else(String::new, |field| format!("/{field}"));
    }
    let path = path.replace('[', ".").replace(']', "");
    format!("/{}", path.trim_start_matches('.').replace('.', "/"))
}

/// "missing field `subject`", "unknown field `x`": serde names the field in ticks.
fn field_in_ticks(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}

/// A path parameter; what is no id is like what does not exist.
#[derive(Clone, Copy, Debug)]
pub struct ApiPath<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for ApiPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Path::<T>::from_request_parts(parts, state).await.map(|Path(value)| Self(value)).map_err(
            |_: PathRejection| {
                Problem::not_found("not_found", "地址有误，没有这一条。", "There is nothing at this address.")
            },
        )
    }
}

/// A query string.
#[derive(Clone, Copy, Debug)]
pub struct ApiQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        Query::<T>::from_request_parts(parts, state).await.map(|Query(value)| Self(value)).map_err(
            |rejection: QueryRejection| {
                let text = deepest(&rejection);
                Problem::new(
                    StatusCode::BAD_REQUEST,
                    "invalid_query",
                    format!("查询条件有误：{text}"),
                    format!("The query is not right: {text}"),
                )
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_names_the_field_at_fault() {
        assert_eq!(pointer_of("petitioners[0].phone: invalid type: integer"), "/petitioners/0/phone");
        assert_eq!(pointer_of("missing field `subject` at line 1 column 2"), "/subject");
        assert_eq!(pointer_of("unknown field `sub`, expected one of `a`, `b`"), "/sub");
        assert_eq!(pointer_of("something else"), "");
    }
}
