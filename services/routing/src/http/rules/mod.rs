//! Jurisdiction rules: subject × place × word → unit.

pub(super) mod create_rule;
pub(super) mod list_rules;

mod view;
