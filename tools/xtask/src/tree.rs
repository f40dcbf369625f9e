//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// A chore could not be done, or found faults.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    #[error("{path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("{command} failed: {cause}")]
    Command { command: String, cause: String },
    #[error("{0}")]
    Faults(String),
}

/// The repository.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) root: PathBuf,
}

impl Tree {
    /// The tree that this program was built from.
    pub(crate) fn find() -> Result<Self, TaskError> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let root = here.canonicalize().map_err(|cause| TaskError::File { path: here, cause })?;
        Ok(Self { root })
    }

    pub(crate) fn openapi(&self) -> PathBuf {
        self.root.join("docs/openapi")
    }

    pub(crate) fn event_map(&self) -> PathBuf {
        self.root.join("docs/event-map.md")
    }

    /// A path as people name it.
    pub(crate) fn relative<'p>(&self, path: &'p Path) -> std::path::Display<'p> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// Every file with this ending below a folder, in order; none when there is no such folder.
pub(crate) fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, TaskError> {
    let mut found = Vec::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
        Err(cause) => return Err(TaskError::File { path: folder.to_path_buf(), cause }),
    };
    for entry in entries {
        let path = entry.map_err(|cause| TaskError::File { path: folder.to_path_buf(), cause })?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn text(path: &Path) -> Result<String, TaskError> {
    std::fs::read_to_string(path).map_err(|cause| TaskError::File { path: path.to_path_buf(), cause })
}
