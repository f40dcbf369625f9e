use events::{Envelope, Service};
use serde::{Deserialize, Serialize};

use crate::outbox::LogState;

/// Asks a producer for a range of its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRequest {
    pub from_seq: i64,
    /// At most this many events; the producer has limits of its own.
    pub limit: i64,
}

/// A range of a producer's log, and how long the log is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogPage {
    pub state: LogState,
    pub events: Vec<Envelope>,
}

/// The missing range could not be had.
#[derive(Debug, thiserror::Error)]
pub enum PullError {
    #[error("{producer} does not answer for its log: {cause}")]
    NoAnswer { producer: Service, cause: String },
    #[error("{producer} answered with something that is not a page of its log: {cause}")]
    Malformed { producer: Service, cause: String },
}
