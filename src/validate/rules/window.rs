//! Time windows and the start windows of breaks.

use super::super::limits::{DAY, LATEST};
use super::super::walk::Walk;
use super::integer;
use crate::error::ErrorCode;
use serde_json::{Map, Value};

/// `endSec` >= `startSec`, and not more than a day after it (FEATURES CNV-02, VAL-09).
pub(in super::super) fn window<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    // A moment out of its range is an issue of its own.
    let moment = |name| integer(map, name).filter(|sec| (0..=LATEST).contains(sec));
    let (Some(start), Some(end)) = (moment("startSec"), moment("endSec")) else { return };
    if end < start {
        walk.add_at("endSec", ErrorCode::Range, format!("must be >= startSec ({end} < {start})"));
    } else if end - start > DAY {
        let rule = format!("must be at most {DAY} after startSec ({end} - {start})");
        walk.add_at("endSec", ErrorCode::Range, rule);
    }
}
