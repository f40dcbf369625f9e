//! The HTTP client of the command line: the operator's token, or a demo user's.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::{Method, StatusCode, header};
use serde::Deserialize;
use serde_json::Value;

use crate::{Exit, Failure};

/// Longer than the slowest honest answer (a write that waits for its position, 2 s, twice).
const TIMEOUT: Duration = Duration::from_secs(20);

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// What `dev up` leaves in the data folder for later commands.
#[derive(Debug, Deserialize, serde::Serialize)]
pub(crate) struct Address {
    pub(crate) url: String,
    /// The file of the operator's token, relative to the data folder.
    pub(crate) token_file: PathBuf,
}

/// A client for calls within the instance.
pub(crate) fn http(timeout: Duration) -> Result<reqwest::Client, Failure> {
    // The process needs one TLS provider; an error means that it has one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .timeout(timeout)
        .connect_timeout(timeout.min(CONNECT_TIMEOUT))
        // The instance is on this machine or in this building: a proxy of the shell is not meant.
        .no_proxy()
        .build()
        .map_err(|error| {
            Failure::new(Exit::Local, "无法建立连接", "cannot set up a connection").caused_by(error)
        })
}

/// One caller of the gateway.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    base: String,
    token: String,
    http: reqwest::Client,
}

/// An answer with any status; the body is `Null` when there is none.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    /// The server's wish, in seconds.
    pub(crate) retry_after: Option<u64>,
    /// `Huiyin-Position` of a write.
    pub(crate) position: Option<String>,
}

impl Answer {
    /// The problem's sentence with its code and fields, for people.
    pub(crate) fn reason(&self, lang: crate::Lang) -> String {
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let sentence = |value: &Value| {
            let messages = value.get("messages");
            messages
                .and_then(|m| text(m, lang.pick("zh-CN", "en")))
                .or_else(|| text(value, "detail"))
                .or_else(|| text(value, "title"))
                .unwrap_or_default()
        };
        let mut reason = match text(&self.body, "code") {
            Some(code) => format!("{code}: {}", sentence(&self.body)),
            None => self.status.to_string(),
        };
        for error in self.body.get("errors").and_then(Value::as_array).into_iter().flatten() {
            let pointer = text(error, "pointer").unwrap_or_default();
            reason.push_str(&format!("; {pointer} {}", sentence(error)));
        }
        reason
    }

    /// The body of a success, else a failure with the reason.
    pub(crate) fn success(self, what: &str) -> Result<Value, Failure> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let exit = match self.status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Exit::Refused,
            status if status.is_server_error() => Exit::Unreachable,
            _ => Exit::Problems,
        };
        Err(Failure::new(
            exit,
            format!("{what} 失败：{} {}", self.status, self.reason(crate::Lang::Zh)),
            format!("{what} failed: {} {}", self.status, self.reason(crate::Lang::En)),
        ))
    }
}

impl Api {
    /// The operator of the instance in `data`; `HUIYIN_URL` and `HUIYIN_TOKEN_FILE` win over the folder.
    pub(crate) fn operator(data: Option<&Path>) -> Result<Self, Failure> {
        let address = match data {
            Some(data) => {
                let path = data.join("cli.json");
                let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error));
                text.map(|text| serde_json::from_str::<Address>(&text).ok())
            }
            None => Ok(None),
        };
        let url = match (std::env::var("HUIYIN_URL"), &address) {
            (Ok(url), _) => url,
            (Err(_), Ok(Some(address))) => address.url.clone(),
            (Err(_), Err(failure)) => return Err(failure.clone()),
            (Err(_), Ok(None)) => {
                return Err(Failure::new(
                    Exit::Usage,
                    "不知道系统在哪里：请设置 DATA（或 --data）为正在运行的数据目录",
                    "where is the system? set DATA (or --data) to the folder of a running instance",
                ));
            }
        };
        let token_file = std::env::var_os("HUIYIN_TOKEN_FILE").map(PathBuf::from).or_else(|| {
            let named = address.ok().flatten().map(|address| address.token_file);
            data.map(|data| data.join(named.unwrap_or_else(|| "secrets/operator.token".into())))
        });
        let Some(token_file) = token_file else {
            return Err(Failure::new(
                Exit::Usage,
                "缺少操作员令牌：请设置 HUIYIN_TOKEN_FILE",
                "no operator token: set HUIYIN_TOKEN_FILE",
            ));
        };
        let token =
            std::fs::read_to_string(&token_file).map_err(|error| Failure::file(&token_file, &error))?;
        Self::new(&url, token.trim())
    }

    pub(crate) fn new(base: &str, token: &str) -> Result<Self, Failure> {
        let http = http(TIMEOUT)?;
        Ok(Self { base: base.trim_end_matches('/').to_owned(), token: token.to_owned(), http })
    }

    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Another caller at the same address, signed in with a password.
    pub(crate) async fn sign_in(&self, username: &str, password: &str) -> Result<Self, Failure> {
        let body = serde_json::json!({ "username": username, "password": password });
        let answer = self.send(Method::POST, "/api/console/v1/login", Some(&body), &[]).await?;
        let body = answer.success(&format!("login {username}"))?;
        let token = body.get("token").and_then(Value::as_str).unwrap_or_default();
        Ok(Self { base: self.base.clone(), token: token.to_owned(), http: self.http.clone() })
    }

    /// One attempt. An error means that no answer came: the write may or may not have happened.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Failure> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let unreachable = |error: reqwest::Error| {
            Failure::new(Exit::Unreachable, "系统没有应答", "the system does not answer")
                .caused_by(chain(&error))
        };
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status();
        let text = |name: header::HeaderName| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let retry_after = text(header::RETRY_AFTER).and_then(|value| value.parse().ok());
        let position = text(header::HeaderName::from_static("huiyin-position"));
        let bytes = answer.bytes().await.map_err(unreachable)?;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Answer { status, body, retry_after, position })
    }
}

/// An error with its causes: reqwest's own sentence hides "connection refused" in the third of them.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
