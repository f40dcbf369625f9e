//! Detached processes of an instance, found again by what they carry in their environment.
//!
//! A pid file alone cannot say whether the process behind the number is still the one that was started.
//! Each process therefore carries its instance's folder, its name and a digest of how it was started;
//! `/proc/<pid>/environ` tells. The pid files are written for people and for tests.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use sha2::{Digest, Sha256};

use super::Layout;
use crate::{Exit, Failure};

const FOLDER: &str = "HUIYIN_PROCESS_OF";
const NAME: &str = "HUIYIN_PROCESS";
const DIGEST: &str = "HUIYIN_PROCESS_DIGEST";

/// Closes what a shell or make may have left open (a pipe that is held open keeps its reader waiting for
/// ever), then becomes the program. `sh` can close 3 to 9, and callers use no higher ones.
const DETACH: &str = r#"exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; exec "$@""#;

/// A program becomes another within microseconds; a kernel thread, whose number a stale file may name,
/// never has an environment.
const LOOKS_MAX: u32 = 25;

/// A running process of this instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Running {
    pub(crate) pid: i32,
    digest: String,
}

/// How a process is to be started.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) program: PathBuf,
    pub(crate) args: Vec<String>,
    pub(crate) env: Vec<(String, String)>,
}

impl Plan {
    /// Changes when a setting or the program itself changes: then the running process is out of date.
    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update(text.as_bytes());
            hash.update([0]);
        };
        add(&self.program.to_string_lossy());
        self.args.iter().for_each(|arg| add(arg));
        self.env.iter().for_each(|(name, value)| {
            add(name);
            add(value);
        });
        if let Ok(file) = std::fs::metadata(&self.program) {
            use std::os::unix::fs::MetadataExt;
            add(&format!("{} {}.{}", file.len(), file.mtime(), file.mtime_nsec()));
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Whether `running` was started just like this.
    pub(crate) fn is(&self, running: &Running) -> bool {
        self.digest() == running.digest
    }

    /// Starts the process in its own process group, so that Ctrl-C in this terminal does not reach it.
    pub(crate) fn start(&self, layout: &Layout) -> Result<i32, Failure> {
        let log_path = layout.log(self.name);
        let log = OpenOptions::new().create(true).append(true).mode(0o600).open(&log_path);
        let log = log.map_err(|error| Failure::file(&log_path, &error))?;
        let errors = log.try_clone().map_err(|error| Failure::file(&log_path, &error))?;
        let _ = std::fs::remove_file(layout.address_file(self.name));
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg(DETACH).arg(self.name).arg(&self.program).args(&self.args);
        // make's own variables would make a child look for make's job server.
        for name in ["MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "PORT", "DATA"] {
            command.env_remove(name);
        }
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command.env(FOLDER, layout.data()).env(NAME, self.name).env(DIGEST, self.digest());
        command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0).current_dir(layout.data());
        let child = command.spawn().map_err(|error| {
            Failure::new(
                Exit::Local,
                format!("无法启动 {}", self.name),
                format!("cannot start {} ({})", self.name, self.program.display()),
            )
            .caused_by(error)
        })?;
        let pid = i32::try_from(child.id()).unwrap_or_default();
        layout.write(&layout.pid_file(self.name), format!("{pid}\n").as_bytes(), 0o644)?;
        Ok(pid)
    }
}

/// The running process of that name, if there is one. A dead one, waited for or not, has no environment.
pub(crate) fn find(layout: &Layout, name: &str) -> Option<Running> {
    let by_file =
        std::fs::read_to_string(layout.pid_file(name)).ok().and_then(|text| text.trim().parse().ok());
    if let Some(running) = by_file.and_then(|pid| identify(layout, name, pid, &patient_environment(pid)?)) {
        return Some(running);
    }
    // The pid file is gone or stale, but the process may live: started anew by someone else.
    let entries = std::fs::read_dir("/proc").ok()?;
    entries.flatten().find_map(|entry| {
        let pid = entry.file_name().to_str()?.parse().ok()?;
        identify(layout, name, pid, &environment(pid)?)
    })
}

fn environment(pid: i32) -> Option<Vec<u8>> {
    std::fs::read(format!("/proc/{pid}/environ")).ok()
}

