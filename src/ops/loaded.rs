//! A snapshot with what was compiled of it, so that many operations on it compile once. This is the
//! one place that keeps such things and drops them: what a change touches goes with the change.

use super::outcome::Plan;
use super::take_over::in_document;
use super::targets::{Looking, Targets};
use crate::date::Date;
use crate::model::{Order, Route, Rules, Travel};
use crate::problem::{Beside, Problem, TaskIdx, compile, compile_with};
use crate::sorted;
use crate::validate::Valid;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;

/// Compiled problems that are kept: those of the dates and rules that were asked for last.
const KEPT: usize = 3;

/// A valid snapshot, read like one ([`Deref`]); every operation takes it. Nothing that is kept can be
/// seen in a result: the same snapshot loaded anew gives the same.
#[derive(Clone, Debug)]
pub struct Loaded {
    valid: Rc<Valid>,
    /// The last one asked for comes last.
    problems: RefCell<Vec<Rc<Problem>>>,
    /// The same of where orders could go; not there while a question is asked of it.
    targets: RefCell<Vec<Targets>>,
    /// Routes in progress that timing anew, by these rules, does not change.
    settled: RefCell<(Rules, sorted::Set<String>)>,
    /// Routes that the document does not say as they are yet, or has still.
    unwritten: sorted::Set<String>,
}

impl From<Valid> for Loaded {
    fn from(valid: Valid) -> Self {
        Self {
            valid: Rc::new(valid),
            problems: RefCell::default(),
            targets: RefCell::default(),
            settled: RefCell::default(),
            unwritten: sorted::Set::new(),
        }
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
    pub(super) fn problem(&self, rules: &Rules, dates: &sorted::Set<Date>) -> Rc<Problem> {
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
    pub(super) fn problem_to_search(
        &self,
        rules: &Rules,
        dates: &sorted::Set<Date>,
    ) -> Rc<Problem> {
        let mut problem = self.problem(rules, dates);
        if !problem.legs.is_tabulated() {
            // Tables are large: at most one problem has them, and only one holds it while they grow.
            self.problems.borrow_mut().clear();
            Rc::make_mut(&mut problem).tabulate();
            self.problems.borrow_mut().push(Rc::clone(&problem));
        }
        problem
    }

    /// Asks where further orders could go, whose tasks are the last ones.
    pub(super) fn with_targets_for<R>(
        &self,
        orders: &[Order],
        dates: &sorted::Set<Date>,
        looking: Looking<'_>,
        ask: impl FnOnce(&mut Targets) -> R,
    ) -> R {
        let snapshot = &self.valid.snapshot;
        let mut targets = self.take_targets(dates, looking);
        let extent = targets.problem.extend(snapshot, orders);
        if let Some(extent) = extent {
            let answer = ask(&mut targets);
            targets.problem.shrink(extent);
            self.keep_targets(targets);
            return answer;
        }
        self.keep_targets(targets);
        let estimate = Travel::default();
        let travel = snapshot.travel.as_ref().unwrap_or(&estimate);
        let beside = Beside { travel, further: orders };
        let problem = Rc::new(compile_with(snapshot, looking.rules, dates, beside));
        ask(&mut Targets::new(snapshot, problem, looking))
    }

    /// Asks where an order of the snapshot could go once it is taken off its route: its task, and the
    /// sequences that had it. None = there is no such order.
    pub(super) fn with_targets_without<R>(
        &self,
        order_id: &str,
        dates: &sorted::Set<Date>,
        looking: Looking<'_>,
        ask: impl FnOnce(&mut Targets, TaskIdx, &Plan) -> R,
    ) -> Option<R> {
        let mut targets = self.take_targets(dates, looking);
        let answer = targets.problem.task(order_id).map(|task| {
            let before = targets.take_off(task);
            let answer = ask(&mut targets, task, &before);
            for (day, items) in before {
                targets.set(day, items);
            }
            answer
        });
        self.keep_targets(targets);
        answer
    }

    fn take_targets(&self, dates: &sorted::Set<Date>, looking: Looking<'_>) -> Targets {
        let mut kept = self.targets.borrow_mut();
        match kept.iter().position(|targets| targets.are(dates, looking)) {
            Some(at) => kept.remove(at),
            None => {
                let problem = self.problem(looking.rules, dates);
                Targets::new(&self.valid.snapshot, problem, looking)
            }
        }
    }

    fn keep_targets(&self, targets: Targets) {
        let mut kept = self.targets.borrow_mut();
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(targets);
    }

    /// Whether timing a route in progress anew is known to change nothing.
    pub(super) fn is_settled(&self, route_id: &str, rules: &Rules) -> bool {
        let settled = self.settled.borrow();
        settled.0 == *rules && settled.1.contains(route_id)
    }

    /// Timing that route anew by these rules changed nothing.
    pub(super) fn settle(&self, route_id: &str, rules: &Rules) {
        let mut settled = self.settled.borrow_mut();
        if settled.0 != *rules {
            *settled = (rules.clone(), sorted::Set::new());
        }
        settled.1.insert(route_id.to_owned());
    }

    /// Writes into the document what was taken over for now, and looks again what there is to warn of.
    pub fn write_out(&mut self) {
        let ids = std::mem::take(&mut self.unwritten);
        if ids.is_empty() {
            return;
        }
        let Valid { snapshot, document, .. } = Rc::make_mut(&mut self.valid);
        in_document(document, snapshot, &ids);
        Rc::make_mut(&mut self.valid).look_again_at_routes(ids.iter());
    }

    /// Puts other routes in the place of some and takes some out, but in the document only when it is
    /// written out. A deleted route is approved no more, since nothing may be approved that does not
    /// exist.
    pub(super) fn replace_routes_for_now(
        &mut self,
        routes: sorted::Map<String, Route>,
        deleted: &[String],
    ) {
        self.forget_of_routes(routes.keys().chain(deleted));
        let snapshot = &mut Rc::make_mut(&mut self.valid).snapshot;
        for (id, route) in routes {
            self.unwritten.insert(id.clone());
            snapshot.routes.insert(id, route);
        }
        if !deleted.is_empty() {
            let gone = sorted::set(deleted.iter().map(String::as_str));
            self.unwritten.extend(deleted.iter().cloned());
            snapshot.routes.retain(|id, _| !gone.contains(id.as_str()));
            snapshot.approved_routes.retain(|id| !gone.contains(id.as_str()));
        }
    }

    /// To change these routes, locks and approvals. Compiled problems know nothing of them.
    pub(super) fn change_routes<'i>(
        &mut self,
        ids: impl IntoIterator<Item = &'i String>,
    ) -> &mut Valid {
        self.write_out();
        self.forget_of_routes(ids);
        Rc::make_mut(&mut self.valid)
    }

    fn forget_of_routes<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) {
        let settled = &mut self.settled.get_mut().1;
        for id in ids {
            settled.remove(id);
        }
        self.targets.get_mut().clear();
    }

    /// To change the present moment, of which compiled problems know nothing either.
    pub(super) fn change_now(&mut self) -> &mut Valid {
        self.settled.get_mut().1.clear();
        self.change_routes([])
    }

    /// To change anything.
    pub(super) fn change(&mut self) -> &mut Valid {
        self.problems.get_mut().clear();
        self.change_now()
    }
}
