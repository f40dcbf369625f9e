//! Rosters: who is on call, when.

pub(super) mod add_override;
pub(super) mod calendar;
pub(super) mod create_roster;
pub(super) mod list_rosters;
pub(super) mod on_call;

mod view;
