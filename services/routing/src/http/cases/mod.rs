//! One case: reading it, and each step of its way.

pub(super) mod accept;
pub(super) mod assign;
pub(super) mod close;
pub(super) mod decide;
pub(super) mod get_case;
pub(super) mod progress;
pub(super) mod serve;
pub(super) mod suggestions;

mod view;
