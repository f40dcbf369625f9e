//! The ledger's rules, pure: what a case's light and place in the queue are, how an event reads in the
//! timeline, how a search is spelt. No clock, store or network in here.

pub mod describe;
pub mod mine;
pub mod names;
pub mod search;
pub mod urgency;
