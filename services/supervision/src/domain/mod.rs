//! The office's rules about time, with nothing but dates in: no store, no transport, no wall clock.
//!
//! * [`rules`]: the clock rules as data (`rules.toml`).
//! * [`rulebook`]: the rules and the working-day calendar together.
//! * [`deadline`]: which days a rule gives, counted with the working-day calendar.
//! * [`clock`]: one armed clock and its life: armed → near → due today → missed, or stopped.
//! * [`remaining`]: the time left in the office's words.
//! * [`wall`]: how far the machine's own clock may be believed.

pub mod clock;
pub mod deadline;
pub mod remaining;
pub mod rulebook;
pub mod rules;
pub mod wall;

#[cfg(test)]
mod lifecycle_tests;
#[cfg(test)]
mod scenario_tests;
