//! A registrar at the console's port: signed in as anybody is, over one connection that stays open.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::failure::Failure;
use crate::petition;

/// Longer than the gateway waits for a service.
const TIMEOUT: Duration = Duration::from_secs(40);

/// An HTTP client as the load and the raw limit use it.
pub(crate) fn http() -> Result<Client, Failure> {
    // The machine's own proxy settings are not meant: the instance listens on the loopback.
    Ok(Client::builder().timeout(TIMEOUT).no_proxy().build()?)
}

/// A signed-in user.
#[derive(Clone, Debug)]
pub(crate) struct Registrar {
    http: Client,
    url: String,
    token: String,
}

/// A key that no other registration of this instance has: the number, which each is given once.
fn key(number: usize) -> String {
    format!("bench-{number}")
}

/// What became of one registration.
#[derive(Debug)]
pub(crate) enum Registered {
    Case(Uuid),
    /// The status and the problem's code, for the report.
    Refused(String),
}

impl Registrar {
    /// Signs in with the password that demo instances have.
    pub(crate) async fn sign_in(url: &str) -> Result<Self, Failure> {
        let http = http()?;
        let body = json!({ "username": "registrar", "password": "demo" });
        let answer = http.post(format!("{url}/api/console/v1/login")).json(&body).send().await?;
        let status = answer.status();
        let answer: Value = answer.json().await?;
        if !status.is_success() {
            return Err(Failure::Refused("sign-in", format!("{status} {answer}")));
        }
        let token = answer.get("token").and_then(Value::as_str).ok_or(Failure::Answer("token"))?;
        Ok(Self { http, url: url.to_owned(), token: token.to_owned() })
    }

    /// Registers petition `number`, as the counter does: with an Idempotency-Key of its own.
    pub(crate) async fn register(&self, number: usize) -> Result<Registered, Failure> {
        let answer = self
            .http
            .post(format!("{}/api/intake/v1/petitions", self.url))
            .bearer_auth(&self.token)
            .header("idempotency-key", key(number))
            .json(&petition::body(number))
            .send()
            .await?;
        let status = answer.status();
        let answer: Value = answer.json().await?;
        let text = |key: &str| answer.get(key).and_then(Value::as_str);
        if status != StatusCode::CREATED {
            return Ok(Registered::Refused(format!("{status} {}", text("code").unwrap_or_default())));
        }
        let id = text("id").and_then(|id| id.parse().ok()).ok_or(Failure::Answer("id"))?;
        Ok(Registered::Case(id))
    }

    /// Whether the ledger shows this case with a last day, asked over HTTP.
    pub(crate) async fn sees_deadline(&self, case: Uuid) -> Result<bool, Failure> {
        let answer = self
            .http
            .get(format!("{}/api/ledger/v1/cases/{case}", self.url))
            .bearer_auth(&self.token)
            .send()
            .await?;
        let answer: Value = answer.json().await?;
        Ok(answer.get("due").is_some_and(Value::is_string))
    }
}
