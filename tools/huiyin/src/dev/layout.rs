//! Where an instance keeps its files.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::{Exit, Failure};

/// The folder of one instance, as an absolute path: the processes outlive the caller's folder.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    data: PathBuf,
}

impl Layout {
    pub(crate) fn at(data: PathBuf) -> Result<Self, Failure> {
        let data = std::path::absolute(&data).map_err(|error| Failure::file(&data, &error))?;
        // `a/../b` and a link must name the same instance as the plain path: processes are found by it.
        Ok(Self { data: data.canonicalize().unwrap_or(data) })
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    pub(crate) fn run(&self) -> PathBuf {
        self.data.join("run")
    }

    pub(crate) fn secrets(&self) -> PathBuf {
        self.data.join("secrets")
    }

    pub(crate) fn nats(&self) -> PathBuf {
        self.data.join("nats")
    }

    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.data.join("log").join(format!("{name}.log"))
    }

    pub(crate) fn pid_file(&self, name: &str) -> PathBuf {
        self.run().join(format!("{name}.pid"))
    }

    /// What a process writes about itself when it listens.
    pub(crate) fn address_file(&self, name: &str) -> PathBuf {
        self.run().join(format!("{name}.json"))
    }

    pub(crate) fn drill_file(&self) -> PathBuf {
        self.data.join("drill.json")
    }

    /// Creates the folders. Those with petitions or secrets are closed to other users of the machine; the
    /// data folder itself is not, because PostgreSQL may live in it under its own user.
    pub(crate) fn create(&self) -> Result<(), Failure> {
        let folders = [("run", 0o755), ("log", 0o700), ("nats", 0o700), ("db", 0o700), ("secrets", 0o700)];
        folders.into_iter().try_for_each(|(name, mode)| {
            let path = self.data.join(name);
            DirBuilder::new()
                .recursive(true)
                .mode(mode)
                .create(&path)
                .map_err(|error| Failure::file(&path, &error))
        })
    }

    /// Only one `dev` command works on a folder at a time; the lock ends with the process.
    pub(crate) fn lock(&self) -> Result<File, Failure> {
        let path = self.data.join("dev.lock");
        DirBuilder::new().recursive(true).create(&self.data).map_err(|error| Failure::file(&path, &error))?;
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(|error| Failure::file(&path, &error))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(Failure::new(
                Exit::Local,
                "另一个 huiyin dev 命令正在使用这个数据目录",
                "another huiyin dev command is working on this data folder",
            )),
            Err(TryLockError::Error(error)) => Err(Failure::file(&path, &error)),
        }
    }

    /// As [`write_whole`].
    pub(crate) fn write(&self, path: &Path, content: &[u8], mode: u32) -> Result<(), Failure> {
        write_whole(path, content, mode)
    }
}

/// Writes a file whole or not at all: a reader or a crash never sees half of it.
pub(crate) fn write_whole(path: &Path, content: &[u8], mode: u32) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::file(path, &error);
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = path.with_file_name(name);
    // A leftover of a crash may have other permissions; `mode` counts only for a new file.
    let _ = std::fs::remove_file(&beside);
    let mut file =
        OpenOptions::new().write(true).create_new(true).mode(mode).open(&beside).map_err(failed)?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(failed)?;
    std::fs::rename(&beside, path).map_err(failed)
}
