//! Crates depend one way: ids, clock, calendar ← events ← store, messaging, http ← services ← tools.
//! Services depend on `events`, never on one another.

use std::process::Command;

use serde_json::Value;

use crate::tree::{TaskError, Tree};

/// A crate may depend on crates of lower layers only. Of two services neither is lower.
const LAYERS: &[(&str, u8)] = &[
    ("huiyin-ids", 0),
    ("huiyin-clock", 0),
    ("huiyin-calendar", 0),
    ("huiyin-config", 0),
    ("huiyin-telemetry", 0),
    ("huiyin-events", 1),
    ("huiyin-store", 2),
    ("huiyin-messaging", 3),
    ("huiyin-http", 4),
    ("huiyin-testkit", 5),
    ("huiyin-intake", 6),
    ("huiyin-routing", 6),
    ("huiyin-supervision", 6),
    ("huiyin-alerts", 6),
    ("huiyin-ledger", 6),
    ("huiyin-exchange", 6),
    ("huiyin-console", 6),
    ("huiyin", 7),
    ("xtask", 7),
    ("huiyin-acceptance", 8),
    ("huiyin-bench", 8),
];

/// Test fixtures may be used by the tests of the crates they are made of.
const TESTKIT: &str = "huiyin-testkit";

pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>, TaskError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1", "--no-deps", "--offline"]).current_dir(&tree.root);
    let failed = |cause: String| TaskError::Command { command: "cargo metadata".to_owned(), cause };
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| failed(error.to_string()))?;
    Ok(check(&metadata))
}

fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(known, _)| *known == name).map(|(_, layer)| *layer)
}

fn check(metadata: &Value) -> Vec<String> {
    let list =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let name = |value: &Value| value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut faults = Vec::new();
    for package in list(metadata, "packages") {
        let package_name = name(&package);
        let Some(own) = layer(&package_name) else {
            faults.push(format!("{package_name}: give it a layer in tools/xtask/src/layers.rs"));
            continue;
        };
        for dependency in list(&package, "dependencies") {
            let dependency_name = name(&dependency);
            let for_tests = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            let Some(other) = layer(&dependency_name) else { continue };
            if other >= own && !(for_tests && dependency_name == TESTKIT) {
                faults.push(format!("{package_name} must not depend on {dependency_name}"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Value {
        let dependencies: Vec<_> =
            dependencies.iter().map(|(name, kind)| json!({ "name": name, "kind": kind })).collect();
        json!({ "packages": [{ "name": name, "dependencies": dependencies }] })
    }

    #[test]
    fn a_service_depends_on_no_other_service() {
        assert_eq!(check(&package("huiyin-ledger", &[("huiyin-events", None), ("serde", None)])).len(), 0);
        assert_eq!(check(&package("huiyin-ledger", &[("huiyin-routing", None)])).len(), 1);
        assert_eq!(check(&package("huiyin-ledger", &[("huiyin-routing", Some("dev"))])).len(), 1);
    }

    #[test]
    fn a_lower_crate_uses_a_higher_one_in_no_way_but_the_test_kit_in_tests() {
        assert_eq!(check(&package("huiyin-store", &[("huiyin-messaging", None)])).len(), 1);
        assert_eq!(check(&package("huiyin-store", &[("huiyin-testkit", Some("dev"))])).len(), 0);
        assert_eq!(check(&package("huiyin-newcomer", &[])).len(), 1);
    }

    #[test]
    fn this_tree_keeps_the_layers() {
        assert_eq!(faults(&Tree::find().unwrap()).unwrap(), Vec::<String>::new());
    }
}
