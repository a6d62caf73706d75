//! Windows that a search may miss (option `elasticTimeWindows`; SEMANTICS 4.1, 5).

use super::{Problem, StopIdx, VehicleDay, Window, WindowTable};
use crate::units::Sec;

/// Later than any plan can be: working windows end by 172 800 (FEATURES CNV-02).
const UNLIMITED: Sec = 1 << 20;

/// By how much services may start too late.
#[derive(Clone, Debug)]
pub struct Elastic {
    /// Seconds after the end of its last window that a service may start at most.
    pub most: Sec,
    /// The windows of every stop on every date, the last of each list longer by that.
    stretched: WindowTable,
}

impl Problem {
    /// Lets services start up to `most` seconds after the end of their last window; `None` = no limit.
    pub fn stretch(&mut self, most: Option<Sec>) {
        let most = most.unwrap_or(UNLIMITED);
        self.elastic = Some(Elastic { most, stretched: self.windows.stretched(most) });
    }

    /// The windows of a stop on the date of a day as far as it may miss them.
    #[must_use]
    #[inline]
    pub fn stretched_windows_of(&self, stop: StopIdx, day: &VehicleDay) -> &[Window] {
        match &self.elastic {
            None => self.windows_of(stop, day),
            Some(elastic) => elastic.stretched.of(stop, day.date_idx),
        }
    }

    /// Whether a service may start so many seconds too late.
    #[must_use]
    pub fn allows_late(&self, by: Sec) -> bool {
        self.elastic.as_ref().is_some_and(|elastic| by <= elastic.most)
    }
}
