//! Mail by SMTP. The Message-ID is the idempotency key, so that a second copy can be recognised.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message as Letter, Tokio1Executor};
use reqwest::Url;

use super::{Channel, ChannelError, Parcel};
use crate::domain::Outcome;

/// A server that does not take a connection in this time is down for this attempt.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// lettre's own limit covers connecting alone; this one covers a server that stops talking.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How mail leaves the house.
#[derive(Clone)]
pub struct MailSettings {
    /// `smtp://host:587` (STARTTLS), `smtps://host:465` (TLS), or `smtp://127.0.0.1:2525` (plain: loopback
    /// only); a user name may stand before the host.
    pub url: String,
    pub from: String,
    /// From the secret file smtp.password; a password in the URL wins.
    pub password: Option<String>,
    /// The right side of every Message-ID.
    pub instance: String,
}

/// Sends plain text mail through one server.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    instance: String,
}

impl Mail {
    /// # Errors
    /// [`ChannelError`] when the URL or the sender's address cannot be used.
    pub fn new(settings: MailSettings) -> Result<Self, ChannelError> {
        let url = Url::parse(&settings.url).map_err(|error| ChannelError::SmtpUrl(error.to_string()))?;
        let host = url.host_str().ok_or_else(|| ChannelError::SmtpUrl("it names no host".to_owned()))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (tls, port) = match url.scheme() {
            "smtps" => (Tls::Wrapper(TlsParameters::new(host.clone())?), 465),
            "smtp" if is_loopback(&host) => (Tls::None, 25),
            "smtp" => (Tls::Required(TlsParameters::new(host.clone())?), 587),
            scheme => return Err(ChannelError::SmtpUrl(format!("{scheme} is neither smtp nor smtps"))),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(CONNECT_TIMEOUT));
        if let Some(password) = url.password().map(str::to_owned).or(settings.password)
            && !url.username().is_empty()
        {
            builder = builder.credentials(Credentials::new(url.username().to_owned(), password));
        }
        let from = settings.from.parse().map_err(|_| ChannelError::SmtpFrom)?;
        Ok(Self { transport: builder.build(), from, instance: settings.instance })
    }

    fn letter(&self, parcel: &Parcel) -> Result<Letter, String> {
        let address = parcel.target.parse().map_err(|_| "not a mail address".to_owned())?;
        let message = &parcel.message;
        Letter::builder()
            .message_id(Some(format!("<{}@{}.huiyin>", parcel.key, self.instance)))
            .date(SystemTime::from(parcel.at))
            .from(self.from.clone())
            .to(Mailbox::new(Some(parcel.recipient.clone()), address))
            .subject(message.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(format!("{}\n\n{}\n", message.text, message.link))
            .map_err(|error| error.to_string())
    }

    async fn attempt(&self, parcel: &Parcel) -> Outcome {
        let letter = match self.letter(parcel) {
            Ok(letter) => letter,
            Err(reason) => return Outcome::Rejected { reason },
        };
        // Nothing has left before this succeeds; only from then on an outcome can be unknown.
        match tokio::time::timeout(TIMEOUT, self.transport.test_connection()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => {
                return Outcome::Retry { reason: "the server does not answer".into(), after: None };
            }
            Ok(Err(error)) => return Outcome::Retry { reason: error.to_string(), after: None },
            Err(_) => return Outcome::Retry { reason: "timeout".into(), after: None },
        }
        match tokio::time::timeout(TIMEOUT, self.transport.send(letter)).await {
            Ok(Ok(_)) => Outcome::Accepted,
            Ok(Err(error)) if error.is_permanent() => Outcome::Rejected { reason: error.to_string() },
            Ok(Err(error)) if error.is_transient() => {
                Outcome::Retry { reason: error.to_string(), after: None }
            }
            Ok(Err(error)) => Outcome::Unknown { reason: error.to_string() },
            Err(_) => Outcome::Unknown { reason: "timeout".into() },
        }
    }
}

impl Channel for Mail {
    fn send<'a>(&'a self, parcel: &'a Parcel) -> BoxFuture<'a, Outcome> {
        Box::pin(self.attempt(parcel))
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("from", &self.from).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
