//! Sorting, and maps and sets in the order of their keys, off the hot path.
//!
//! The standard sort is compiled anew for every type and comparison it is used with, some four to
//! twelve kilobytes of WebAssembly each, and `BTreeMap` and `BTreeSet` likewise for every type of key
//! and value. Here all that moves anything is compiled once, over places in a list; what is compiled
//! anew is how two elements compare. The search sorts by the standard means.

mod map;
mod order;
mod set;

pub use map::{Entry, Iter, Map};
pub use set::Set;

use order::arrange;
use std::cmp::Ordering;

/// Sorts by `order`; equals keep their order.
pub fn by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let mut places: Vec<u32> = (0..list.len() as u32).collect();
    arrange(&mut places, &|one: usize, other: usize| order(&list[one], &list[other]));
    order::follow(&mut places, &mut |one: usize, other: usize| list.swap(one, other));
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
pub fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> Map<K, V> {
    entries.into_iter().collect()
}

/// The set of these elements.
pub fn set<K: Ord>(elements: impl IntoIterator<Item = K>) -> Set<K> {
    elements.into_iter().collect()
}
