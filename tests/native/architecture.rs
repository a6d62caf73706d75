//! The house stays easy to see: imports go downwards only, files stay short, the map is complete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules from the bottom up; those of one rank do not know each other.
const RANKS: &[&[&str]] = &[
    &["units", "date", "rng", "sorted", "error"],
    &["model"],
    &["validate"],
    &["travel"],
    &["problem"],
    &["schedule"],
    &["check"],
    &["solver"],
    &["ops"],
    &["wasm"],
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn all_sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    sources(Path::new("src"), &mut found);
    found.sort();
    found
}

fn rank(module: &str) -> Option<usize> {
    RANKS.iter().position(|modules| modules.contains(&module))
}

fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix("src").expect("below src");
    let first = inside.iter().next().expect("a name").to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named as `crate::<module>`, also in braces.
fn imported(text: &str) -> BTreeSet<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut modules = BTreeSet::new();
    for part in text.split("crate::").skip(1) {
        if let Some(list) = part.strip_prefix('{') {
            let list = list.split(';').next().unwrap_or_default();
            let mut depth = 0;
            let mut name = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' => name.clear(),
                    c if depth == 0 && is_name(c) => name.push(c),
                    ':' if depth == 0 && !name.is_empty() => {
                        modules.insert(std::mem::take(&mut name));
                    }
                    _ => {}
                }
            }
        } else {
            modules.insert(part.chars().take_while(|c| is_name(*c)).collect());
        }
    }
    modules
}

#[test]
fn imports_go_downwards_only() {
    let mut upward = Vec::new();
    for path in all_sources() {
        let module = module_of(&path);
        let Some(own) = rank(&module) else { continue };
        let text = fs::read_to_string(&path).expect("readable");
        for other in imported(&text) {
            if other != module && rank(&other).is_some_and(|other| other >= own) {
                upward.push(format!("{} imports crate::{other}", path.display()));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn every_module_has_a_rank() {
    for path in all_sources() {
        let module = module_of(&path);
        assert!(module == "lib" || rank(&module).is_some(), "{} has no rank", path.display());
    }
}

#[test]
fn no_source_file_is_longer_than_600_lines() {
    for path in all_sources() {
        let lines = fs::read_to_string(&path).expect("readable").lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_map_names_every_module() {
    let map = fs::read_to_string("ARCHITECTURE.md").expect("readable");
    for path in all_sources() {
        let module = module_of(&path);
        assert!(
            module == "lib" || map.contains(&format!("`{module}`")),
            "{module} is not on the map"
        );
    }
}

#[test]
fn no_float_reaches_a_result() {
    for path in all_sources() {
        let module = module_of(&path);
        if ["problem", "schedule", "check", "solver", "ops"].contains(&module.as_str()) {
            let text = fs::read_to_string(&path).expect("readable");
            assert!(
                !text.contains("f64") && !text.contains("f32"),
                "{} has floats",
                path.display()
            );
        }
    }
}

/// Operations are called by the names of `support::judged`, which holds each result against the
/// independent checker; properties, which ask more of it, name the checker themselves.
#[test]
fn every_test_of_an_operation_ends_in_the_checker() {
    let mut found = Vec::new();
    sources(Path::new("tests/native"), &mut found);
    let operates = |text: &str| text.contains("routewright::ops");
    let alone: Vec<PathBuf> = found
        .into_iter()
        .filter(|path| !path.ends_with("architecture.rs"))
        .filter(|path| {
            let text = fs::read_to_string(path).expect("readable");
            let checks = path.starts_with("tests/native/property") && text.contains("oracle::");
            operates(&text) && !checks
        })
        .collect();
    assert!(alone.is_empty(), "these call operations that nothing judges: {alone:#?}");
}
