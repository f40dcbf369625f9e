//! Who is calling: passwords, sessions, the operator's token, and the front door that turns any of them
//! into a short-lived token for the service that is asked.

pub(crate) mod commands;
pub(crate) mod credential;
pub(crate) mod front_door;
pub(crate) mod operator;
pub(crate) mod passwords;
pub(crate) mod sessions;
pub(crate) mod sign_in_turns;
pub(crate) mod token;
