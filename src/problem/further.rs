//! Orders for the time being: a compiled problem with a few more tasks, for questions about orders
//! that are not in the snapshot. What was compiled before stays as it is.

use super::Problem;
use super::compile::TaskLists;
use crate::model::{Order, Snapshot, Travel};

/// How much of a problem was there before it was extended.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    tasks: usize,
    stops: usize,
    locations: usize,
    region_sets: usize,
    tags: usize,
}

impl Problem {
    /// Adds orders of ids that no task has; their tasks are the last ones, in that order. `snapshot`
    /// is the one that was compiled. [`Self::shrink`] takes them off again.
    ///
    /// `None`, and nothing has changed, where an order has a load key that is new: then all amounts
    /// would have to be compiled anew.
    pub fn extend(&mut self, snapshot: &Snapshot, orders: &[Order]) -> Option<Extent> {
        let mut keys = orders.iter().flat_map(|order| order.loads.keys());
        if !keys.all(|key| self.load_keys.binary_search(key).is_ok()) {
            return None;
        }
        let extent = Extent {
            tasks: self.tasks.len(),
            stops: self.stops.len(),
            locations: self.locations.len(),
            region_sets: self.regions.sets(),
            tags: self.index.tags.len(),
        };
        let Self { index, tasks, stops, windows, .. } = self;
        index.locations = std::mem::take(&mut self.locations);
        index.load_keys = std::mem::take(&mut self.load_keys);
        let mut into = TaskLists { tasks, stops, windows };
        for order in orders {
            let id = order.id.as_deref().unwrap_or_default();
            into.push(id, order, &self.dates, &self.depots, index);
        }
        self.load_keys = std::mem::take(&mut index.load_keys);
        self.locations = std::mem::take(&mut index.locations);
        for (at, task) in (0..).zip(&self.tasks).skip(extent.tasks) {
            self.task_index.insert(task.order_id.clone(), at);
        }
        for location in &self.locations[extent.locations..] {
            self.regions.push(snapshot.regions.values(), *location);
        }
        let estimate = Travel::default();
        let model = snapshot.travel.as_ref().unwrap_or(&estimate);
        self.legs.extend(model, &self.locations);
        self.prepare_from(extent.tasks);
        Some(extent)
    }

    /// Takes off what was added since.
    pub fn shrink(&mut self, extent: Extent) {
        for task in &self.tasks[extent.tasks..] {
            self.task_index.remove(&task.order_id);
        }
        self.tasks.truncate(extent.tasks);
        self.stops.truncate(extent.stops);
        self.windows.truncate(extent.stops);
        self.goods.truncate(extent.stops);
        self.eligible.truncate(extent.tasks);
        for location in self.locations.drain(extent.locations..) {
            self.index.by_coordinates.remove(&location);
        }
        if self.index.tags.len() > extent.tags {
            self.index.tags.retain(|_, number| (*number as usize) < extent.tags);
        }
        self.regions.truncate(extent.locations, extent.region_sets);
        self.legs.shrink();
    }
}
