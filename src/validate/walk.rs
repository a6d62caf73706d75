//! The walk over a document tree by its tables: every issue in document order, each with its path.

use super::issues::{Issues, Segment, quoted, shortened};
use super::limits;
use super::shape::{Entity, Field, Key, Kind, Most, Shape};
use crate::date::Date;
use crate::error::ErrorCode;
use crate::model::{LatLng, StepKind};
use crate::sorted;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// The walk: where it is, what it found, what it must remember of what it has seen.
pub(super) struct Walk<'v> {
    /// From the root to the value being looked at.
    pub(super) path: Vec<Segment<'v>>,
    /// What is wrong.
    pub(super) issues: Issues,
    /// What is worth knowing.
    pub(super) warnings: Issues,
    /// The whole document, for references.
    pub(super) root: Option<&'v Map<String, Value>>,
    /// Different load keys so far, normalised.
    pub(super) load_keys: sorted::Set<String>,
    /// Order steps that are on a route already: that route and place.
    pub(super) routed: sorted::Map<(&'v str, StepKind), (&'v str, usize)>,
    /// Vehicle-days that have a route already: its id.
    pub(super) vehicle_days: sorted::Map<(&'v str, Date), &'v str>,
    /// Locations that planning may use, with their paths.
    pub(super) places: Vec<(LatLng, Vec<Segment<'v>>)>,
    /// Corners of regions so far.
    pub(super) corners: usize,
}

impl<'v> Walk<'v> {
    /// A walk that resolves references in `root`.
    pub(super) fn new(root: Option<&'v Map<String, Value>>) -> Self {
        Self {
            path: Vec::new(),
            issues: Issues::default(),
            warnings: Issues::default(),
            root,
            load_keys: sorted::Set::new(),
            routed: sorted::Map::new(),
            vehicle_days: sorted::Map::new(),
            places: Vec::new(),
            corners: 0,
        }
    }

    /// Adds an issue here.
    pub(super) fn add(&mut self, code: ErrorCode, rule: impl fmt::Display) {
        self.issues.add(code, &self.path, rule);
    }

    /// Adds an issue at a property of the object being looked at.
    pub(super) fn add_at(&mut self, name: &'v str, code: ErrorCode, rule: impl fmt::Display) {
        self.path.push(Segment::Field(Cow::Borrowed(name)));
        self.add(code, rule);
        self.path.pop();
    }

    /// Adds a warning at a property of the object being looked at.
    pub(super) fn warn_at(&mut self, name: &'v str, code: ErrorCode, rule: impl fmt::Display) {
        self.path.push(Segment::Field(Cow::Borrowed(name)));
        self.warnings.add(code, &self.path, rule);
        self.path.pop();
    }

    /// Does something one level down.
    pub(super) fn at(&mut self, segment: Segment<'v>, look: impl FnOnce(&mut Self)) {
        self.path.push(segment);
        look(self);
        self.path.pop();
    }

    /// The map of the snapshot that holds such things, if it is given.
    pub(super) fn entities(&self, entity: Entity) -> Option<&'v Map<String, Value>> {
        self.root?.get(entity.map())?.as_object()
    }

    /// Whether there is such a thing. Where the whole map is not given, nothing is known to be
    /// missing: "List Current Routes" gives no regions, and a missing map is an issue of its own.
    pub(super) fn exists(&self, entity: Entity, id: &str) -> bool {
        match self.entities(entity) {
            Some(map) => map.contains_key(id),
            // No routes are given where nothing is planned yet.
            None => entity != Entity::Route || self.root.is_none(),
        }
    }

    /// Looks at a value of that kind.
    pub(super) fn value(&mut self, kind: &'static Kind, value: &'v Value) {
        match (kind, value) {
            (Kind::Anything, _)
            | (Kind::Flag, Value::Bool(_))
            | (Kind::Text, Value::String(_))
            | (Kind::Nullable(_), Value::Null)
            | (Kind::Integers, Value::Array(_)) => {}
            (Kind::Integers, _) => self.wrong("a list of integers", value),
            (Kind::Nullable(kind), _) => self.value(kind, value),
            (Kind::Flag, _) => self.wrong("true or false", value),
            (Kind::Text, _) => self.wrong("a text", value),
            (Kind::OneOf(numbers), _) => self.one_of(numbers, value),
            (Kind::Int(least, most), _) => self.integer(*least, *most, value),
            (Kind::Number(least, most), _) => self.number(*least, *most, value),
            (Kind::Chars(most), _) => self.chars(*most, value, |text| text),
            (Kind::Tag(most), _) => self.chars(*most, value, str::trim),
            (Kind::Barcode(most), _) => {
                self.chars(*most, value, |text| text);
                if value.as_str().is_some_and(|text| text.contains(',')) {
                    self.add(
                        ErrorCode::Malformed,
                        format!("must not contain commas: {}", quoted(value)),
                    );
                }
            }
            (Kind::Id, _) => drop(self.id(value)),
            (Kind::Ref(entity), _) => self.reference(*entity, value),
            (Kind::RefOrEmpty(entity), _) => {
                if value.as_str() != Some("") {
                    self.reference(*entity, value);
                }
            }
            (Kind::RouteId, _) => self.route_id(value),
            (Kind::Date, _) => drop(self.date(value)),
            (Kind::Coordinates, _) => drop(self.coordinates(value)),
            (Kind::Place, _) => self.place(value),
            (Kind::Word(words), _) => self.word(words, value),
            (Kind::Object(shape) | Kind::ObjectOrEmpty(shape), Value::Object(map)) => {
                self.object(shape, map);
            }
            (Kind::List(of, most) | Kind::ListOrEmpty(of, most), Value::Array(list)) => {
                self.list(of, *most, list);
            }
            (Kind::Map(key, of, most), Value::Object(map)) => self.map(*key, of, *most, map),
            (Kind::ObjectOrEmpty(_) | Kind::ListOrEmpty(..), Value::String(text))
                if text.is_empty() => {}
            (Kind::Object(_) | Kind::ObjectOrEmpty(_) | Kind::Map(..), _) => {
                self.wrong("an object", value);
            }
            (Kind::List(..) | Kind::ListOrEmpty(..), _) => self.wrong("a list", value),
            (Kind::Either(choose), _) => self.value(choose(value), value),
        }
    }

    /// Adds an issue 100: another type was expected.
    pub(super) fn wrong(&mut self, expected: &str, value: &Value) {
        self.add(ErrorCode::Malformed, format!("must be {expected}, not {}", quoted(value)));
    }

    /// Looks at an object, property by property as they stand, then at what is missing, then at
    /// what holds between them.
    pub(super) fn object(&mut self, shape: &'static Shape, map: &'v Map<String, Value>) {
        for (name, value) in map {
            let Some(field) = shape.field(name) else {
                if shape.closed {
                    self.add_at(name, ErrorCode::Malformed, "is not a known property");
                }
                continue;
            };
            let doubled = field.alias == Some(name) && map.contains_key(field.name);
            self.at(Segment::Field(Cow::Borrowed(name)), |walk| {
                if doubled {
                    let rule =
                        format!("is the same as {}: only one of them may be given", field.name);
                    walk.add(ErrorCode::Duplicate, rule);
                }
                walk.property(field, value);
            });
        }
        for field in shape.fields {
            if field.required && !map.contains_key(field.name) {
                self.add_at(field.name, ErrorCode::Malformed, "is missing");
            }
        }
        if let Some(rule) = shape.rule {
            rule(self, map);
        }
    }

    fn property(&mut self, field: &'static Field, value: &'v Value) {
        match value {
            Value::Null if field.required => self.add(ErrorCode::Malformed, "must not be null"),
            Value::Null => {}
            value => self.value(&field.kind, value),
        }
    }

    fn list(&mut self, of: &'static Kind, most: Most, list: &'v [Value]) {
        self.count(most, list.len());
        for (index, value) in list.iter().enumerate() {
            self.at(Segment::Index(index), |walk| walk.value(of, value));
        }
    }

    fn map(&mut self, key: Key, of: &'static Kind, most: Most, map: &'v Map<String, Value>) {
        self.count(most, map.len());
        for (name, value) in map {
            self.at(Segment::Key(Cow::Borrowed(name)), |walk| {
                walk.key(key, name);
                walk.value(of, value);
                let own = value.get("id").filter(|_| matches!(key, Key::Id | Key::RouteId));
                if let Some(own) = own.and_then(Value::as_str).filter(|own| own != name) {
                    let rule = format!(
                        "must be the key of the map ({} is not {})",
                        shortened(own),
                        shortened(name)
                    );
                    walk.add_at("id", ErrorCode::Malformed, rule);
                }
            });
        }
    }

    fn count(&mut self, Most(most, code): Most, count: usize) {
        if count > most {
            self.add(code, format!("must have at most {most} entries, not {count}"));
        }
    }

    fn key(&mut self, key: Key, name: &'v str) {
        match key {
            Key::Any => {}
            Key::Id => self.id_text(name),
            Key::RouteId => self.route_id_text(name),
            Key::Ref(entity) => self.reference_text(entity, name),
            Key::Date | Key::DateOrDefault => {
                let normal = matches!(key, Key::DateOrDefault) && name == "default";
                if !normal && Date::parse(name).is_none() {
                    self.add(
                        ErrorCode::Malformed,
                        format!("must have a date yyyyMMdd as key: {}", shortened(name)),
                    );
                }
            }
            Key::Chars(most) => self.key_length(name, most),
            Key::Load => {
                let key = name.trim().to_lowercase();
                self.key_length(&key, 30);
                let known = self.load_keys.len();
                if self.load_keys.insert(key) && known == limits::LOAD_KEYS {
                    let rule = format!(
                        "is one load key too many: a snapshot may have {} different ones",
                        limits::LOAD_KEYS
                    );
                    self.add(ErrorCode::Capacity, rule);
                }
            }
        }
    }

    fn key_length(&mut self, key: &str, most: usize) {
        let count = key.chars().count();
        if count == 0 || count > most {
            self.add(
                ErrorCode::Range,
                format!("must have a key of 1 to {most} characters, not {count}"),
            );
        }
    }
}
