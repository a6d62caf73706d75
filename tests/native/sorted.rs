//! Maps and sets in order, held against those of the standard library; sorting, against its sort.

use proptest::prelude::*;
use routewright::sorted;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
enum Deed {
    Insert(u16, u8),
    Remove(u16),
    Entry(u16, u8),
    Retain(u16),
    Bump,
}

fn deed() -> impl Strategy<Value = Deed> {
    let key = 0..40_u16;
    prop_oneof![
        6 => (key.clone(), any::<u8>()).prop_map(|(key, value)| Deed::Insert(key, value)),
        4 => key.clone().prop_map(Deed::Remove),
        3 => (key, any::<u8>()).prop_map(|(key, value)| Deed::Entry(key, value)),
        1 => (2..7_u16).prop_map(Deed::Retain),
        1 => Just(Deed::Bump),
    ]
}

fn same(own: &sorted::Map<u16, u8>, standard: &BTreeMap<u16, u8>) {
    assert!(own.iter().eq(standard), "{own:?} is not {standard:?}");
    assert!(own.iter().rev().eq(standard.iter().rev()), "{own:?} backwards");
    assert_eq!(own.len(), standard.len());
    assert!(own.clone().into_iter().eq(standard.clone()));
    for key in 0..40 {
        assert_eq!(own.get(&key), standard.get(&key), "{key} of {own:?}");
    }
}

proptest! {
    #[test]
    fn a_map_is_that_of_the_standard_library(
        first in prop::collection::vec((0..40_u16, any::<u8>()), 0..30),
        deeds in prop::collection::vec(deed(), 0..60),
    ) {
        let mut own: sorted::Map<u16, u8> = first.iter().copied().collect();
        let mut standard: BTreeMap<u16, u8> = first.into_iter().collect();
        same(&own, &standard);
        for deed in deeds {
            match deed {
                Deed::Insert(key, value) => {
                    assert_eq!(own.insert(key, value), standard.insert(key, value));
                }
                Deed::Remove(key) => assert_eq!(own.remove(&key), standard.remove(&key)),
                Deed::Entry(key, value) => {
                    let expected = *standard.entry(key).or_insert(value);
                    assert_eq!(*own.entry(key).or_insert(value), expected);
                }
                Deed::Retain(by) => {
                    own.retain(|key, _| key % by != 0);
                    standard.retain(|key, _| key % by != 0);
                }
                Deed::Bump => {
                    own.values_mut().for_each(|value| *value = value.wrapping_add(1));
                    standard.values_mut().for_each(|value| *value = value.wrapping_add(1));
                }
            }
            same(&own, &standard);
        }
    }

    #[test]
    fn a_set_is_that_of_the_standard_library(
        first in prop::collection::vec(0..40_u16, 0..30),
        more in prop::collection::vec((0..40_u16, any::<bool>()), 0..40),
    ) {
        let mut own = sorted::set(first.iter().copied());
        let mut standard: BTreeSet<u16> = first.into_iter().collect();
        for (key, goes) in more {
            if goes {
                assert_eq!(own.remove(&key), standard.remove(&key));
            } else {
                assert_eq!(own.insert(key), standard.insert(key));
            }
            assert!(own.iter().eq(&standard));
            assert_eq!((own.first(), own.last()), (standard.first(), standard.last()));
        }
    }

    #[test]
    fn equals_keep_their_order(list in prop::collection::vec((0..5_u8, any::<u16>()), 0..60)) {
        let (mut own, mut standard) = (list.clone(), list);
        sorted::by_key(&mut own, |(key, _)| *key);
        standard.sort_by_key(|(key, _)| *key);
        assert_eq!(own, standard);
    }
}

/// 5 000 keys are several runs of places, in whatever order they come; 7 919 has no factor in common
/// with 5 000, so that its multiples are all places in a wild order.
#[test]
fn many_keys_in_any_order() {
    let wild = |at: u32| at * 7_919 % 5_000;
    for order in [|at| at, |at| 4_999 - at, wild] {
        let mut map = sorted::Map::new();
        for at in 0..5_000 {
            assert_eq!(map.insert(order(at), at), None);
        }
        assert!(map.keys().copied().eq(0..5_000));
        assert!(map.keys().rev().copied().eq((0..5_000).rev()));
        for at in (0..5_000).filter(|at| at % 3 != 0) {
            assert_eq!(map.remove(&order(at)), Some(at));
        }
        let left: BTreeSet<u32> = (0..5_000).step_by(3).map(order).collect();
        assert!(map.keys().eq(&left));
        assert!(map.iter().all(|(key, at)| order(*at) == *key));
    }
}

#[test]
fn an_entry_is_replaced_by_index_and_default() {
    let mut map = sorted::Map::from([("b", 1), ("a", 2), ("b", 3)]);
    assert_eq!(map["b"], 3);
    *map.entry("c").or_default() += 4;
    assert_eq!(map, sorted::Map::from([("a", 2), ("b", 3), ("c", 4)]));
    let text = serde_json::to_string(&map).unwrap();
    assert_eq!(text, r#"{"a":2,"b":3,"c":4}"#);
    let read: sorted::Map<String, i32> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
    assert_eq!(read, sorted::Map::from([("a".to_owned(), 2), ("b".to_owned(), 3)]));
}
