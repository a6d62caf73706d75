//! Sorting, and collecting into ordered maps and sets, off the hot path.
//!
//! The standard sort is compiled anew for every type and comparison it is used with, some four to
//! twelve kilobytes of WebAssembly each, and `collect` into a `BTreeMap` or `BTreeSet` uses it too.
//! Here it is compiled once, over places in the list. The search sorts by the standard means.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts by `order`; equals keep their order.
pub fn by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<usize> = (0..list.len()).collect();
    arrange(&mut places, &|one, other| order(&list[one], &list[other]));
    // `places[at]` says whence the element at `at` comes: each cycle is followed once.
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == start {
                break;
            }
            list.swap(at, from);
            at = from;
        }
    }
}

/// Sorts by a key; equals keep their order.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    by(list, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by the order of the elements; equals keep their order.
pub fn plain<T: Ord>(list: &mut [T]) {
    by(list, T::cmp);
}

/// The map of these entries; of equal keys the last wins.
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    for (key, value) in entries {
        map.insert(key, value);
    }
    map
}

/// The set of these elements.
pub fn set<K: Ord>(elements: impl IntoIterator<Item = K>) -> BTreeSet<K> {
    let mut set = BTreeSet::new();
    for element in elements {
        set.insert(element);
    }
    set
}

/// The one use of the standard sort.
#[inline(never)]
fn arrange(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| order(*one, *other));
}
