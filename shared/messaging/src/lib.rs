//! The event protocol, in one place.
//!
//! The owner's store is the truth; NATS is a fast transport that may lose, repeat or reorder. State,
//! audit and outbox are written in one transaction ([`Work`]); the relay publishes the outbox in order;
//! a reader moves its cursor in the transaction of its effects, pulls what is missing from the owner's
//! log, and puts aside what it cannot understand. Services only declare what they publish and read.
//!
//! Reading order: [`Writer`] and [`Work`] (write side), `relay`, `log_server` and `tail` (publishing),
//! `reader` and `apply` (read side).

mod apply;
mod audit;
mod bus;
mod cursor;
mod dead_letters;
mod endpoint;
mod lease;
mod log;
mod log_server;
mod names;
mod outbox;
pub mod parties;
mod position;
mod reader;
mod relay;
mod tail;
mod trace;
mod work;
mod writer;

pub use apply::{Consumer, Handled, Reads};
pub use audit::{AuditDraft, AuditEntry, GENESIS, chain_hash};
pub use bus::{Bus, BusError, BusSettings, VERSION_MIN};
pub use cursor::{Cursor, cursors};
pub use dead_letters::{DeadLetter, ask_replay, list as dead_letters};
pub use endpoint::{Endpoint, EndpointHealth, ReaderHealth};
pub use lease::Lease;
pub use log::{LogPage, LogRequest, PullError};
pub use names::Names;
pub use outbox::{LogState, log_state};
pub use position::{InvalidPosition, Position};
pub use work::{StoredAnswer, Work};
pub use writer::{Command, Committed, Writer, WriterError};

/// The protocol's own tables, in every service's store.
pub const MIGRATIONS: &[store::MigrationSource] = &[store::migration!(1, "event protocol", "protocol")];
