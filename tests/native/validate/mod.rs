//! Formal validation: each documented limit at the limit and one beyond, each defect of the
//! documents in both readings, hostile texts.

mod asked;
mod capacity;
mod defects;
mod extremes;
mod limits;
mod orders;
mod property;
mod proposals;
mod references;
mod requests;
mod text;
mod travel;

use routewright::error::{ErrorCode, Issue};
use routewright::validate::{self, Valid};
use serde_json::Value;

/// The tiny valid snapshot: three orders, one vehicle, one depot, one route.
pub(crate) fn base() -> Value {
    serde_json::from_str(include_str!("../../fixtures/base.json")).expect("the base is JSON")
}

/// The base with the value at a JSON pointer replaced or added.
pub(crate) fn with(pointer: &str, value: Value) -> Value {
    let mut snapshot = base();
    set(&mut snapshot, pointer, value);
    snapshot
}

/// Replaces or adds the value at a JSON pointer.
pub(crate) fn set(snapshot: &mut Value, pointer: &str, value: Value) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer begins with /");
    let name = name.replace("~1", "/").replace("~0", "~");
    match snapshot.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.insert(name, value)),
        Some(Value::Array(list)) => {
            let index: usize = name.parse().expect("an index");
            if index < list.len() {
                list[index] = value;
            } else {
                list.push(value);
            }
        }
        other => panic!("{parent} is {other:?}"),
    }
}

/// The base without the value at a JSON pointer.
pub(crate) fn without(pointer: &str) -> Value {
    let mut snapshot = base();
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer begins with /");
    let parent = snapshot.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
    parent.shift_remove(name).expect("it is there");
    snapshot
}

/// Validates a snapshot given as a tree.
pub(crate) fn check(snapshot: &Value) -> Result<Valid, Vec<Issue>> {
    validate::snapshot(snapshot.to_string().as_bytes(), None)
}

/// The issues of a snapshot; none if it is valid.
pub(crate) fn issues(snapshot: &Value) -> Vec<Issue> {
    check(snapshot).err().unwrap_or_default()
}

/// Codes and paths of the issues.
pub(crate) fn found(snapshot: &Value) -> Vec<(u16, String)> {
    short(&issues(snapshot))
}

/// Codes and paths.
pub(crate) fn short(issues: &[Issue]) -> Vec<(u16, String)> {
    issues.iter().map(|issue| (issue.error_code.into(), issue.path.clone())).collect()
}

/// Codes and paths of the warnings of a valid snapshot.
pub(crate) fn warnings(snapshot: &Value) -> Vec<(u16, String)> {
    short(&check(snapshot).expect("valid").warnings)
}

#[test]
fn the_base_is_valid_without_warnings() {
    let valid = check(&base()).expect("valid");
    assert_eq!(valid.warnings, []);
    assert_eq!(warnings(&base()), []);
    assert_eq!(valid.snapshot.orders.len(), 3);
    assert_eq!(u16::from(ErrorCode::Malformed), 100);
}