/// The environment of a process that was started by us. For an instant while one program becomes another
/// (the shell becomes the service) a living process shows none: taken for dead, it would be started twice.
fn patient_environment(pid: i32) -> Option<Vec<u8>> {
    for _look in 0..LOOKS_MAX {
        let environment = environment(pid)?;
        if !environment.is_empty() {
            return Some(environment);
        }
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        // The name in brackets may hold anything; the state follows the last bracket.
        let state = state.rsplit_once(')').and_then(|(_, rest)| rest.trim_start().chars().next());
        if matches!(state, Some('Z' | 'X')) {
            return None;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    None
}

fn identify(layout: &Layout, name: &str, pid: i32, environment: &[u8]) -> Option<Running> {
    let value = |wanted: &str| {
        environment.split(|byte| *byte == 0).find_map(|pair| {
            let pair = std::str::from_utf8(pair).ok()?;
            pair.split_once('=').filter(|(name, _)| *name == wanted).map(|(_, value)| value)
        })
    };
    let ours = value(FOLDER)? == layout.data().to_str()? && value(NAME)? == name;
    ours.then(|| Running { pid, digest: value(DIGEST).unwrap_or_default().to_owned() })
}

/// Asks the processes to end, all at once; after `patience` ends them.
pub(crate) async fn stop(layout: &Layout, names: &[&str], patience: Duration) {
    let signal = |names: &[&str], signal: Signal| {
        for running in names.iter().filter_map(|name| find(layout, name)) {
            // Between the look and the signal the process may end by itself: then there is nothing to do.
            let _ = Pid::from_raw(running.pid).map(|pid| kill_process(pid, signal));
        }
    };
    signal(names, Signal::TERM);
    let deadline = tokio::time::Instant::now() + patience;
    let mut left: Vec<&str> = names.to_vec();
    loop {
        left.retain(|name| find(layout, name).is_some());
        if left.is_empty() || tokio::time::Instant::now() >= deadline {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    signal(&left, Signal::KILL);
    for name in names {
        let _ = std::fs::remove_file(layout.pid_file(name));
        let _ = std::fs::remove_file(layout.address_file(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sleeper(seconds: &str) -> Plan {
        Plan {
            name: "sleeper",
            program: "/bin/sleep".into(),
            args: vec![seconds.to_owned()],
            env: Vec::new(),
        }
    }

    #[tokio::test]
    async fn a_process_is_found_by_its_instance_and_never_mistaken() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (one, two) =
            (Layout::at(one.path().to_path_buf()).unwrap(), Layout::at(two.path().to_path_buf()).unwrap());
        one.create().unwrap();
        two.create().unwrap();
        let pid = sleeper("60").start(&one).unwrap();
        assert_eq!(find(&one, "sleeper").map(|running| running.pid), Some(pid));
        assert!(sleeper("60").is(&find(&one, "sleeper").unwrap()));
        assert!(!sleeper("61").is(&find(&one, "sleeper").unwrap()));
        // Another instance whose stale pid file names the same number.
        std::fs::write(two.pid_file("sleeper"), pid.to_string()).unwrap();
        assert_eq!(find(&two, "sleeper"), None);
        stop(&two, &["sleeper"], Duration::from_millis(100)).await;
        std::fs::remove_file(one.pid_file("sleeper")).unwrap();
        assert_eq!(find(&one, "sleeper").map(|running| running.pid), Some(pid));
        stop(&one, &["sleeper"], Duration::from_secs(5)).await;
        assert_eq!(find(&one, "sleeper"), None);
    }

    #[tokio::test]
    async fn a_process_that_becomes_another_program_is_not_taken_for_dead() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::at(folder.path().to_path_buf()).unwrap();
        layout.create().unwrap();
        let script = folder.path().join("again");
        std::fs::write(&script, "exec /bin/sh \"$0\"\n").unwrap();
        let args = vec![script.display().to_string()];
        Plan { name: "changeling", program: "/bin/sh".into(), args, env: Vec::new() }.start(&layout).unwrap();
        let lost = (0..2_000).filter(|_| find(&layout, "changeling").is_none()).count();
        stop(&layout, &["changeling"], Duration::from_secs(5)).await;
        assert_eq!(lost, 0);
    }
}
