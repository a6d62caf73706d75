//! Changes to JSON documents, with a liking for what hurts.

use crate::support::generator::Dice;
use serde_json::{Map, Value, json};

/// What is done to one place.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Replace(Value),
    Remove,
    Repeat,
    Add(String, Value),
}

/// Values at limits, beyond them, and of every wrong type.
pub(crate) fn hostile() -> Vec<Value> {
    let numbers = [-1_i64, 0, 1, 200, 86_400, 172_800, 100_000_000, 1_000_000_000, 2_147_483_647];
    let beyond = [-2_147_483_648_i64, 2_147_483_648, 9_007_199_254_740_992, i64::MIN];
    let mut all: Vec<Value> = numbers.iter().chain(&beyond).map(|own| json!(own)).collect();
    all.extend([
        json!(null),
        json!(""),
        json!(true),
        json!(u64::MAX),
        json!(1e308),
        json!(0.5),
        json!("__proto__"),
        json!("20151204"),
        json!("20150231"),
        json!("o1"),
        json!("d1"),
        json!("v1-20151204"),
        json!([]),
        json!({}),
        json!({ "20151204": null }),
        json!([[0, 0], [0, 1], [1, 0]]),
        json!({ "startSec": 5, "endSec": 4 }),
    ]);
    all
}

/// Pointers to every value below the root.
pub(crate) fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut visit = |name: &str, value: &Value| {
        let pointer = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        found.push(pointer.clone());
        pointers(value, &pointer, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(name, value)| visit(name, value)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| visit(&index.to_string(), value));
        }
        _ => {}
    }
}

/// Makes one change at a place; nothing where the place went away or cannot take it.
pub(crate) fn apply(document: &mut Value, pointer: &str, change: &Change) {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return };
    if let (Change::Add(key, value), Some(Value::Object(map))) =
        (change, document.pointer_mut(pointer))
    {
        map.insert(key.clone(), value.clone());
        return;
    }
    match (document.pointer_mut(parent), change) {
        (Some(Value::Object(map)), Change::Remove) => drop(map.shift_remove(name)),
        (Some(Value::Object(map)), Change::Replace(value)) => {
            map.insert(name.to_owned(), value.clone());
        }
        (Some(Value::Object(map)), Change::Repeat) => {
            if let Some(value) = map.get(name).cloned() {
                map.insert(format!("{name}2"), value);
            }
        }
        (Some(Value::Array(list)), change) => {
            let Some(index) = name.parse::<usize>().ok().filter(|index| *index < list.len()) else {
                return;
            };
            match change {
                Change::Remove => drop(list.remove(index)),
                Change::Repeat => list.push(list[index].clone()),
                Change::Replace(value) | Change::Add(_, value) => list[index] = value.clone(),
            }
        }
        _ => {}
    }
}

/// The document with a few changes.
pub(crate) fn changed(dice: &mut Dice, document: &Value) -> Value {
    let mut document = document.clone();
    let hostile = hostile();
    for _ in 0..dice.between(1, 3) {
        let mut places = Vec::new();
        pointers(&document, "", &mut places);
        if places.is_empty() {
            return dice.pick(&hostile).clone();
        }
        let at = dice.pick(&places).clone();
        let value = match dice.between(0, 3) {
            0 => dice.pick(&hostile).clone(),
            1 => nudged(dice, document.pointer(&at).unwrap_or(&Value::Null)),
            // What stands elsewhere fits more often than what stands nowhere.
            _ => document.pointer(dice.pick::<String>(&places)).cloned().unwrap_or_default(),
        };
        let change = match dice.between(0, 5) {
            0 => Change::Remove,
            1 => Change::Repeat,
            2 => Change::Add(key(dice, &document, &places), value),
            _ => Change::Replace(value),
        };
        apply(&mut document, &at, &change);
    }
    document
}

/// A number a little or much beside another; a text or list cut short.
fn nudged(dice: &mut Dice, value: &Value) -> Value {
    match value {
        Value::Number(number) => {
            let by = *dice.pick(&[-1_i64, 1, -60, 60, -3_600, 3_600, -86_400, 86_400, 1_000_000]);
            json!(number.as_i64().unwrap_or(0).saturating_add(by))
        }
        Value::String(text) => {
            let keep = text.chars().count() / 2;
            json!(text.chars().take(keep).collect::<String>())
        }
        Value::Array(list) => json!(list[..list.len() / 2]),
        Value::Bool(own) => json!(!own),
        other => other.clone(),
    }
}

/// A key that stands somewhere, or a new one.
fn key(dice: &mut Dice, document: &Value, places: &[String]) -> String {
    let parents = places.iter().filter_map(|at| document.pointer(at)?.as_object());
    let all: Vec<&String> = parents.flat_map(Map::keys).collect();
    match all.is_empty() || dice.percent(20) {
        true => "new".to_owned(),
        false => (*dice.pick(&all)).clone(),
    }
}
