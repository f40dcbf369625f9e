//! The drill's mailbox: a small local mail server that shows the leaders' mail in the drill inbox.

use std::time::Duration;

use super::process::{self, Plan};
use super::{Layout, ready};
use crate::Failure;
use crate::cli::DevOptions;

pub(crate) const NAME: &str = "mailbox";

/// A Python process that imports a mail server; slower than this, the alerts service goes without mail.
const LISTENS_WITHIN: Duration = Duration::from_secs(15);

/// Starts the command of `--mail-sink`, and returns its `smtp://` address.
pub(crate) async fn start(layout: &Layout, options: &DevOptions) -> Result<Option<String>, Failure> {
    let Some(command) = options.mail_sink.as_deref().filter(|command| !command.is_empty()) else {
        process::stop(layout, &[NAME], Duration::from_secs(5)).await;
        return Ok(None);
    };
    let plan = Plan {
        name: NAME,
        program: "/bin/sh".into(),
        args: vec!["-c".to_owned(), format!("cd '{}' && exec {command}", caller_folder()?)],
        env: vec![
            ("HUIYIN_RUN_DIR".to_owned(), layout.run().display().to_string()),
            ("HUIYIN_SECRETS_DIR".to_owned(), layout.secrets().display().to_string()),
        ],
    };
    match process::find(layout, NAME) {
        Some(running) if plan.is(&running) && layout.address_file(NAME).exists() => {}
        Some(_) | None => {
            process::stop(layout, &[NAME], Duration::from_secs(5)).await;
            plan.start(layout)?;
        }
    }
    Ok(ready::address(layout, NAME, LISTENS_WITHIN).await)
}

/// The command may name its program relative to where the operator stands.
fn caller_folder() -> Result<String, Failure> {
    let folder = std::env::current_dir().map_err(|error| Failure::file(std::path::Path::new("."), &error))?;
    Ok(folder.display().to_string().replace('\'', r"'\''"))
}
