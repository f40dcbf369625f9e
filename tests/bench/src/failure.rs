use std::path::PathBuf;

/// Why nothing can be said about the system: the harness could not measure it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("no runtime: {0}")]
    Runtime(std::io::Error),
    #[error("{path}: {cause}")]
    File { path: PathBuf, cause: std::io::Error },
    #[error("{program} ended with {code}: {told}")]
    Command { program: String, code: String, told: String },
    #[error("no answer: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the answer has no {0}")]
    Answer(&'static str),
    #[error("{0} was refused: {1}")]
    Refused(&'static str, String),
    #[error("the raw store: {0}")]
    RawStore(#[from] sqlx::Error),
    #[error("a store of the instance: {0}")]
    Store(#[from] store::StoreError),
    #[error("the raw broker: {0}")]
    RawBroker(String),
    #[error("{0}")]
    Late(String),
    #[error("a task of the load generator ended early: {0}")]
    Task(#[from] tokio::task::JoinError),
}

impl Failure {
    pub(crate) fn file(path: impl Into<PathBuf>, cause: std::io::Error) -> Self {
        Self::File { path: path.into(), cause }
    }
}
