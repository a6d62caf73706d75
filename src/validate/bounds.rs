//! The tables of the objects as bounds in a JSON Schema: what validation refuses, the schema refuses
//! (but for what holds between properties, references and what must be unique).

use super::limits;
use super::scalars::{MOST_LAT, MOST_LNG};
use super::shape::{Field, Key, Kind, Most, Shape};
use super::tables::{snapshot, travel};
use crate::sorted;
use serde_json::{Map, Value, json};

/// Bounds the definitions of a snapshot: ranges, lengths, counts, words and patterns.
pub fn bound_snapshot(definitions: &mut Value) {
    let mut bounds = Bounds { definitions, done: sorted::Set::new() };
    bounds.object("/Snapshot", &snapshot::SNAPSHOT);
    bounds.by_names("/SettingsAsGiven");
    for (at, choice) in bounds.choices("/TravelModel") {
        match choice["properties"]["type"]["const"].as_str() {
            Some("estimate") => bounds.fields(&at, travel::ESTIMATE.fields),
            Some("matrix") => {
                bounds.fields(&at, travel::MATRIX.fields);
                // Counted where the arrays are, which may come beside the text.
                let most = json!({ "maxItems": limits::MATRIX_LOCATIONS });
                bounds.say(&format!("{at}/properties/locations"), most);
            }
            _ => bounds.fields(&at, travel::SPARSE.fields),
        }
    }
}

struct Bounds<'d> {
    definitions: &'d mut Value,
    /// Definitions that are bounded: each has one table.
    done: sorted::Set<String>,
}

