//! What handlers and tasks of this service work with, made from its settings.

use std::sync::Arc;
use std::time::Duration;

use http_kit::{Host, HostError};
use jiff::SignedDuration;
use settings::Settings;

use crate::channels::{Channel, ChannelError, Channels, Mail, MailSettings, Webhook, WebhookSecret};
use crate::domain::DeliveryLimits;
use crate::switchboard::{Desk, DeskSettings};

/// The service's own parts beside the host.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
    pub(crate) desk: Desk,
    pub(crate) channels: Channels,
    pub(crate) limits: DeliveryLimits,
    /// How long nothing may join a digest before it is sent (real time).
    pub(crate) digest_quiet: SignedDuration,
    /// How long after the start the rosters are first scanned (real time): a new installation enters them
    /// after the services are up.
    pub(crate) gap_scan_delay: Duration,
    /// Plain http in contacts is for demonstrations.
    pub(crate) demo: bool,
}

impl App {
    /// # Errors
    /// [`HostError`] when a variable or a configured channel cannot be used.
    pub(crate) fn new(host: Host) -> Result<Self, HostError> {
        let settings = &host.settings;
        let channels = channels(settings).map_err(|error| HostError::Fatal(error.to_string()))?;
        let desk = Desk::new(DeskSettings {
            public_url: settings
                .var("HUIYIN_PUBLIC_URL")
                .unwrap_or_default()
                .trim_end_matches('/')
                .to_owned(),
            default_webhook: settings.var("HUIYIN_ALERTS_WEBHOOK_URL").map(str::to_owned),
            webhook: channels.webhook.is_some(),
            mail: channels.mail.is_some(),
        });
        let normal = DeliveryLimits::default();
        let millis = |name: &'static str, normal: SignedDuration| -> Result<SignedDuration, HostError> {
            let normal = u64::try_from(normal.as_millis()).unwrap_or(0);
            let millis = settings.number(name, normal)?;
            Ok(SignedDuration::from_millis(i64::try_from(millis).unwrap_or(i64::MAX)))
        };
        let attempts = settings.number("HUIYIN_ALERTS_ATTEMPTS_MAX", 8)?;
        let limits = DeliveryLimits {
            attempts_max: i64::try_from(attempts).unwrap_or(normal.attempts_max).clamp(1, 100),
            retry_base: millis("HUIYIN_ALERTS_RETRY_BASE_MS", normal.retry_base)?,
            retry_max: millis("HUIYIN_ALERTS_RETRY_MAX_MS", normal.retry_max)?,
            lease: millis("HUIYIN_ALERTS_DELIVERY_LEASE_MS", normal.lease)?,
        };
        let quiet = settings.number("HUIYIN_ALERTS_DIGEST_QUIET_SECONDS", 120)?;
        let delay = settings.number("HUIYIN_ALERTS_GAP_SCAN_DELAY_SECONDS", 60)?;
        Ok(Self {
            digest_quiet: SignedDuration::from_secs(i64::try_from(quiet).unwrap_or(i64::MAX)),
            gap_scan_delay: Duration::from_secs(delay),
            demo: settings.demo,
            desk,
            channels,
            limits,
            host,
        })
    }
}

/// The channels that the settings configure: webhook where there is a secret, mail where there is a server.
fn channels(settings: &Settings) -> Result<Channels, ChannelError> {
    let mut channels = Channels::default();
    match settings.secret("webhook.secret") {
        Ok(secret) => channels.webhook = Some(Arc::new(Webhook::new(WebhookSecret::parse(&secret)?)?)),
        Err(error) => tracing::warn!(%error, "no webhook secret: pages do not go out by webhook"),
    }
    if let Some(url) = settings.var("HUIYIN_ALERTS_SMTP_URL") {
        let from = settings.var("HUIYIN_ALERTS_SMTP_FROM").ok_or(ChannelError::SmtpFrom)?.to_owned();
        let mail: Arc<dyn Channel> = Arc::new(Mail::new(MailSettings {
            url: url.to_owned(),
            from,
            password: settings.secret("smtp.password").ok(),
            instance: settings.instance.clone(),
        })?);
        channels.mail = Some(mail);
    }
    Ok(channels)
}
