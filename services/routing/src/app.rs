use std::sync::Arc;

use calendar::Calendar;
use http_kit::{Host, HostError};

/// What the endpoints share.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
    /// Working days, for the last day of a right (art. 35); the clocks themselves are supervision's.
    pub(crate) calendar: Arc<Calendar>,
}

impl App {
    /// # Errors
    /// [`HostError`] when the shipped calendar is not valid; a test of its crate shows that it is.
    pub(crate) fn new(host: Host) -> Result<Self, HostError> {
        let calendar = Calendar::shipped().map_err(|error| HostError::Fatal(error.to_string()))?;
        Ok(Self { host, calendar: Arc::new(calendar) })
    }
}