impl Bounds<'_> {
    /// What a place of the schema says.
    fn said(&self, at: &str) -> Value {
        self.definitions.pointer(at).cloned().unwrap_or_default()
    }

    /// Says more at a place of the schema.
    fn say(&mut self, at: &str, more: Value) {
        let place = self.definitions.pointer_mut(at).and_then(Value::as_object_mut);
        if let (Some(place), Value::Object(more)) = (place, more) {
            place.extend(more);
        }
    }

    /// The alternatives at a place, but for `null`.
    fn choices(&self, at: &str) -> Vec<(String, Value)> {
        let said = self.said(at);
        let mut found = Vec::new();
        for word in ["anyOf", "oneOf"] {
            for (index, choice) in said[word].as_array().into_iter().flatten().enumerate() {
                if choice["type"] != "null" {
                    found.push((format!("{at}/{word}/{index}"), choice.clone()));
                }
            }
        }
        found
    }

    /// An object that is defined once, or stands where it is used.
    fn object(&mut self, at: &str, shape: &Shape) {
        let at = match self.said(at)["$ref"].as_str() {
            Some(name) => name.trim_start_matches("#/$defs").to_owned(),
            None => at.to_owned(),
        };
        if self.done.insert(at.clone()) {
            self.fields(&at, shape.fields);
            let required = shape.fields.iter().filter(|field| field.required);
            let required: Vec<&str> = required.map(|field| field.name).collect();
            let place = self.definitions.pointer_mut(&at).and_then(Value::as_object_mut);
            if required.is_empty() {
                place.map(|place| place.remove("required"));
            } else {
                self.say(&at, json!({ "required": required }));
            }
        }
    }

    fn fields(&mut self, at: &str, fields: &[Field]) {
        for field in fields {
            let own = format!("{at}/properties/{}", field.name);
            if self.definitions.pointer(&own).is_none() {
                continue;
            }
            self.value(&own, &field.kind);
            if let Some(alias) = field.alias {
                let value = self.said(&own);
                self.say(&format!("{at}/properties"), json!({ alias: value }));
            }
        }
    }

    /// A value of that kind, wherever the alternatives at that place allow one.
    fn value(&mut self, at: &str, kind: &Kind) {
        let said = self.said(at);
        let named = said["$ref"].as_str().map(|name| name.trim_start_matches("#/$defs").to_owned());
        let at = named.filter(|at| self.has_choices(at)).unwrap_or_else(|| at.to_owned());
        if self.has_choices(&at) {
            for (at, _) in self.choices(&at) {
                self.value(&at, kind);
            }
        } else if let Kind::Either(choose) = kind {
            self.plain(&at, choose(&like(&said)));
        } else {
            self.plain(&at, kind);
        }
    }

    /// Whether there are alternatives at a place, other than words.
    fn has_choices(&self, at: &str) -> bool {
        self.choices(at).iter().any(|(_, choice)| choice.get("const").is_none())
    }

    fn plain(&mut self, at: &str, kind: &Kind) {
        let more = match kind {
            Kind::Int(least, most) => range(*least, *most),
            Kind::Number(least, most) => json!({ "minimum": least, "maximum": most }),
            Kind::Chars(most) => json!({ "maxLength": most }),
            Kind::Tag(most) => json!({ "pattern": trimmed(0, *most) }),
            Kind::Barcode(most) => json!({ "maxLength": most, "pattern": "^[^,]*$" }),
            Kind::Id | Kind::Ref(_) => id(1),
            Kind::RefOrEmpty(_) => id(0),
            Kind::RouteId => route_id(),
            Kind::Place => json!({ "prefixItems": [
                { "type": "integer", "minimum": -MOST_LAT, "maximum": MOST_LAT },
                { "type": "integer", "minimum": -MOST_LNG, "maximum": MOST_LNG },
            ] }),
            Kind::Word(words) if self.said(at)["type"].is_string() => json!({ "enum": words }),
            Kind::Word(words) if self.said(at)["type"].is_array() => {
                let words = words.iter().map(|word| json!(word)).chain([Value::Null]);
                json!({ "enum": words.collect::<Vec<_>>() })
            }
            Kind::Object(shape) | Kind::ObjectOrEmpty(shape) => {
                self.object(at, shape);
                json!({})
            }
            Kind::List(of, most) | Kind::ListOrEmpty(of, most) => {
                self.value(&format!("{at}/items"), of);
                count("maxItems", *most)
            }
            Kind::Map(key, of, most) => return self.map(at, *key, of, *most),
            Kind::Nullable(kind) => return self.value(at, kind),
            _ => json!({}),
        };
        self.say(at, more);
        self.or_empty(at, kind);
    }

    /// One object or a map by date: as objects may have any properties, which of the two it is goes by
    /// the names, as in `Vehicle::is_by_date`.
    fn by_names(&mut self, at: &str) {
        let [(_, one), (_, map)] = &*self.choices(at) else { return };
        let is_map = json!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "type": "string", "pattern": "^([0-9]+|default)$" },
        });
        self.say(at, json!({ "if": is_map, "then": map, "else": one }));
        self.definitions
            .pointer_mut(at)
            .and_then(Value::as_object_mut)
            .map(|it| it.remove("anyOf"));
    }

    fn map(&mut self, at: &str, key: Key, of: &Kind, most: Most) {
        let said = self.said(at);
        if said["additionalProperties"].is_object() {
            self.value(&format!("{at}/additionalProperties"), of);
        }
        for pattern in said["patternProperties"].as_object().into_iter().flat_map(Map::keys) {
            let pattern = pattern.replace('~', "~0").replace('/', "~1");
            self.value(&format!("{at}/patternProperties/{pattern}"), of);
        }
        let mut more = count("maxProperties", most);
        let names = match key {
            Key::Id | Key::Ref(_) => Some(id(1)),
            Key::RouteId => Some(route_id()),
            Key::Date => Some(json!({ "pattern": "^[0-9]{8}$" })),
            Key::DateOrDefault => Some(json!({ "pattern": "^([0-9]{8}|default)$" })),
            Key::Load => Some(json!({ "pattern": trimmed(1, 30) })),
            Key::Chars(most) => Some(json!({ "minLength": 1, "maxLength": most })),
            Key::Any => None,
        };
        if let (Some(Value::Object(mut names)), Some(more)) = (names, more.as_object_mut()) {
            names.insert("type".to_owned(), json!("string"));
            more.insert("propertyNames".to_owned(), Value::Object(names));
        }
        self.say(at, more);
    }

    /// Some lists and objects may be `""`.
    fn or_empty(&mut self, at: &str, kind: &Kind) {
        let said = self.said(at);
        if matches!(kind, Kind::ListOrEmpty(..) | Kind::ObjectOrEmpty(_))
            && let Some(place) = self.definitions.pointer_mut(at)
        {
            *place = json!({ "anyOf": [said, { "const": "" }] });
        }
    }
}

/// A value of the kind that an alternative describes, for what goes by the value.
fn like(choice: &Value) -> Value {
    match choice["type"].as_str() {
        Some("string") => json!(""),
        Some("array") => json!([]),
        Some("integer") => json!(0),
        _ if choice["additionalProperties"].is_object() => json!({ "default": {} }),
        _ => json!({}),
    }
}

/// What has no end of ours has none.
fn range(least: i64, most: i64) -> Value {
    let mut range = Map::new();
    if least > i64::MIN {
        range.insert("minimum".to_owned(), json!(least));
    }
    if most < i64::MAX {
        range.insert("maximum".to_owned(), json!(most));
    }
    Value::Object(range)
}

fn count(word: &str, Most(most, _): Most) -> Value {
    if most == usize::MAX { json!({}) } else { json!({ word: most }) }
}

/// The limit is one of bytes: of characters beyond ASCII fewer are taken than the schema says.
fn id(least: usize) -> Value {
    json!({ "minLength": least, "maxLength": limits::ID_BYTES })
}

fn route_id() -> Value {
    json!({ "pattern": "^[\\s\\S]+-[0-9]{8}$", "maxLength": limits::ID_BYTES + 9 })
}

/// So many characters, blank ones at the ends apart.
fn trimmed(least: usize, most: usize) -> String {
    let some = format!("\\S([\\s\\S]{{0,{}}}\\S)?", most.saturating_sub(2));
    if least == 0 { format!("^\\s*({some})?\\s*$") } else { format!("^\\s*{some}\\s*$") }
}
