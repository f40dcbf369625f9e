//! Files that are generated, committed and compared. `huiyin` writes them, because only it knows every
//! service; this crate does not link the services a second time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tree::{TaskError, Tree, files, text};

pub(crate) fn openapi(tree: &Tree, folder: &Path) -> Result<(), TaskError> {
    run(Command::new(huiyin(tree)?).args(["openapi", "--all", "--out"]).arg(folder))
}

pub(crate) fn event_map(tree: &Tree, file: &Path) -> Result<(), TaskError> {
    run(Command::new(huiyin(tree)?).args(["event-map", "--out"]).arg(file))
}

/// The binary: the one that the caller names, else the one of this tree, built first so that it is not of
/// yesterday.
fn huiyin(tree: &Tree) -> Result<PathBuf, TaskError> {
    if let Some(path) = std::env::var_os("HUIYIN_BIN").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(Command::new(cargo).args(["build", "--quiet", "--package", "huiyin"]).current_dir(&tree.root))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| tree.root.join("target"), PathBuf::from);
    Ok(target.join("debug/huiyin"))
}

fn run(command: &mut Command) -> Result<(), TaskError> {
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = |cause: String| TaskError::Command { command: name.clone(), cause };
    let status = command.status().map_err(|error| failed(error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(status.to_string())) }
}

/// What differs between the committed files and the code.
pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>, TaskError> {
    let fresh = tempfile::tempdir().map_err(|cause| TaskError::File { path: std::env::temp_dir(), cause })?;
    openapi(tree, &fresh.path().join("openapi"))?;
    event_map(tree, &fresh.path().join("event-map.md"))?;
    let mut faults = Vec::new();
    let names: BTreeSet<_> = [files(&tree.openapi(), "json")?, files(&fresh.path().join("openapi"), "json")?]
        .concat()
        .iter()
        .filter_map(|path| path.file_name().map(std::ffi::OsStr::to_os_string))
        .collect();
    for name in names {
        let committed = tree.openapi().join(&name);
        compare(tree, &committed, &fresh.path().join("openapi").join(&name), "openapi", &mut faults)?;
    }
    compare(tree, &tree.event_map(), &fresh.path().join("event-map.md"), "event-map", &mut faults)?;
    Ok(faults)
}

fn compare(
    tree: &Tree,
    committed: &Path,
    fresh: &Path,
    task: &str,
    faults: &mut Vec<String>,
) -> Result<(), TaskError> {
    let name = tree.relative(committed);
    let how = format!("run `cargo run -p xtask -- {task}` and commit the result");
    match (committed.exists(), fresh.exists()) {
        (true, false) => faults.push(format!("{name}: there is no such service any more; delete it")),
        (false, _) => faults.push(format!("{name}: is missing; {how}")),
        (true, true) if text(committed)? != text(fresh)? => {
            faults.push(format!("{name}: differs from the code; {how}"));
        }
        (true, true) => {}
    }
    Ok(())
}
