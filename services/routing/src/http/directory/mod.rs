//! The directory: units and members of staff, to which users, contacts and rosters refer.

pub(super) mod change_person;
pub(super) mod create_person;
pub(super) mod create_unit;
pub(super) mod list_persons;
pub(super) mod list_units;

mod view;
