//! Alerts: seeing and answering them.

pub(super) mod acknowledge;
pub(super) mod cannot_come;
pub(super) mod close;
pub(super) mod get_alert;
pub(super) mod list_alerts;

mod answering;
mod view;
