//! Drills only: the inbox that stands for the leaders' phones and mailboxes.

pub(crate) mod message;
pub(crate) mod signature;
