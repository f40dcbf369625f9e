use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, PullConsumer, pull};
use async_nats::jetstream::stream::{Config as StreamConfig, RetentionPolicy, StorageType};
use async_nats::jetstream::{self, Context};
use events::Service;
use ids::InstanceId;
use tracing::{info, warn};

use crate::log::{LogPage, LogRequest, PullError};
use crate::names::Names;

/// The oldest server that keeps to what is asked of it: 2.9 silently drops `filter_subjects` and has no
/// `sync_interval`; atomic batches and message TTLs came with 2.12.
pub const VERSION_MIN: (u64, u64) = (2, 12);

/// How long the stream keeps events for readers that were away; what is older comes by the pull path.
const RETENTION: Duration = Duration::from_hours(35 * 24);
/// The window in which the broker itself drops a repeated `Nats-Msg-Id`; the cursors catch the rest.
const DUPLICATE_WINDOW: Duration = Duration::from_mins(2);
/// How long the broker waits for an ack before it delivers again.
const ACK_WAIT: Duration = Duration::from_secs(30);
/// Unacked messages per consumer; each carries up to 64 events.
const ACK_PENDING_MAX: i64 = 256;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);
const RECONNECT_DELAY_MAX: Duration = Duration::from_secs(2);

/// Where the broker is and as whom to sign in.
#[derive(Clone, Debug)]
pub struct BusSettings {
    pub url: String,
    /// User and password of this service's own account; none on an open test server.
    pub credentials: Option<(String, String)>,
    pub instance: InstanceId,
    pub service: Service,
    /// 1 on one machine, 3 on three.
    pub replicas: usize,
}

/// The broker cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    #[error("nats-server cannot be reached: {0}")]
    Connect(#[from] async_nats::ConnectError),
    #[error("nats-server {found} is too old: {}.{} or newer is needed", VERSION_MIN.0, VERSION_MIN.1)]
    Version { found: String },
    #[error("stream {stream}: {cause}")]
    Stream { stream: String, cause: String },
    #[error("consumer on {stream}: {cause}")]
    Consumer { stream: String, cause: String },
}

/// A connection to the broker, under this service's own account.
#[derive(Clone, Debug)]
pub struct Bus {
    pub(crate) client: async_nats::Client,
    pub(crate) jetstream: Context,
    settings: BusSettings,
}

