//! Text to document tree, in one pass: duplicates, depth and encoding are noticed on the way, and
//! the integer arrays of `travel` are read as integers, never as a tree.

use super::issues::{Issues, Segment};
use super::limits;
use super::shape::{Kind, Shape};
use super::travel_text::{TravelSeed, TravelText};
use crate::error::ErrorCode;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::fmt;

/// A text that was read.
pub(super) struct Parsed {
    /// Without `travel`.
    pub(super) document: Value,
    /// `travel`, if the text has it.
    pub(super) travel: Option<TravelText>,
    /// Duplicates, depth, elements of the arrays of `travel`.
    pub(super) issues: Issues,
}

/// Reads a snapshot's text. With `skip_travel` its `travel` stays unread, as it is given elsewhere.
///
/// # Errors
/// An issue 600 where the text is too long, 100 where it is no JSON, after what was noticed before.
pub(super) fn parse(
    text: &[u8],
    root: &'static Shape,
    skip_travel: bool,
) -> Result<Parsed, Issues> {
    let mut reading = Reading {
        path: Vec::new(),
        issues: Issues::default(),
        root,
        skip_travel,
        travel: None,
        values: 0,
    };
    if text.len() > limits::TEXT_BYTES {
        let (most, bytes) = (limits::TEXT_BYTES, text.len());
        let rule = format!("the text must have at most {most} bytes, not {bytes}");
        reading.issues.add(ErrorCode::Capacity, &[], rule);
        return Err(reading.issues);
    }
    // RFC 8259, 8.1: a byte order mark may be ignored.
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let document = ValueSeed(&mut reading).deserialize(&mut deserializer);
    match document.and_then(|document| deserializer.end().map(|()| document)) {
        Ok(document) => Ok(Parsed { document, travel: reading.travel, issues: reading.issues }),
        Err(_) if reading.values > limits::VALUES => {
            let rule = format!("the snapshot must have at most {} values", limits::VALUES);
            reading.issues.add(ErrorCode::Capacity, &[], rule);
            Err(reading.issues)
        }
        Err(error) => {
            reading.add(ErrorCode::Malformed, format!("is not readable JSON: {error}"));
            Err(reading.issues)
        }
    }
}

/// Where the reader is, and what it noticed.
pub(super) struct Reading<'de> {
    /// Keys and places down to the value being read. Not unwound on an error: it names the place.
    pub(super) path: Vec<Segment<'de>>,
    issues: Issues,
    root: &'static Shape,
    skip_travel: bool,
    travel: Option<TravelText>,
    /// How many values were kept so far.
    values: usize,
}

impl Reading<'_> {
    /// Adds an issue at the place being read.
    pub(super) fn add(&mut self, code: ErrorCode, rule: impl fmt::Display) {
        let path = typed(&self.path, self.root);
        self.issues.add(code, &path, rule);
    }
}

/// The path with keys of maps told from properties: while reading, all are written alike.
fn typed<'p>(path: &'p [Segment<'p>], root: &'static Shape) -> Vec<Segment<'p>> {
    const ROOT_IS_OBJECT: Option<&Kind> = None;
    let mut shape = Some(root);
    let mut kind = ROOT_IS_OBJECT;
    let mut typed = Vec::with_capacity(path.len());
    for segment in path {
        let Segment::Field(name) = segment else {
            typed.push(segment.clone());
            kind = match kind {
                Some(Kind::List(of, _) | Kind::ListOrEmpty(of, _)) => Some(of),
                _ => None,
            };
            shape = inner_shape(kind);
            continue;
        };
        let is_key = match (shape, kind) {
            (Some(_), _) => false,
            (None, Some(Kind::Map(..))) => true,
            (None, Some(Kind::Either(_))) => name.bytes().all(|byte| byte.is_ascii_digit()),
            _ => !is_name(name),
        };
        typed.push(if is_key { Segment::Key(name.clone()) } else { segment.clone() });
        kind = match (shape, kind) {
            (Some(shape), _) => shape.field(name).map(|field| &field.kind),
            (None, Some(Kind::Map(_, of, _))) => Some(of),
            _ => None,
        };
        shape = inner_shape(kind);
    }
    typed
}

/// The shape of the object that a value of that kind is.
fn inner_shape(kind: Option<&'static Kind>) -> Option<&'static Shape> {
    match kind {
        Some(Kind::Object(shape) | Kind::ObjectOrEmpty(shape)) => Some(shape),
        _ => None,
    }
}

/// Whether a key can be written after a dot.
fn is_name(key: &str) -> bool {
    let mut bytes = key.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Reads any value.
pub(super) struct ValueSeed<'s, 'de>(pub(super) &'s mut Reading<'de>);

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, 'de> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.values += 1;
        if self.0.values > limits::VALUES {
            return Err(D::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed<'_, 'de> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(whole(value).map_or_else(
            || Number::from_f64(value).map_or(Value::Null, Value::Number),
            |value| Value::Number(value.into()),
        ))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        if self.0.path.len() >= limits::DEPTH {
            self.0.add(ErrorCode::TooMany, TOO_DEEP);
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        }
        let mut values = Vec::new();
        loop {
            self.0.path.push(Segment::Index(values.len()));
            let Some(value) = list.next_element_seed(ValueSeed(self.0))? else { break };
            values.push(value);
            self.0.path.pop();
        }
        self.0.path.pop();
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let reading = self.0;
        if reading.path.len() >= limits::DEPTH {
            reading.add(ErrorCode::TooMany, TOO_DEEP);
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        }
        let at_root = reading.path.is_empty();
        let mut values = Map::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            reading.path.push(Segment::Field(key.clone()));
            if at_root && key == "travel" {
                if reading.travel.is_some() {
                    reading.add(ErrorCode::Duplicate, TWICE);
                }
                if reading.skip_travel {
                    map.next_value::<IgnoredAny>()?;
                } else {
                    let travel = map.next_value_seed(TravelSeed(reading))?;
                    reading.travel = Some(travel);
                }
            } else {
                let value = map.next_value_seed(ValueSeed(reading))?;
                if values.contains_key(key.as_ref()) {
                    reading.add(ErrorCode::Duplicate, TWICE);
                } else {
                    values.insert(key.into_owned(), value);
                }
            }
            reading.path.pop();
        }
        Ok(Value::Object(values))
    }
}

/// What a key given twice is told.
pub(super) const TWICE: &str = "must not be given twice";

/// What a value too deep is told.
const TOO_DEEP: &str = "must not be nested deeper than 64 levels";

/// The integer that a number is, where it is one that JavaScript holds exactly (5.0 is 5).
pub(super) fn whole(value: f64) -> Option<i64> {
    const SAFE: f64 = 9_007_199_254_740_991.0;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2^53")]
    (value.fract() == 0.0 && value.abs() <= SAFE).then_some(value as i64)
}

/// Reads a key, borrowed from the text where it holds no escapes.
pub(super) struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(key.to_owned()))
    }
}
