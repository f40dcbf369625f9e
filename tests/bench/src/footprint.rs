//! What the processes hold of the machine's memory, as the kernel counts it.

use serde::Serialize;

use crate::failure::Failure;
use crate::instance::{Instance, SERVICES};

/// One process.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Process {
    pub(crate) name: String,
    /// Resident, shared pages counted in full for each process: the program's text counts seven times.
    pub(crate) rss_mb: f64,
    /// Resident, each shared page divided by those who share it: what the process really costs.
    pub(crate) pss_mb: f64,
    /// The part of `rss_mb` that is its own heap and stacks.
    pub(crate) anonymous_mb: f64,
    pub(crate) threads: u64,
}

/// The seven services and the broker.
pub(crate) fn processes(instance: &Instance) -> Result<Vec<Process>, Failure> {
    SERVICES.into_iter().chain(["nats"]).map(|name| process(instance, name)).collect()
}

fn process(instance: &Instance, name: &str) -> Result<Process, Failure> {
    let pid = instance.pid(name)?;
    let read = |file: &str| {
        let path = format!("/proc/{pid}/{file}");
        std::fs::read_to_string(&path).map_err(|error| Failure::file(path, error))
    };
    let (rollup, status) = (read("smaps_rollup")?, read("status")?);
    Ok(Process {
        name: name.to_owned(),
        rss_mb: megabytes(field(&rollup, "Rss:")),
        pss_mb: megabytes(field(&rollup, "Pss:")),
        anonymous_mb: megabytes(field(&rollup, "Anonymous:")),
        threads: field(&status, "Threads:"),
    })
}

/// The number in the line that begins with `name`; the kernel gives memory in KiB.
fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// KiB as MB of 10^6 bytes, to one decimal.
fn megabytes(kib: u64) -> f64 {
    let kib = u32::try_from(kib).unwrap_or(u32::MAX);
    (f64::from(kib) * 1_024.0 / 100_000.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_kernels_words() {
        let text = "Rss:              122880 kB\nPss:               61440 kB\nAnonymous:         40960 kB\n";
        assert_eq!(megabytes(field(text, "Rss:")), 125.8);
        assert_eq!(megabytes(field(text, "Pss:")), 62.9);
        assert_eq!(field(text, "Swap:"), 0);
    }
}