impl Bus {
    /// Connects and checks the server's version. It reconnects by itself afterwards, for ever.
    ///
    /// # Errors
    /// [`BusError::Connect`] when nobody answers (worth another try), [`BusError::Version`] when the
    /// server is too old (not worth one).
    pub async fn connect(settings: BusSettings) -> Result<Self, BusError> {
        let service = settings.service;
        let mut options = async_nats::ConnectOptions::new()
            .name(format!("huiyin-{service}"))
            .custom_inbox_prefix(format!("_INBOX_{service}"))
            .request_timeout(Some(REQUEST_TIMEOUT))
            .ping_interval(Duration::from_secs(10))
            .reconnect_delay_callback(|attempts| {
                Duration::from_millis(50 * u64::try_from(attempts).unwrap_or(u64::MAX).min(40))
                    .min(RECONNECT_DELAY_MAX)
            })
            .event_callback(move |event| async move {
                match event {
                    async_nats::Event::Connected => info!(%service, "connected to nats"),
                    async_nats::Event::Disconnected => warn!(%service, "disconnected from nats"),
                    other => warn!(%service, event = %other, "nats"),
                }
            });
        if let Some((user, password)) = &settings.credentials {
            options = options.user_and_password(user.clone(), password.clone());
        }
        let client = options.connect(&settings.url).await?;
        let found = client.server_info().version;
        if !version_suffices(&found) {
            return Err(BusError::Version { found });
        }
        let jetstream = jetstream::new(client.clone());
        Ok(Self { client, jetstream, settings })
    }

    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.client.connection_state() == async_nats::connection::State::Connected
    }

    pub(crate) const fn service(&self) -> Service {
        self.settings.service
    }

    /// The only `source` that a producer's events may carry.
    pub(crate) fn source_of(&self, producer: Service) -> String {
        format!("{}/{producer}", self.settings.instance)
    }

    pub(crate) fn names(&self, producer: Service) -> Names {
        Names::of(&self.settings.instance, producer)
    }

    /// Creates this producer's stream, or brings an existing one to the configuration asked for.
    pub(crate) async fn ensure_own_stream(&self) -> Result<(), BusError> {
        let names = self.names(self.settings.service);
        let wanted = StreamConfig {
            name: names.stream.clone(),
            subjects: vec![names.events],
            retention: RetentionPolicy::Limits,
            storage: StorageType::File,
            max_age: RETENTION,
            duplicate_window: DUPLICATE_WINDOW,
            num_replicas: self.settings.replicas,
            ..StreamConfig::default()
        };
        let failed = |cause: String| BusError::Stream { stream: names.stream.clone(), cause };
        let stream = self
            .jetstream
            .get_or_create_stream(wanted.clone())
            .await
            .map_err(|error| failed(error.to_string()))?;
        let found = &stream.cached_info().config;
        let same = found.subjects == wanted.subjects
            && found.retention == wanted.retention
            && found.storage == wanted.storage
            && found.max_age == wanted.max_age
            && found.duplicate_window == wanted.duplicate_window
            && found.num_replicas == wanted.num_replicas;
        if !same {
            warn!(stream = %names.stream, "the stream's configuration differs from what is asked for; it is updated");
            self.jetstream.update_stream(wanted).await.map_err(|error| failed(error.to_string()))?;
        }
        Ok(())
    }

    /// This service's durable consumer on a producer's stream. It starts at new messages: everything
    /// before comes by the pull path, which knows no age limit.
    pub(crate) async fn ensure_consumer(&self, producer: Service) -> Result<PullConsumer, BusError> {
        let names = self.names(producer);
        let failed = |cause: String| BusError::Consumer { stream: names.stream.clone(), cause };
        let durable = self.settings.service.as_str();
        let wanted = pull::Config {
            durable_name: Some(durable.to_owned()),
            deliver_policy: DeliverPolicy::New,
            // Messages are applied in order, so one ack covers all before it.
            ack_policy: AckPolicy::All,
            ack_wait: ACK_WAIT,
            max_ack_pending: ACK_PENDING_MAX,
            ..pull::Config::default()
        };
        let stream = self
            .jetstream
            .get_stream_no_info(&names.stream)
            .await
            .map_err(|error| failed(error.to_string()))?;
        let consumer = stream
            .get_or_create_consumer(durable, wanted.clone())
            .await
            .map_err(|error| failed(error.to_string()))?;
        let found = &consumer.cached_info().config;
        let same = found.ack_policy == wanted.ack_policy
            && found.ack_wait == wanted.ack_wait
            && found.max_ack_pending == wanted.max_ack_pending;
        if same {
            return Ok(consumer);
        }
        warn!(stream = %names.stream, durable, "the consumer's configuration differs from what is asked for; it is made anew");
        stream.delete_consumer(durable).await.map_err(|error| failed(error.to_string()))?;
        stream.create_consumer(wanted).await.map_err(|error| failed(error.to_string()))
    }

    /// A range of a producer's log, from the producer itself.
    pub(crate) async fn pull(&self, producer: Service, request: LogRequest) -> Result<LogPage, PullError> {
        let no_answer = |cause: String| PullError::NoAnswer { producer, cause };
        let body = serde_json::to_vec(&request).map_err(|error| no_answer(error.to_string()))?;
        let answer = self
            .client
            .request(self.names(producer).log, body.into())
            .await
            .map_err(|error| no_answer(error.to_string()))?;
        serde_json::from_slice(&answer.payload)
            .map_err(|error| PullError::Malformed { producer, cause: error.to_string() })
    }
}

fn version_suffices(version: &str) -> bool {
    let mut parts = version.split(['.', '-']).map(|part| part.parse::<u64>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= VERSION_MIN,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_or_unreadable_server_version_is_refused() {
        for good in ["2.12.0", "2.15.1", "3.0.0-beta.1"] {
            assert!(version_suffices(good), "{good}");
        }
        for bad in ["2.9.10", "2.11.9", "1.4.1", "", "unknown"] {
            assert!(!version_suffices(bad), "{bad:?}");
        }
    }
}
