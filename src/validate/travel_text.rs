//! `travel` as it stands in a text: its long arrays as integers, the rest as a tree.

use super::issues::Segment;
use super::limits;
use super::parse::{KeySeed, Reading, TWICE, ValueSeed, whole};
use crate::error::ErrorCode;
use crate::model::UNREACHABLE;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// `travel` of a text.
#[derive(Debug, Default)]
pub(super) struct TravelText {
    /// All properties but the long arrays; not an object where the text has none there.
    pub(super) rest: Value,
    /// The long arrays that are lists, by name; elements that are no integers are noticed already.
    pub(super) arrays: Vec<(&'static str, Vec<i32>)>,
}

/// The long arrays (API `TravelModel`).
const ARRAYS: [&str; 4] = ["durationsSec", "distancesMt", "rowStart", "to"];

/// Reads the value of `travel`.
pub(super) struct TravelSeed<'s, 'de>(pub(super) &'s mut Reading<'de>);

impl<'de> DeserializeSeed<'de> for TravelSeed<'_, 'de> {
    type Value = TravelText;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<TravelText, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// A value that is no object is kept as it is, for the message.
macro_rules! keep {
    ($($method:ident($kind:ty)),*) => { $(
        fn $method<E: Error>(self, value: $kind) -> Result<Self::Value, E> {
            let rest = ValueSeed(self.0).$method(value)?;
            Ok(TravelText { rest, arrays: Vec::new() })
        }
    )* };
}

impl<'de> Visitor<'de> for TravelSeed<'_, 'de> {
    type Value = TravelText;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a travel model")
    }

    keep!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));

    fn visit_unit<E: Error>(self) -> Result<TravelText, E> {
        Ok(TravelText::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<TravelText, A::Error> {
        Ok(TravelText { rest: ValueSeed(self.0).visit_seq(list)?, arrays: Vec::new() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TravelText, A::Error> {
        let reading = self.0;
        let mut rest = Map::new();
        let mut arrays: Vec<(&'static str, Vec<i32>)> = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            reading.path.push(Segment::Field(key.clone()));
            let known = ARRAYS.into_iter().find(|name| *name == key);
            if rest.contains_key(key.as_ref()) || arrays.iter().any(|(name, _)| *name == key) {
                reading.add(ErrorCode::Duplicate, TWICE);
                map.next_value::<IgnoredAny>()?;
            } else if let Some(name) = known {
                match map.next_value_seed(IntsSeed(reading))? {
                    Ints::List(list) => arrays.push((name, list)),
                    Ints::Other(value) => drop(rest.insert(key.into_owned(), value)),
                }
            } else {
                let value = map.next_value_seed(ValueSeed(reading))?;
                rest.insert(key.into_owned(), value);
            }
            reading.path.pop();
        }
        Ok(TravelText { rest: Value::Object(rest), arrays })
    }
}

/// What stands where a list of integers is expected.
enum Ints {
    List(Vec<i32>),
    Other(Value),
}

/// Reads a list of integers.
struct IntsSeed<'s, 'de>(&'s mut Reading<'de>);

impl<'de> DeserializeSeed<'de> for IntsSeed<'_, 'de> {
    type Value = Ints;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Ints, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! no_list {
    ($($method:ident($kind:ty)),*) => { $(
        fn $method<E: Error>(self, value: $kind) -> Result<Ints, E> {
            ValueSeed(self.0).$method(value).map(Ints::Other)
        }
    )* };
}

impl<'de> Visitor<'de> for IntsSeed<'_, 'de> {
    type Value = Ints;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of integers")
    }

    no_list!(visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));

    fn visit_unit<E: Error>(self) -> Result<Ints, E> {
        Ok(Ints::Other(Value::Null))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Ints, A::Error> {
        ValueSeed(self.0).visit_map(map).map(Ints::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Ints, A::Error> {
        let reading = self.0;
        let mut values = Vec::new();
        let mut count = 0;
        loop {
            reading.path.push(Segment::Index(count));
            let Some(element) = list.next_element_seed(ElementSeed)? else { break };
            let value = match element {
                Element::Integer(value) => value,
                Element::OutOfRange => {
                    reading.add(ErrorCode::Range, "must be null, -1 or an integer below 2^31");
                    0
                }
                Element::Other => {
                    reading.add(ErrorCode::Malformed, "must be an integer, or null if unreachable");
                    0
                }
            };
            // Beyond the limit nothing is kept, but all is counted.
            if count < limits::SPARSE_PAIRS {
                values.push(value);
            }
            count += 1;
            reading.path.pop();
        }
        reading.path.pop();
        if count > limits::SPARSE_PAIRS {
            let most = limits::SPARSE_PAIRS;
            reading
                .add(ErrorCode::Capacity, format!("must have at most {most} entries, not {count}"));
        }
        Ok(Ints::List(values))
    }
}

/// One element of a list of integers.
enum Element {
    Integer(i32),
    OutOfRange,
    Other,
}

impl Element {
    /// −1 and 4 294 967 295 (−1 of a `Uint32Array`) mean unreachable (API `Ints`).
    fn of(value: i64) -> Self {
        match i32::try_from(value) {
            Ok(value) => Self::Integer(value),
            Err(_) if value == i64::from(u32::MAX) => Self::Integer(UNREACHABLE),
            Err(_) => Self::OutOfRange,
        }
    }
}

struct ElementSeed;

impl<'de> DeserializeSeed<'de> for ElementSeed {
    type Value = Element;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Element, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ElementSeed {
    type Value = Element;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an integer or null")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Element, E> {
        Ok(i64::try_from(value).map_or(Element::OutOfRange, Element::of))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Element, E> {
        Ok(Element::of(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Element, E> {
        Ok(match whole(value) {
            Some(value) => Element::of(value),
            None if value.fract() == 0.0 => Element::OutOfRange,
            None => Element::Other,
        })
    }

    fn visit_unit<E: Error>(self) -> Result<Element, E> {
        Ok(Element::Integer(UNREACHABLE))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Element, E> {
        Ok(Element::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Element, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Element::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Element, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Element::Other)
    }
}
