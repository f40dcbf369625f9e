//! The instance under measurement: started by `huiyin dev`, as anybody starts one. These calls block the
//! thread: nothing is measured beside them.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio::time::Instant;

use crate::Options;
use crate::failure::Failure;

/// The seven services; the broker stands beside them.
pub(crate) const SERVICES: [&str; 7] =
    ["intake", "routing", "supervision", "alerts", "ledger", "exchange", "console"];

/// An instance with its data below the output folder.
#[derive(Debug)]
pub(crate) struct Instance {
    huiyin: PathBuf,
    nats_server: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Instance {
    /// A fresh folder and a free port; nothing is started.
    pub(crate) fn prepare(options: &Options) -> Result<Self, Failure> {
        let absolute = |path: &Path| std::path::absolute(path).map_err(|error| Failure::file(path, error));
        let folder = absolute(&options.out.join("instance"))?;
        // A run that was interrupted may have left a running instance behind.
        let instance = Self {
            huiyin: absolute(&options.huiyin)?,
            nats_server: program(&options.nats_server)?,
            port: free_port()?,
            folder,
        };
        instance.remove();
        std::fs::create_dir_all(&instance.folder).map_err(|error| Failure::file(&instance.folder, error))?;
        Ok(instance)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The file of one service's store.
    pub(crate) fn store(&self, service: &str) -> PathBuf {
        self.folder.join("db").join(format!("{service}.sqlite"))
    }

    /// The process of that name.
    pub(crate) fn pid(&self, name: &str) -> Result<i32, Failure> {
        let path = self.folder.join("run").join(format!("{name}.pid"));
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, error))?;
        text.trim().parse().map_err(|_| Failure::Answer("pid"))
    }

    /// Where a service listens by itself, beside the console's port.
    pub(crate) fn own_url(&self, service: &str) -> Result<String, Failure> {
        let path = self.folder.join("run").join(format!("{service}.json"));
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, error))?;
        let address: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let url = address.get("url").and_then(serde_json::Value::as_str).ok_or(Failure::Answer("url"))?;
        Ok(url.to_owned())
    }

    /// What the console shows its event numbers to.
    pub(crate) fn operator_token(&self) -> Result<String, Failure> {
        let path = self.folder.join("secrets").join("operator.token");
        let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, error))?;
        Ok(text.trim().to_owned())
    }

    /// The very first start, from an empty folder: secrets, broker, migrations of seven stores. How long
    /// until all were ready.
    pub(crate) fn first_start(&self) -> Result<Duration, Failure> {
        let started = Instant::now();
        self.up(&["--no-demo"])?;
        Ok(started.elapsed())
    }

    /// Fills in the demonstration county with its users; restarts the services in demo mode.
    pub(crate) fn with_county(&self) -> Result<(), Failure> {
        self.up(&[])
    }

    /// Stops everything and starts it again on the data it has by now.
    pub(crate) fn restart(&self) -> Result<Duration, Failure> {
        self.huiyin(&["dev", "down"])?;
        let started = Instant::now();
        self.up(&[])?;
        Ok(started.elapsed())
    }

    fn up(&self, more: &[&str]) -> Result<(), Failure> {
        let (port, nats) = (self.port.to_string(), self.nats_server.display().to_string());
        let mut arguments = vec!["dev", "up", "--port", &port, "--nats-server", &nats];
        arguments.extend(more);
        self.huiyin(&arguments)
    }

    fn huiyin(&self, arguments: &[&str]) -> Result<(), Failure> {
        let mut command = Command::new(&self.huiyin);
        command.args(arguments).arg("--data").arg(&self.folder).stdin(Stdio::null());
        // What a shell may have set for another instance is not meant.
        for name in ["PORT", "DRILL", "DATABASE", "MAIL_SINK", "RUST_LOG"] {
            command.env_remove(name);
        }
        let output = command.output().map_err(|error| Failure::file(&self.huiyin, error))?;
        if output.status.success() {
            return Ok(());
        }
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Failure::Command { program: arguments.join(" "), code: output.status.to_string(), told })
    }

    /// Stops it and deletes its data. What is not there need not be stopped.
    pub(crate) fn remove(&self) {
        if self.folder.exists() {
            let mut command = Command::new(&self.huiyin);
            command.args(["dev", "down", "--data"]).arg(&self.folder).stdin(Stdio::null());
            let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
            let _ = std::fs::remove_dir_all(&self.folder);
        }
    }
}

/// A bare name is looked for in PATH, a path is taken from here.
fn program(path: &Path) -> Result<PathBuf, Failure> {
    if path.components().count() == 1 {
        return Ok(path.to_path_buf());
    }
    std::path::absolute(path).map_err(|error| Failure::file(path, error))
}

/// A port that nobody listens on now.
pub(crate) fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| Failure::file("127.0.0.1", error))
}
