//! When a step really took place, from what was reported of it (SEMANTICS 6.1).

use crate::model::{Rules, StepTracking};
use crate::units::Sec;

/// Start and end of a step that takes `service` seconds; `None` = nothing tells when.
pub(in crate::ops) fn actual_times(
    tracking: &StepTracking,
    service: Sec,
    rules: &Rules,
) -> Option<(Sec, Sec)> {
    let status = || tracking.status_sec.filter(|_| tracking.status.is_some());
    let (start, end) = match in_and_out(tracking, rules) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) => (start, start + service),
        (None, Some(end)) => ((end - service).max(0), end),
        (None, None) => status().map(|end| ((end - service).max(0), end))?,
    };
    Some((start, end.max(start)))
}

/// The moments that count of beginning and ending: as reported, else as detected where those count.
pub(super) fn in_and_out(tracking: &StepTracking, rules: &Rules) -> (Option<Sec>, Option<Sec>) {
    let detected = |moment: Option<Sec>| moment.filter(|_| rules.detected_times);
    (
        tracking.time_in_sec.or(detected(tracking.time_in_detected_sec)),
        tracking.time_out_sec.or(detected(tracking.time_out_detected_sec)),
    )
}

/// The driver was there, but the order stays to be served (SEMANTICS 6.3).
pub(in crate::ops) fn is_rescheduled(tracking: &StepTracking) -> bool {
    tracking.status.as_deref() == Some("reschedule")
}

#[cfg(test)]
mod tests {
    use super::actual_times;
    use crate::model::{Rules, StepTracking};

    fn tracking() -> StepTracking {
        StepTracking::default()
    }

    #[test]
    fn ora_06_a_status_says_nothing_beside_times_in_and_out() {
        let status = Some("done".to_owned());
        let own = StepTracking {
            time_in_sec: Some(35_132),
            time_out_sec: Some(36_875),
            status,
            status_sec: Some(36_863),
            ..tracking()
        };
        assert_eq!(actual_times(&own, 600, &Rules::default()), Some((35_132, 36_875)));
    }

    #[test]
    fn ora_07_the_time_out_follows_from_the_time_in_and_not_from_status_or_detection() {
        let own = StepTracking {
            time_in_sec: Some(34_526),
            status: Some("done".to_owned()),
            status_sec: Some(35_912),
            time_in_detected_sec: Some(34_201),
            time_out_detected_sec: Some(35_935),
            ..tracking()
        };
        // 34 526 + 600.
        assert_eq!(actual_times(&own, 600, &Rules::default()), Some((34_526, 35_126)));
        // With the option the detected time out stands in for the one that is missing.
        let rules = Rules { detected_times: true, ..Rules::default() };
        assert_eq!(actual_times(&own, 600, &rules), Some((34_526, 35_935)));
    }

    #[test]
    fn exe_12_to_14_what_is_missing_follows_by_the_service_time() {
        let rules = Rules::default();
        let only_in = StepTracking { time_in_sec: Some(1_000), ..tracking() };
        assert_eq!(actual_times(&only_in, 600, &rules), Some((1_000, 1_600)));
        let only_out = StepTracking { time_out_sec: Some(1_000), ..tracking() };
        assert_eq!(actual_times(&only_out, 600, &rules), Some((400, 1_000)));
        // Not before midnight.
        let early = StepTracking { time_out_sec: Some(500), ..tracking() };
        assert_eq!(actual_times(&early, 600, &rules), Some((0, 500)));
        let status = Some("reschedule".to_owned());
        let only_status = StepTracking { status, status_sec: Some(2_000), ..tracking() };
        assert_eq!(actual_times(&only_status, 600, &rules), Some((1_400, 2_000)));
        assert_eq!(actual_times(&tracking(), 600, &rules), None);
    }

    #[test]
    fn exe_18_an_end_before_the_start_lasts_nothing() {
        let own = StepTracking { time_in_sec: Some(900), time_out_sec: Some(800), ..tracking() };
        assert_eq!(actual_times(&own, 600, &Rules::default()), Some((900, 900)));
    }
}
