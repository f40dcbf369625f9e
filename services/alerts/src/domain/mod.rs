//! The rules of calling leaders, without any I/O: who is on call, who is called next, when, and what a
//! channel's answer means for a delivery. `decide` answers with changes, `apply` folds them.

pub mod alert;
pub mod change;
pub mod delivery;
pub mod digest;
pub mod message;
pub mod policy;
pub mod quiet;
pub mod roll;
pub mod roster;

mod decide;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod stories;

pub use alert::{Alert, AlertState, Call};
pub use change::{Change, MoveOn, Rejection};
pub use decide::{Answer, Command, Origin, decide, raise};
pub use delivery::{DeliveryLimits, DeliveryState, Outcome, Verdict};
pub use policy::{ChannelKind, Layer, Level, Policy, Quorum};
pub use roll::{Conflicts, Duty, DutySource, Gap, Roll, Standing};
pub use roster::{Override, Roster, Rotation};
