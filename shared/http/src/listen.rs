use std::net::SocketAddr;
use std::path::Path;

use events::Service;
use serde::Serialize;

use crate::HostError;

/// What a service leaves in the run folder when it listens, for the gateway and for the command line.
#[derive(Serialize)]
struct RunFile<'a> {
    service: &'a str,
    address: String,
    url: String,
    pid: u32,
}

/// Writes `<service>.json`, whole or not at all: a reader never sees half of it.
pub(crate) fn announce(run_dir: &Path, service: Service, address: SocketAddr) -> Result<(), HostError> {
    let failed = |cause: std::io::Error| HostError::RunDir { path: run_dir.to_owned(), cause };
    std::fs::create_dir_all(run_dir).map_err(failed)?;
    let file = RunFile {
        service: service.as_str(),
        address: address.to_string(),
        url: format!("http://{address}"),
        pid: std::process::id(),
    };
    let text = serde_json::to_vec(&file).map_err(|error| failed(std::io::Error::other(error)))?;
    let unfinished = run_dir.join(format!(".{service}.json.{}", std::process::id()));
    std::fs::write(&unfinished, text).map_err(failed)?;
    std::fs::rename(&unfinished, run_dir.join(format!("{service}.json"))).map_err(failed)
}
