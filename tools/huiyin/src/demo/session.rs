//! The seed's calls: retried while services start, and each sees what the ones before it wrote.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::time::Instant;

use crate::Failure;
use crate::client::{Answer, Api};

/// Events reach the other services within a second; more means that something is wrong.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(200);

#[derive(Clone, Debug)]
pub(crate) struct Session {
    api: Api,
    /// The latest position of each service, sent along with every later call.
    positions: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Session {
    pub(crate) fn new(api: Api) -> Self {
        Self { api, positions: Arc::default() }
    }

    /// The same story, told by a demo user.
    pub(crate) async fn signed_in(&self, username: &str) -> Result<Self, Failure> {
        let api = self.api.sign_in(username, super::county::PASSWORD).await?;
        Ok(Self { api, positions: Arc::clone(&self.positions) })
    }

    pub(crate) fn base(&self) -> &str {
        self.api.base()
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.call(Method::GET, path, None).await?.success(path)
    }

    /// Every item of a list, page by page.
    pub(crate) async fn list(&self, path: &str) -> Result<Vec<Value>, Failure> {
        let mut items = Vec::new();
        let mut cursor = String::new();
        // 200 a page: far beyond what the seed can have written.
        for _page in 0..50 {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = self.get(&format!("{path}{separator}limit=200{cursor}")).await?;
            items.extend(page.get("items").and_then(Value::as_array).cloned().unwrap_or_default());
            match page.get("next_cursor").and_then(Value::as_str) {
                Some(next) => {
                    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
                    cursor = format!("&cursor={next}");
                }
                None => break,
            }
        }
        Ok(items)
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.call(Method::POST, path, Some(body)).await?.success(path)
    }

    /// As `post`; a refusal with this code means that it was done before.
    pub(crate) async fn post_unless(&self, path: &str, body: &Value, done: &str) -> Result<(), Failure> {
        let answer = self.call(Method::POST, path, Some(body)).await?;
        if answer.body.get("code").and_then(Value::as_str) == Some(done) {
            return Ok(());
        }
        answer.success(path).map(drop)
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Result<Value, Failure> {
        self.call(Method::PUT, path, Some(body)).await?.success(path)
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Failure> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let after = {
                let positions = self.positions.lock().unwrap_or_else(PoisonError::into_inner);
                positions.values().cloned().collect::<Vec<_>>().join(", ")
            };
            let headers = [("Huiyin-After", after.as_str())];
            let headers = if after.is_empty() { &[][..] } else { &headers[..] };
            let answer = self.api.send(method.clone(), path, body, headers).await;
            let again = match &answer {
                // Writes of the seed are looked up before they are made, so a lost answer does no harm.
                Err(_) => true,
                Ok(answer) => matches!(
                    answer.status,
                    StatusCode::TOO_MANY_REQUESTS
                        | StatusCode::BAD_GATEWAY
                        | StatusCode::SERVICE_UNAVAILABLE
                        | StatusCode::GATEWAY_TIMEOUT
                ),
            };
            if !again || Instant::now() >= deadline {
                let answer = answer?;
                if let Some((service, _)) = answer.position.as_deref().and_then(|text| text.split_once('@')) {
                    let position = answer.position.clone().unwrap_or_default();
                    let mut positions = self.positions.lock().unwrap_or_else(PoisonError::into_inner);
                    positions.insert(service.to_owned(), position);
                }
                return Ok(answer);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
