use ids::EventId;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Actor, Service};

/// One event as it travels and as the owner's log keeps it: CloudEvents 1.0 attribute names where one
/// exists. `(source, epoch, seq)` names an event for ever; `seq` has no gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Always `1.0`.
    pub specversion: String,
    pub id: EventId,
    /// `<instance>/<service>`.
    pub source: String,
    /// `huiyin.<service>.<Name>.v<N>`.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Goes up by one when the producer's store was restored from a backup.
    pub epoch: i64,
    /// 1, 2, 3 … without a gap over the whole life of the producer's log.
    pub seq: i64,
    /// The aggregate whose order holds, nearly always a case.
    pub subject: Uuid,
    /// 1, 2, 3 … within (producer, subject).
    pub subject_seq: i64,
    /// When it happened, in business time.
    pub time: Timestamp,
    /// When it was written down, in real time.
    pub recorded_at: Timestamp,
    pub actor: Actor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub classification: Classification,
    /// The id of the first event of the chain that led here.
    pub correlation: Uuid,
    /// The event that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub causation: Option<EventId>,
    /// W3C trace context of what emitted it; one trace id goes through from the request that started it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub traceparent: Option<String>,
    pub data: Value,
}

/// How carefully an event is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// An ordinary case.
    #[default]
    Case,
    /// Art. 30: an accusation; R11 applies to every copy.
    Accusation,
    /// Directory, users, calendars, rosters.
    Admin,
}

/// A released event body.
pub trait Payload: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// `huiyin.<service>.<Name>.v<N>`.
    const TYPE: &'static str;
    /// The only service that may publish it.
    const PRODUCER: Service;
}

/// An envelope's data is not what its type promises.
#[derive(Debug, thiserror::Error)]
pub enum PayloadError {
    #[error("expected {expected}, found {found}")]
    Type { expected: &'static str, found: String },
    #[error("{event_type} does not match its released shape: {source}")]
    Shape { event_type: &'static str, source: serde_json::Error },
}

impl Envelope {
    /// The typed body.
    ///
    /// # Errors
    /// [`PayloadError`] when the type differs or the data does not have the released shape.
    pub fn payload<P: Payload>(&self) -> Result<P, PayloadError> {
        if self.event_type != P::TYPE {
            return Err(PayloadError::Type { expected: P::TYPE, found: self.event_type.clone() });
        }
        P::deserialize(&self.data).map_err(|source| PayloadError::Shape { event_type: P::TYPE, source })
    }

    /// Whether this is an event of type `P`.
    #[must_use]
    pub fn is<P: Payload>(&self) -> bool {
        self.event_type == P::TYPE
    }

    /// The producing service, from `source`.
    #[must_use]
    pub fn producer(&self) -> Option<Service> {
        self.source.rsplit('/').next().and_then(|name| name.parse().ok())
    }
}

/// An event before its owner's log has given it a place: no seq, no epoch, no id yet.
#[derive(Clone, Debug)]
pub struct EventDraft {
    pub event_type: &'static str,
    pub subject: Uuid,
    pub actor: Actor,
    pub data: Value,
    pub occurred: Option<Timestamp>,
    pub reason: Option<String>,
    pub classification: Classification,
    pub correlation: Option<Uuid>,
    pub causation: Option<EventId>,
    pub traceparent: Option<String>,
}

impl EventDraft {
    /// An event about `subject` that happens now.
    #[must_use]
    pub fn new<P: Payload>(subject: impl Into<Uuid>, payload: &P, actor: &Actor) -> Self {
        Self {
            event_type: P::TYPE,
            subject: subject.into(),
            actor: actor.clone(),
            // Released payloads are plain structs with string keys, which always have a JSON form; a
            // null here would be refused by every reader as a malformed event and end in dead letters.
            data: serde_json::to_value(payload).unwrap_or(Value::Null),
            occurred: None,
            reason: None,
            classification: Classification::Case,
            correlation: None,
            causation: None,
            traceparent: None,
        }
    }

    /// What `service` says when it puts an event aside that it cannot understand.
    #[must_use]
    pub fn parked(
        service: Service,
        subject: Uuid,
        parked: &crate::operations::ParkedV1,
        actor: &Actor,
    ) -> Self {
        let draft = Self::new(subject, &crate::operations::IntakeEventParkedV1(parked.clone()), actor);
        Self { event_type: crate::operations::parked_type(service), ..draft }
    }

    /// When it happened in business time, if not now.
    #[must_use]
    pub const fn occurred(mut self, at: Timestamp) -> Self {
        self.occurred = Some(at);
        self
    }

    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    #[must_use]
    pub const fn classified(mut self, classification: Classification) -> Self {
        self.classification = classification;
        self
    }

    /// The trace that a timer's row goes back to. What a request or another event makes happen needs no
    /// such word: it carries on their trace by itself.
    #[must_use]
    pub fn traced(mut self, traceparent: Option<String>) -> Self {
        self.traceparent = traceparent;
        self
    }

    /// The event that this one answers; correlation, classification and trace go on from it.
    #[must_use]
    pub fn caused_by(mut self, cause: &Envelope) -> Self {
        self.correlation = Some(cause.correlation);
        self.causation = Some(cause.id);
        self.traceparent.clone_from(&cause.traceparent);
        self.classification = cause.classification;
        self
    }
}
