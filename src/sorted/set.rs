//! A set in its order: what `BTreeSet` offers and is asked for here.

use super::map::Map;
use std::borrow::Borrow;
use std::fmt;

/// A set in its order.
#[derive(Clone, PartialEq, Eq)]
pub struct Set<K> {
    map: Map<K, ()>,
}

impl<K> Set<K> {
    /// Without elements.
    #[must_use]
    pub const fn new() -> Self {
        Self { map: Map::new() }
    }

    /// How many elements there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no element.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The elements in their order.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.map.keys()
    }

    /// The first element.
    #[must_use]
    pub fn first(&self) -> Option<&K> {
        self.iter().next()
    }

    /// The last element.
    #[must_use]
    pub fn last(&self) -> Option<&K> {
        self.iter().next_back()
    }

    /// Keeps the elements that are wanted.
    pub fn retain(&mut self, mut wanted: impl FnMut(&K) -> bool) {
        self.map.retain(|key, ()| wanted(key));
    }

    /// Removes all elements.
    pub fn clear(&mut self) {
        self.map.clear();
    }
}

impl<K: Ord> Set<K> {
    /// Whether it is an element.
    #[must_use]
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.map.contains_key(key)
    }

    /// Adds an element; whether it was none before.
    pub fn insert(&mut self, key: K) -> bool {
        self.map.insert(key, ()).is_none()
    }

    /// Removes an element; whether it was one.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.map.remove(key).is_some()
    }
}

impl<'s, K> IntoIterator for &'s Set<K> {
    type Item = &'s K;
    type IntoIter = Elements<'s, K>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.iter().map(|(key, ())| key)
    }
}

/// The elements of a set.
type Elements<'s, K> = std::iter::Map<super::Iter<'s, K, ()>, fn((&'s K, &'s ())) -> &'s K>;

impl<K> IntoIterator for Set<K> {
    type Item = K;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(K, ())>, fn((K, ())) -> K>;

    fn into_iter(self) -> Self::IntoIter {
        self.map.into_iter().map(|(key, ())| key)
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(elements: I) -> Self {
        Self { map: elements.into_iter().map(|key| (key, ())).collect() }
    }
}

impl<K: Ord, const N: usize> From<[K; N]> for Set<K> {
    fn from(elements: [K; N]) -> Self {
        elements.into_iter().collect()
    }
}

impl<K: Ord> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, elements: I) {
        for key in elements {
            self.insert(key);
        }
    }
}

impl<'k, K: Ord + Copy + 'k> Extend<&'k K> for Set<K> {
    fn extend<I: IntoIterator<Item = &'k K>>(&mut self, elements: I) {
        self.extend(elements.into_iter().copied());
    }
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: fmt::Debug> fmt::Debug for Set<K> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self).finish()
    }
}
