//! Background work: one file per job.

mod after_downtime;
pub(crate) mod fire;

/// The timer's name: under which it is started, and woken by `Work::wake` when a clock is armed or moved.
pub(crate) const FIRE: &str = "fire";

#[cfg(test)]
mod tests;
