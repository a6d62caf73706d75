//! Stops that do not begin before another one has ended, on whatever route that is.

use super::windows::EVER;
use super::{Problem, StopIdx, Window};
use crate::units::Sec;

/// One stop waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The stop that waits: its service does not begin …
    pub stop: StopIdx,
    /// … before that of this one has ended.
    pub precursor: StopIdx,
    /// By when the one has ended and from when on the other begins, once that is agreed: index in
    /// [`Problem::dates`] and second. Then either route may be planned without the other. As long
    /// as it is open, the search leaves both tasks, and routes that have them, as they are.
    pub handover: Option<(u32, Sec)>,
}

impl Problem {
    /// Agrees on a handover: cuts the windows of both stops on its date there, and allows both
    /// tasks no other date.
    pub fn agree(&mut self, wait: usize, date: u32, moment: Sec) {
        let Some(own) = self.waits.get_mut(wait) else { return };
        own.handover = Some((date, moment));
        let Wait { stop, precursor, .. } = *own;
        for stop in [stop, precursor] {
            let task = self.stops[stop as usize].task;
            for (at, allowed) in (0..).zip(&mut self.tasks[task as usize].eligible_dates) {
                *allowed &= at == date;
            }
        }
        let last = moment - self.longest_service(precursor);
        self.windows.cut(stop, date, Window { start: moment, end: EVER });
        self.windows.cut(precursor, date, Window { start: -EVER, end: last });
        self.prepare();
    }

    /// Whether a stop takes part in a wait on whose handover nothing is agreed.
    #[must_use]
    pub fn is_open_wait(&self, stop: StopIdx) -> bool {
        let open = self.waits.iter().filter(|wait| wait.handover.is_none());
        open.into_iter().any(|wait| wait.stop == stop || wait.precursor == stop)
    }

    /// Seconds from the moment that the windows of a stop bind to its completion, at most.
    fn longest_service(&self, stop: StopIdx) -> Sec {
        let own = &self.stops[stop as usize];
        let set_up = own.depot.map_or(0, |depot| self.depots[depot as usize].setup_time);
        let service = own.service + set_up;
        service - own.lead(service)
    }
}
