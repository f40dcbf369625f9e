use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use messaging::{Command, Position, StoredAnswer, Work};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::{Caller, Host, Problem};

/// A client's key: long enough for a UUID with a prefix.
const KEY_CHARS_MAX: usize = 128;

/// The headers that belong to a write.
#[derive(Clone, Debug)]
pub struct WriteHeaders {
    /// `Idempotency-Key`: a repetition gets the first answer.
    pub idempotency_key: Option<String>,
    /// `If-Match`: the resource's version that the change is meant for.
    pub if_match: Option<i64>,
    /// Method and path: what the key belongs to.
    target: String,
}

impl WriteHeaders {
    /// # Errors
    /// 412 `version_mismatch` when the client meant another version.
    pub fn check_version(&self, current: i64) -> Result<(), Problem> {
        match self.if_match {
            Some(wanted) if wanted != current => Err(Problem::version_mismatch(current)),
            _ => Ok(()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for WriteHeaders {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let text = |name: &str| header_text(&parts.headers, name);
        let idempotency_key = text("idempotency-key");
        if idempotency_key.as_ref().is_some_and(|key| key.is_empty() || key.chars().count() > KEY_CHARS_MAX) {
            return Err(Problem::new(
                StatusCode::BAD_REQUEST,
                "invalid_idempotency_key",
                format!("Idempotency-Key 须为 1 到 {KEY_CHARS_MAX} 个字符。"),
                format!("Idempotency-Key must have 1 to {KEY_CHARS_MAX} characters."),
            ));
        }
        let if_match = match text("if-match") {
            None => None,
            Some(value) if value == "*" => None,
            Some(value) => {
                let version = value.trim_start_matches("W/").trim_matches('"').parse();
                Some(version.map_err(|_| {
                    Problem::new(
                        StatusCode::BAD_REQUEST,
                        "invalid_if_match",
                        "If-Match 须为这一条的版本号，如 \"3\"。",
                        "If-Match must be the version of the resource, such as \"3\".",
                    )
                })?)
            }
        };
        Ok(Self { idempotency_key, if_match, target: format!("{} {}", parts.method, parts.uri.path()) })
    }
}

fn header_text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// The answer to a write: status, body, the resource's version, and the position of its events.
#[derive(Clone, Debug)]
pub struct Written {
    status: StatusCode,
    body: serde_json::Value,
    position: Position,
    replayed: bool,
}

impl IntoResponse for Written {
    fn into_response(self) -> Response {
        let version = self.body.get("version").and_then(serde_json::Value::as_i64);
        let mut response = if self.status == StatusCode::NO_CONTENT {
            self.status.into_response()
        } else {
            (self.status, Json(self.body)).into_response()
        };
        let headers = response.headers_mut();
        if let Ok(position) = HeaderValue::from_str(&self.position.to_string()) {
            headers.insert("huiyin-position", position);
        }
        if let Some(version) = version
            && let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\""))
        {
            headers.insert(header::ETAG, tag);
        }
        if self.replayed {
            headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}

/// Runs a command for a request and answers with `status`.
///
/// # Errors
/// The command's own problem; 422 `idempotency_key_reused` when the key came before with another body.
pub async fn submit<C, B>(
    host: &Host,
    caller: &Caller,
    headers: &WriteHeaders,
    body: &B,
    status: StatusCode,
    command: C,
) -> Result<Written, Problem>
where
    C: Command<Err = Problem>,
    C::Out: Serialize,
    B: Serialize + ?Sized,
{
    submit_with(host, caller, headers, body, move |_| status, command).await
}

/// The same, where the status depends on the answer.
///
/// # Errors
/// As [`submit`].
pub async fn submit_with<C, B>(
    host: &Host,
    caller: &Caller,
    headers: &WriteHeaders,
    body: &B,
    status: impl Fn(&C::Out) -> StatusCode + Send + Sync + 'static,
    command: C,
) -> Result<Written, Problem>
where
    C: Command<Err = Problem>,
    C::Out: Serialize,
    B: Serialize + ?Sized,
{
    let key = headers.idempotency_key.as_ref().map(|key| Key {
        principal: caller.principal(),
        route: headers.target.clone(),
        key: key.clone(),
        request_hash: request_hash(body, headers.if_match),
    });
    let committed = host.writer.run(Answered { command, key, status }).await?;
    let answer = committed.out;
    Ok(Written {
        status: answer.status,
        body: answer.body,
        position: committed.position,
        replayed: answer.replayed,
    })
}

fn request_hash<B: Serialize + ?Sized>(body: &B, if_match: Option<i64>) -> [u8; 32] {
    let body = serde_json::to_vec(body).unwrap_or_default();
    Sha256::new().chain_update(body).chain_update(format!("{if_match:?}")).finalize().into()
}

struct Key {
    principal: String,
    route: String,
    key: String,
    request_hash: [u8; 32],
}

struct Answer {
    status: StatusCode,
    body: serde_json::Value,
    replayed: bool,
}

/// A command whose answer is kept, in its own transaction, for repetitions of the request.
struct Answered<C, F> {
    command: C,
    key: Option<Key>,
    status: F,
}

impl<C, F> Command for Answered<C, F>
where
    C: Command<Err = Problem>,
    C::Out: Serialize,
    F: Fn(&C::Out) -> StatusCode + Send + Sync + 'static,
{
    type Out = Answer;
    type Err = Problem;

    fn name() -> &'static str {
        C::name()
    }

    async fn execute(&self, work: &mut Work) -> Result<Answer, Problem> {
        if let Some(key) = &self.key
            && let Some(answer) = work.answer_for(&key.principal, &key.route, &key.key).await?
        {
            if answer.request_hash != key.request_hash {
                return Err(Problem::new(
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "idempotency_key_reused",
                    "这个 Idempotency-Key 已用于另一个内容不同的请求，没有保存。",
                    "This Idempotency-Key was used for a request with another content; nothing was saved.",
                ));
            }
            let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
            return Ok(Answer { status, body: answer.body, replayed: true });
        }
        let out = self.command.execute(work).await?;
        let status = (self.status)(&out);
        let body = serde_json::to_value(&out).map_err(|error| {
            tracing::error!(%error, "an answer has no JSON form");
            Problem::internal()
        })?;
        if let Some(key) = &self.key {
            let answer =
                StoredAnswer { request_hash: key.request_hash, status: status.as_u16(), body: body.clone() };
            work.keep_answer(&key.principal, &key.route, &key.key, answer);
        }
        Ok(Answer { status, body, replayed: false })
    }
}
