//! The ways out of the house: a signed webhook and mail. The console's live page is not a channel that
//! sends: the event itself appears there.
//!
//! A channel makes one attempt and says what came of it. Retries belong to the delivery state machine
//! (`domain::delivery`), never to a channel or to an HTTP layer under it.

mod mail;
mod signature;
mod webhook;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use ids::DeliveryId;
use jiff::Timestamp;

pub use mail::{Mail, MailSettings};
pub use signature::{InvalidSecret, WebhookSecret};
pub use webhook::Webhook;

use crate::domain::message::Message;
use crate::domain::{ChannelKind, Outcome};

/// One message on its way to one person.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// The same at every attempt: the receiver can drop a second copy by it.
    pub key: DeliveryId,
    /// The leader's name, for the salutation.
    pub recipient: String,
    /// A mail address or a URL.
    pub target: String,
    pub message: Message,
    /// Real time of this attempt.
    pub at: Timestamp,
}

/// A way out of the house.
pub trait Channel: Send + Sync {
    /// Makes one attempt, within its own time limit.
    fn send<'a>(&'a self, parcel: &'a Parcel) -> BoxFuture<'a, Outcome>;
}

/// A channel cannot be set up as configured: the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum ChannelError {
    #[error(transparent)]
    Secret(#[from] InvalidSecret),
    #[error(
        "no TLS provider is installed: the binary must call rustls::crypto::ring::default_provider().install_default() before it starts a service"
    )]
    NoTlsProvider,
    #[error("the HTTP client cannot be built: {0}")]
    Http(#[from] reqwest::Error),
    #[error("HUIYIN_ALERTS_SMTP_URL cannot be used: {0}")]
    SmtpUrl(String),
    #[error("HUIYIN_ALERTS_SMTP_FROM is not a mail address")]
    SmtpFrom,
    #[error("mail cannot be set up: {0}")]
    Smtp(#[from] lettre::transport::smtp::Error),
}

/// The channels that are configured.
#[derive(Clone, Default)]
pub struct Channels {
    pub webhook: Option<Arc<dyn Channel>>,
    pub mail: Option<Arc<dyn Channel>>,
}

impl Channels {
    /// Whether messages can leave through this channel.
    #[must_use]
    pub fn has(&self, kind: ChannelKind) -> bool {
        match kind {
            ChannelKind::Webhook => self.webhook.is_some(),
            ChannelKind::Mail => self.mail.is_some(),
            ChannelKind::Console => true,
        }
    }

    /// Makes one attempt through `kind`.
    pub async fn send(&self, kind: ChannelKind, parcel: &Parcel) -> Outcome {
        let channel = match kind {
            ChannelKind::Webhook => self.webhook.as_ref(),
            ChannelKind::Mail => self.mail.as_ref(),
            ChannelKind::Console => return Outcome::Accepted,
        };
        match channel {
            Some(channel) => channel.send(parcel).await,
            // It was configured when the message was queued and is not any more.
            None => Outcome::Rejected { reason: format!("channel {} is not configured", kind.as_str()) },
        }
    }
}

impl std::fmt::Debug for Channels {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Channels")
            .field("webhook", &self.webhook.is_some())
            .field("mail", &self.mail.is_some())
            .finish()
    }
}

#[cfg(test)]
pub(crate) fn parcel(target: &str) -> Parcel {
    use crate::domain::message;
    Parcel {
        key: "0190c2d4-7b1e-7c3a-9a41-2f6b6d0e8f11".parse().unwrap(),
        recipient: "陆明远".into(),
        target: target.into(),
        message: message::digest(1, 1, "https://hy.example"),
        at: Timestamp::from_second(1_700_000_000).unwrap(),
    }
}
