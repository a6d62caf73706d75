//! A snapshot with what was compiled of it, so that many operations on it compile once. This is the
//! one place that keeps such things and drops them: what a change touches goes with the change.

use crate::date::Date;
use crate::model::Rules;
use crate::problem::{Problem, compile};
use crate::validate::Valid;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;

/// Compiled problems that are kept: those of the dates and rules that were asked for last.
const KEPT: usize = 4;

/// A valid snapshot, read like one ([`Deref`]); every operation takes it. Nothing that is kept can be
/// seen in a result: the same snapshot loaded anew gives the same.
#[derive(Clone, Debug)]
pub struct Loaded {
    valid: Rc<Valid>,
    /// The last one asked for comes last.
    problems: RefCell<Vec<Rc<Problem>>>,
}

impl From<Valid> for Loaded {
    fn from(valid: Valid) -> Self {
        Self { valid: Rc::new(valid), problems: RefCell::default() }
    }
}

impl Deref for Loaded {
    type Target = Valid;

    fn deref(&self) -> &Valid {
        &self.valid
    }
}

impl Loaded {
    /// The snapshot to keep beside what is under way.
    pub(super) fn valid(&self) -> Rc<Valid> {
        Rc::clone(&self.valid)
    }

    /// The snapshot compiled for some dates; its legs may be made on demand.
    pub(super) fn problem(&self, rules: &Rules, dates: &BTreeSet<Date>) -> Rc<Problem> {
        let mut problems = self.problems.borrow_mut();
        let is_it = |kept: &Rc<Problem>| kept.rules == *rules && kept.dates.iter().eq(dates);
        let problem = match problems.iter().position(is_it) {
            Some(at) => problems.remove(at),
            None => Rc::new(compile(&self.valid.snapshot, rules, dates)),
        };
        if problems.len() >= KEPT {
            problems.remove(0);
        }
        problems.push(Rc::clone(&problem));
        problem
    }

    /// The same for a search, which asks for most legs.
    pub(super) fn problem_to_search(&self, rules: &Rules, dates: &BTreeSet<Date>) -> Rc<Problem> {
        let mut problem = self.problem(rules, dates);
        if !problem.legs.is_tabulated() {
            // Tables are large: at most one problem has them, and only one holds it while they grow.
            self.problems.borrow_mut().clear();
            Rc::make_mut(&mut problem).tabulate();
            self.problems.borrow_mut().push(Rc::clone(&problem));
        }
        problem
    }

    /// To change routes, locks, approvals or the present moment, of which compiled problems know
    /// nothing.
    pub(super) fn change_routes(&mut self) -> &mut Valid {
        Rc::make_mut(&mut self.valid)
    }

    /// To change anything.
    pub(super) fn change(&mut self) -> &mut Valid {
        self.problems.get_mut().clear();
        Rc::make_mut(&mut self.valid)
    }
}
