//! `docs/features.md` does not promise what no test covers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A line of the table.
struct Feature<'t> {
    id: &'t str,
    state: &'t str,
    tests: Vec<&'t str>,
}

fn table(text: &str) -> Vec<Feature<'_>> {
    let lines = text.lines().filter(|line| line.starts_with("| ") && line.contains('-'));
    let rows = lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect());
    rows.filter(|cells: &Vec<&str>| cells[0] != "id" && !cells[0].starts_with("--"))
        .map(|cells| {
            assert_eq!(cells.len(), 4, "id, feature, state, tests: {cells:?}");
            // Every second piece stands between backticks.
            let tests = cells[3].split('`').skip(1).step_by(2).collect();
            Feature { id: cells[0], state: cells[2], tests }
        })
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "mjs") {
            found.push(path);
        }
    }
}

/// The names of all tests: functions in Rust, titles in JavaScript.
fn tests() -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(Path::new("tests"), &mut files);
    sources(Path::new("src"), &mut files);
    let mut names = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        if file.extension().is_some_and(|ending| ending == "rs") {
            let marked = text.split("#[test]").skip(1);
            let functions = marked.filter_map(|rest| rest.split_once("fn ")?.1.split('(').next());
            names.extend(functions.map(str::to_owned));
        } else {
            let titles = text.split("test(").skip(1).filter_map(|rest| {
                let quote = rest.chars().next().filter(|c| "\"'`".contains(*c))?;
                rest[1..].split(quote).next()
            });
            names.extend(titles.map(str::to_owned));
        }
    }
    names
}

#[test]
fn every_listed_feature_is_covered_by_tests_that_exist() {
    let text = fs::read_to_string("docs/features.md").expect("the table");
    let existing = tests();
    let mut wrong = Vec::new();
    for Feature { id, state, tests } in table(&text) {
        match state {
            "done" | "partly" if tests.is_empty() => wrong.push(format!("{id} names no test")),
            "done" | "partly" => {}
            "open" | "outside" if tests.is_empty() => {}
            "open" | "outside" => wrong.push(format!("{id} is {state}, but names a test")),
            _ => wrong.push(format!("{id}: no such state: {state}")),
        }
        let missing = tests.iter().filter(|test| !existing.contains(**test));
        wrong.extend(missing.map(|test| format!("{id}: no test {test}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_feature_is_listed_once() {
    let text = fs::read_to_string("docs/features.md").expect("the table");
    let features = table(&text);
    let mut seen = BTreeSet::new();
    let twice: Vec<_> = features.iter().map(|one| one.id).filter(|id| !seen.insert(*id)).collect();
    assert!(twice.is_empty(), "{twice:?}");
    // 290 of priority 0 and 1, 2 of priority 2, 58 defects of the documents.
    assert_eq!(features.len(), 290 + 2 + 58);
}
