//! What a documented object looks like, as data: the walk checks by it, paths are written by it.

use super::walk::Walk;
use crate::error::ErrorCode;
use serde_json::{Map, Value};

/// An object: its known properties and the rule that holds between them.
pub(super) struct Shape {
    /// In the order of the documents.
    pub(super) fields: &'static [Field],
    /// Whether an unknown property is an issue (requests and options) or carried through.
    pub(super) closed: bool,
    /// What holds between properties; must not assume that each has its shape.
    pub(super) rule: Option<Rule>,
}

/// A rule over a whole object.
pub(super) type Rule = for<'v, 'w> fn(&'w mut Walk<'v>, &'v Map<String, Value>);

/// A known property.
pub(super) struct Field {
    /// As the documents write it.
    pub(super) name: &'static str,
    /// What it holds.
    pub(super) kind: Kind,
    /// Whether it must be there; one that need not may also be `null`.
    pub(super) required: bool,
    /// Another documented spelling.
    pub(super) alias: Option<&'static str>,
}

/// What a value may be.
pub(super) enum Kind {
    /// Whatever it is: looked at later.
    Anything,
    /// `true` or `false`.
    Flag,
    /// An integer of that range, both ends included.
    Int(i64, i64),
    /// One of these integers.
    OneOf(&'static [i64]),
    /// A finite number of that range, both ends included.
    Number(f64, f64),
    /// Text of any length.
    Text,
    /// Text of at most that many characters.
    Chars(usize),
    /// A tag: at most that many characters as it is compared, that is, trimmed.
    Tag(usize),
    /// Text of at most that many characters and without commas.
    Barcode(usize),
    /// A non-empty string of at most [`super::limits::ID_BYTES`].
    Id,
    /// The id of something in the snapshot.
    Ref(Entity),
    /// The same, or `""` for "none" (FEATURES DEF-25).
    RefOrEmpty(Entity),
    /// `<vehicleId>-<yyyyMMdd>`.
    RouteId,
    /// `yyyyMMdd`.
    Date,
    /// `[lat, lng]`, two integers; out of range is no error (FEATURES DOM-072).
    Coordinates,
    /// `[lat, lng]` within ±90° and ±180°.
    Place,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object.
    Object(&'static Shape),
    /// The same, or `""` for "none" (FEATURES DEF-25).
    ObjectOrEmpty(&'static Shape),
    /// That, or `null`, in a list or a map; properties that need not be there may be `null` anyway.
    Nullable(&'static Self),
    /// A list of at most so many.
    List(&'static Self, Most),
    /// The same, or `""` for "none" (FEATURES DEF-25).
    ListOrEmpty(&'static Self, Most),
    /// A long list of integers of `travel`, read apart from the tree.
    Integers,
    /// A map of at most so many.
    Map(Key, &'static Self, Most),
    /// Several shapes: which one, decides a function by the value.
    Either(fn(&Value) -> &'static Self),
}

/// At most so many entries, and the code of one too many.
#[derive(Clone, Copy)]
pub(super) struct Most(pub(super) usize, pub(super) ErrorCode);

/// A documented limit of entries.
pub(super) const fn at_most(count: usize) -> Most {
    Most(count, ErrorCode::TooMany)
}

/// A limit of the package.
pub(super) const fn capacity(count: usize) -> Most {
    Most(count, ErrorCode::Capacity)
}

/// No limit but that of the text.
pub(super) const ANY: Most = Most(usize::MAX, ErrorCode::Capacity);

/// What the keys of a map are.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// Ids of the objects in it; the object's own `id`, where given, is the same.
    Id,
    /// `<vehicleId>-<yyyyMMdd>`; the object's own `id`, where given, is the same.
    RouteId,
    /// Ids of something in the snapshot.
    Ref(Entity),
    /// `yyyyMMdd`.
    Date,
    /// `yyyyMMdd`, or `default` for the normal day.
    DateOrDefault,
    /// Load keys.
    Load,
    /// Text of 1 to that many characters.
    Chars(usize),
    /// Any text.
    Any,
}

/// What an id refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entity {
    /// Of `depots`.
    Depot,
    /// Of `regions`.
    Region,
    /// Of `drivers`.
    Driver,
    /// Of `vehicles`.
    Vehicle,
    /// Of `orders`.
    Order,
    /// Of `routes`.
    Route,
}

impl Entity {
    /// The property of the snapshot that holds them.
    pub(super) const fn map(self) -> &'static str {
        match self {
            Self::Depot => "depots",
            Self::Region => "regions",
            Self::Driver => "drivers",
            Self::Vehicle => "vehicles",
            Self::Order => "orders",
            Self::Route => "routes",
        }
    }
}

/// An object that carries unknown properties through.
pub(super) const fn open(fields: &'static [Field]) -> Shape {
    Shape { fields, closed: false, rule: None }
}

/// The same with a rule between its properties.
pub(super) const fn ruled(fields: &'static [Field], rule: Rule) -> Shape {
    Shape { fields, closed: false, rule: Some(rule) }
}

/// An object without unknown properties.
pub(super) const fn closed(fields: &'static [Field], rule: Option<Rule>) -> Shape {
    Shape { fields, closed: true, rule }
}

/// A property that may be missing or `null`.
pub(super) const fn opt(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false, alias: None }
}

/// A property that must be there.
pub(super) const fn req(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: true, alias: None }
}

/// A property that may be missing or `null`, with a second documented spelling.
pub(super) const fn two_names(name: &'static str, alias: &'static str, kind: Kind) -> Field {
    Field { name, kind, required: false, alias: Some(alias) }
}

impl Shape {
    /// The known property of that name, in either spelling.
    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name || field.alias == Some(name))
    }
}
