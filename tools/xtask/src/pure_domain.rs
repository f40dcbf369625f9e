//! `domain/` is pure: no I/O, no clock. A decision there can be tested without any of it.

use crate::tree::{TaskError, Tree, files, text};

/// Crates that do something, or know the time.
const FORBIDDEN: &[&str] = &[
    "tokio",
    "sqlx",
    "axum",
    "async_nats",
    "reqwest",
    "lettre",
    "rand",
    "store",
    "messaging",
    "http_kit",
    "clock",
    "settings",
];

pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>, TaskError> {
    let mut faults = Vec::new();
    let services = tree.root.join("services");
    for path in files(&services, "rs")? {
        let inside = path.strip_prefix(&services).unwrap_or(&path);
        // services/<name>/src/domain/…
        if inside.components().nth(2).is_some_and(|part| part.as_os_str() == "domain") {
            for (line, used) in uses(&text(&path)?) {
                faults.push(format!("{}:{line}: domain must not use {used}", tree.relative(&path)));
            }
        }
    }
    Ok(faults)
}

/// The forbidden crates that a file names, with the line of each.
fn uses(source: &str) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    for (index, line) in source.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for name in FORBIDDEN {
            // A module of the domain's own may have such a name: then paths to it begin with it too.
            let own = source.lines().any(|line| {
                let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
                line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) == Some(name)
            });
            if !own && names(code, name) {
                found.push((index + 1, *name));
            }
        }
    }
    found
}

/// Whether a path in this line begins with `name`: `store::x`, but neither `crate::store::x` nor
/// `datastore::x`.
fn names(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric() && before != '_' && before != ':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_crate_is_found_wherever_a_path_begins_with_it() {
        assert_eq!(uses("use tokio::time;\nlet x = store::query(\"\");"), [(1, "tokio"), (2, "store")]);
        assert_eq!(uses("use jiff::Timestamp;\nuse super::clock::Clock;\nuse crate::domain::store::X;"), []);
        assert_eq!(uses("// use tokio::time;\nlet datastore = datastore::open();"), []);
        assert_eq!(uses("mod clock;\npub use clock::Clock;"), []);
    }

    #[test]
    fn the_domains_of_this_tree_are_pure() {
        assert_eq!(faults(&Tree::find().unwrap()).unwrap(), Vec::<String>::new());
    }
}
