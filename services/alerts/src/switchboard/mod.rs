//! The switchboard: brings what the domain decided to the store, the outbox and the delivery queue, in one
//! transaction. Consumers, timers and endpoints all act through it.

mod act;
mod digests;
mod gaps;
mod paging;
mod raise;
mod record;

use std::sync::Arc;

use events::{Actor, Classification, Envelope, EventDraft};
use store::StoreError;
use uuid::Uuid;

pub(crate) use act::{Act, ActError, act};
pub(crate) use digests::{adopt, join, send};
pub(crate) use gaps::{SCAN_AHEAD, fill_gaps, tell_gap};
pub(crate) use paging::next_channel;
pub(crate) use raise::{News, raise};

/// Names of the background tasks, for waking them.
pub(crate) mod tasks {
    pub(crate) const ESCALATE: &str = "escalate";
    pub(crate) const DELIVER: &str = "deliver";
    pub(crate) const DIGEST: &str = "digest";
}

/// What the switchboard needs to know of its installation.
#[derive(Clone, Debug)]
pub(crate) struct Desk(Arc<DeskSettings>);

/// See [`Desk`].
#[derive(Debug)]
pub(crate) struct DeskSettings {
    /// What links begin with, without a slash at the end; may be empty.
    pub(crate) public_url: String,
    /// Where pages go for people without a webhook of their own (the drill's inbox).
    pub(crate) default_webhook: Option<String>,
    pub(crate) webhook: bool,
    pub(crate) mail: bool,
}

impl Desk {
    pub(crate) fn new(settings: DeskSettings) -> Self {
        Self(Arc::new(settings))
    }
}

impl std::ops::Deref for Desk {
    type Target = DeskSettings;

    fn deref(&self) -> &DeskSettings {
        &self.0
    }
}

/// Who acts, and what made them.
#[derive(Clone, Debug)]
pub(crate) struct Acting {
    pub(crate) actor: Actor,
    pub(crate) name: Option<String>,
    pub(crate) reason: Option<String>,
    /// `console`, `phone`, `clerk`: how an answer came.
    pub(crate) via: &'static str,
    pub(crate) cause: Option<Cause>,
}

/// The event that this service answers.
#[derive(Clone, Debug)]
pub(crate) struct Cause(Box<Envelope>);

impl Acting {
    /// A timer of this service.
    pub(crate) fn timer() -> Self {
        let actor = Actor::system(events::Service::Alerts);
        Self { actor, name: None, reason: None, via: "console", cause: None }
    }

    /// This service follows another's event by itself.
    pub(crate) fn following(event: &Envelope) -> Self {
        Self { cause: Some(Cause(Box::new(event.clone()))), ..Self::timer() }
    }

    /// This service carries on what the named person of that event did.
    pub(crate) fn for_the_actor_of(event: &Envelope) -> Self {
        Self { actor: event.actor.clone(), reason: event.reason.clone(), ..Self::following(event) }
    }

    /// A signed-in person; `name` as the directory knows them.
    pub(crate) fn person(actor: Actor, name: Option<String>, reason: Option<String>) -> Self {
        Self { actor, name, reason, via: "console", cause: None }
    }

    /// The name to show for an answer.
    fn shown(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.actor.username.clone())
    }

    /// Puts who, why and from where on an event; without a causing event it goes on in the alert's chain.
    fn stamp(
        &self,
        draft: EventDraft,
        correlation: Option<Uuid>,
        classification: Classification,
    ) -> EventDraft {
        let mut draft = match &self.cause {
            Some(cause) => draft.caused_by(&cause.0),
            None => draft,
        };
        draft.correlation = draft.correlation.or(correlation);
        let draft = draft.classified(classification);
        match &self.reason {
            Some(reason) => draft.reason(reason.clone()),
            None => draft,
        }
    }

    /// The trace in which this happens.
    fn traceparent(&self) -> Option<String> {
        let cause = || self.cause.as_ref().and_then(|cause| cause.0.traceparent.clone());
        telemetry::traceparent().or_else(cause)
    }

    fn correlation(&self) -> Option<Uuid> {
        self.cause.as_ref().map(|cause| cause.0.correlation)
    }
}

/// A compare-and-set lost: the batch is repeated and reads again.
fn lost(what: &str) -> StoreError {
    StoreError::Conflict(what.to_owned())
}
