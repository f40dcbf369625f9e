//! What the handlers, consumers and tasks of supervision share.

use std::sync::Arc;

use http_kit::Host;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::domain::rulebook::Rulebook;

/// The state of this service.
#[derive(Clone)]
pub(crate) struct App {
    pub(crate) host: Host,
    pub(crate) rulebook: Arc<Rulebook>,
    /// Set while the timer does not believe the wall clock.
    pub(crate) held: watch::Sender<Option<HeldTime>>,
}

/// A jump of the wall clock that nobody has confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldTime {
    /// Wall time at which it was noticed.
    pub(crate) since: Timestamp,
    /// How far the wall clock is ahead.
    pub(crate) ahead: SignedDuration,
}

impl App {
    pub(crate) fn new(host: Host, rulebook: Arc<Rulebook>) -> Self {
        let (held, _) = watch::channel(None);
        Self { host, rulebook, held }
    }
}
