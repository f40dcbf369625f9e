//! Generic webhook, signed after Standard Webhooks: webhook-id, webhook-timestamp, webhook-signature.

use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::SignedDuration;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, StatusCode, redirect};

use super::{Channel, ChannelError, Parcel, WebhookSecret};
use crate::domain::Outcome;

/// A receiver that does not take a connection in this time is down for this attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// Receivers answer in milliseconds; a longer wait only keeps the next leader waiting.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Only a code and a word are looked for in an answer.
const RESPONSE_BYTES_MAX: usize = 8 * 1024;

/// Posts JSON to each person's URL.
#[derive(Clone, Debug)]
pub struct Webhook {
    client: Client,
    secret: WebhookSecret,
}

impl Webhook {
    /// A client without redirects (a signed page must not be led elsewhere) and without the proxies of the
    /// environment (a page to the next room must not leave the house).
    ///
    /// # Errors
    /// [`ChannelError`] when the process has no TLS provider or the client cannot be built.
    pub fn new(secret: WebhookSecret) -> Result<Self, ChannelError> {
        // reqwest panics without a provider; a typed error says what to do instead.
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            return Err(ChannelError::NoTlsProvider);
        }
        let builder = || {
            Client::builder()
                .user_agent(concat!("huiyin-alerts/", env!("CARGO_PKG_VERSION")))
                .redirect(redirect::Policy::none())
                .retry(reqwest::retry::never())
                .no_proxy()
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(TIMEOUT)
        };
        let client = builder().build().or_else(|error| {
            // A bare machine has no root certificates: receivers on http still work.
            tracing::warn!(%error, "no root certificates found: https webhooks will fail");
            builder().tls_certs_only([]).build()
        })?;
        Ok(Self { client, secret })
    }

    async fn attempt(&self, parcel: &Parcel) -> Outcome {
        let id = parcel.key.to_string();
        let timestamp = parcel.at.as_second();
        let body = payload(parcel);
        let signature = self.secret.sign(&id, timestamp, &body);
        let request = self
            .client
            .post(&parcel.target)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", timestamp.to_string())
            .header("webhook-signature", signature)
            .body(body);
        match request.send().await {
            Ok(response) => {
                let (status, wish) = (response.status(), retry_after(response.headers()));
                match limited(response).await {
                    Ok(text) => judge(status, wish, &text),
                    Err(reason) if status.is_success() => Outcome::Unknown { reason },
                    Err(_) => judge(status, wish, &[]),
                }
            }
            Err(error) if error.is_builder() => Outcome::Rejected { reason: describe(&error) },
            Err(error) if error.is_connect() => Outcome::Retry { reason: describe(&error), after: None },
            Err(error) => Outcome::Unknown { reason: describe(&error) },
        }
    }
}

impl Channel for Webhook {
    fn send<'a>(&'a self, parcel: &'a Parcel) -> BoxFuture<'a, Outcome> {
        Box::pin(self.attempt(parcel))
    }
}

/// `type`, `timestamp` and `data`, as the specification recommends.
fn payload(parcel: &Parcel) -> Vec<u8> {
    let message = &parcel.message;
    let body = serde_json::json!({
        "type": format!("huiyin.{}", message.about),
        "timestamp": parcel.at,
        "data": {
            "recipient": parcel.recipient,
            "subject": message.subject,
            "text": message.text,
            "link": message.link,
            "facts": message.facts,
        },
    });
    body.to_string().into_bytes()
}

async fn limited(mut response: reqwest::Response) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = RESPONSE_BYTES_MAX.saturating_sub(text.len());
                text.extend(chunk.iter().take(room));
                // Whatever follows is not read: the connection is dropped with the response.
                if text.len() >= RESPONSE_BYTES_MAX {
                    return Ok(text);
                }
            }
            Ok(None) => return Ok(text),
            Err(error) => return Err(describe(&error)),
        }
    }
}

fn judge(status: StatusCode, wish: Option<SignedDuration>, body: &[u8]) -> Outcome {
    if status.is_success() {
        return match refused_inside(body) {
            // 200 is not success when the body says otherwise (robots behind a generic webhook).
            Some(code) => Outcome::Retry { reason: format!("HTTP {status} with code {code}"), after: wish },
            None => Outcome::Accepted,
        };
    }
    let reason = format!("HTTP {status}");
    let passing = status.is_server_error()
        || matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
        );
    if passing { Outcome::Retry { reason, after: wish } } else { Outcome::Rejected { reason } }
}

fn refused_inside(body: &[u8]) -> Option<i64> {
    let answer: serde_json::Value = serde_json::from_slice(body).ok()?;
    let code = answer.get("errcode").or_else(|| answer.get("code"))?.as_i64()?;
    let fine = code == 0 || (200..300).contains(&code);
    (!fine).then_some(code)
}

fn retry_after(headers: &HeaderMap) -> Option<SignedDuration> {
    // Seconds only: a date would have to be compared with a clock that is not ours.
    let seconds: u32 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(SignedDuration::from_secs(i64::from(seconds)))
}

/// The error and its causes, without the URL: a receiver's URL may hold its key.
fn describe(error: &reqwest::Error) -> String {
    let kind = if error.is_timeout() { "timeout" } else { "transport" };
    let mut causes = vec![kind.to_owned()];
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause.filter(|_| causes.len() < 5) {
        causes.push(inner.to_string());
        cause = inner.source();
    }
    causes.join(": ")
}

#[cfg(test)]
mod tests;
