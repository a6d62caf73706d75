//! Sequences of items, changed: a task more, and no reload too many.

use super::place::{Place, weave};
use crate::problem::{Problem, StopIdx, TaskIdx};
use crate::schedule::RELOAD;

/// A tour's items with a task inserted.
pub(super) fn with_task(
    problem: &Problem,
    items: &[StopIdx],
    task: TaskIdx,
    place: Place,
    result: &mut Vec<StopIdx>,
) {
    let task = &problem.tasks[task as usize];
    result.clear();
    if task.count > 2 {
        let gaps = place.gaps(task.count as usize, items.len() + 1);
        weave(items, task, &gaps, result);
        return;
    }
    result.extend_from_slice(&items[..place.gap]);
    result.push(task.first);
    if task.count == 2 {
        result.extend_from_slice(&items[place.gap..place.second]);
        result.push(task.last());
    }
    result.extend_from_slice(&items[place.second..]);
}

/// No reload first, last or twice in a row (SEMANTICS 2.10).
pub fn tidy_reloads(items: &mut Vec<StopIdx>) {
    items.dedup_by(|item, before| *item == RELOAD && *before == RELOAD);
    if items.first() == Some(&RELOAD) {
        items.remove(0);
    }
    if items.last() == Some(&RELOAD) {
        items.pop();
    }
}
