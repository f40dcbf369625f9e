//! `dev down`.

use std::time::Duration;

use super::services::PATIENCE;
use super::{Layout, SERVICES, broker, mailbox, process};
use crate::{Exit, Failure, Out};

/// Stops the services, then what they lean on. What was started stays found by its environment, so a pid
/// that another process has taken over meanwhile is never signalled.
pub(crate) async fn down(layout: &Layout, out: Out) -> Result<Exit, Failure> {
    if !layout.data().exists() {
        return Ok(Exit::Ok);
    }
    let _lock = layout.lock()?;
    process::stop(layout, &SERVICES, PATIENCE).await;
    process::stop(layout, &[mailbox::NAME, broker::NAME], Duration::from_secs(10)).await;
    out.say("已停止", "stopped");
    Ok(Exit::Ok)
}
