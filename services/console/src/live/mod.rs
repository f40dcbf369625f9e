//! Live pages: server-sent events, filtered by each reader's scope here on the server.
//!
//! Consumers note changes in `live_feed` (with the commit that makes them true); [`feed`] tails it on every
//! replica and tells the open [`connection`]s, which ask the store what their reader may see.

pub(crate) mod connection;
pub(crate) mod feed;
pub(crate) mod places;
