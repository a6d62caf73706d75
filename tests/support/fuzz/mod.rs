//! Arbitrary input: whatever comes in, an operation gives a result that the independent checker finds
//! right, or an error with issues; it never fails otherwise, and what it refuses changes nothing.

pub(crate) mod change;
mod perform;
pub(crate) mod seeds;

use crate::support::generator::Dice;
use crate::support::judged::Loaded;
use routewright::error::Issue;
use routewright::validate;
use serde_json::Value;

/// When proposals are asked for: before every set of them expires.
const NOW: i64 = 1_767_225_600;
/// What is longer is not tried: the checker prefers the literal reading to speed.
const LENGTH: usize = 40_000;

/// What is fed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    /// The text of a snapshot.
    Snapshot,
    /// Solves: a snapshot, a request and options, planned with a few rounds.
    Plans,
    /// Events on a snapshot.
    Events,
    /// All other operations.
    Operations,
}

impl Target {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Snapshot => "snapshot",
            Self::Plans => "plans",
            Self::Events => "events",
            Self::Operations => "operations",
        }
    }

    /// What fuzzing starts from.
    pub(crate) fn seeds(self) -> Vec<Value> {
        let each = |of: fn(&Value, &str) -> Vec<Value>| {
            let all = seeds::snapshots();
            all.iter().flat_map(|(snapshot, date)| of(snapshot, date)).collect()
        };
        match self {
            Self::Snapshot => seeds::snapshots().into_iter().map(|(own, _)| own).collect(),
            Self::Plans => each(seeds::plans),
            Self::Events => each(seeds::events),
            Self::Operations => each(seeds::operations),
        }
    }

    /// Feeds bytes; fails where something is wrong with what comes out. Whether it was a result.
    pub(crate) fn feed(self, bytes: &[u8]) -> bool {
        if bytes.len() > LENGTH {
            return false;
        }
        match self {
            Self::Snapshot => snapshot(bytes),
            _ => serde_json::from_slice(bytes).is_ok_and(|call| perform::call(&call)),
        }
    }
}

/// A document a few steps away: changed within where it is JSON, else as bytes.
pub(crate) fn mutated(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(document) if !dice.percent(3) => change::changed(dice, &document).to_string().into(),
        _ => {
            let mut bytes = bytes.to_vec();
            let at = dice.between(0, bytes.len() as i64) as usize;
            match dice.between(0, 2) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, *dice.pick(b"\"{}[],:\\0-e\xc3\0")),
                _ => drop(bytes.splice(at..at, bytes[..at].to_vec())),
            }
            bytes
        }
    }
}

/// What was read is the same when it is read again; what was not says why.
fn snapshot(bytes: &[u8]) -> bool {
    match validate::snapshot(bytes, None) {
        Ok(valid) => {
            stays_valid(&Loaded::from(valid));
            true
        }
        Err(issues) => {
            told(&issues);
            false
        }
    }
}

/// The document of a loaded snapshot is that snapshot; its travel model is kept apart.
fn stays_valid(loaded: &Loaded) {
    let text = loaded.document.to_string();
    let again = validate::snapshot(text.as_bytes(), None).expect("a valid document stays valid");
    let mut own = loaded.snapshot.clone();
    own.travel = None;
    let mut again = again.snapshot;
    again.travel = None;
    assert_eq!(again, own);
}

/// Every issue names what is wrong; where it is JSON, by the tables of what is allowed.
fn told(issues: &[Issue]) {
    assert!(!issues.is_empty());
    for Issue { message, .. } in issues {
        let let_through = message.contains("not readable") && !message.contains("readable JSON");
        assert!(!message.is_empty() && !let_through, "{message}");
    }
}
