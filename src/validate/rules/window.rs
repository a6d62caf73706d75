//! Time windows and the start windows of breaks.

use super::super::limits::DAY;
use super::super::walk::Walk;
use super::integer;
use crate::error::ErrorCode;
use serde_json::{Map, Value};

/// `endSec` >= `startSec`, and not more than a day after it (FEATURES CNV-02, VAL-09).
pub(in super::super) fn window<'v>(walk: &mut Walk<'v>, map: &'v Map<String, Value>) {
    let (Some(start), Some(end)) = (integer(map, "startSec"), integer(map, "endSec")) else {
        return;
    };
    if end < start {
        walk.add_at("endSec", ErrorCode::Range, format!("must be >= startSec ({end} < {start})"));
    } else if end.saturating_sub(start) > DAY {
        let rule = format!("must be at most {DAY} after startSec ({end} - {start})");
        walk.add_at("endSec", ErrorCode::Range, rule);
    }
}
