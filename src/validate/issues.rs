//! Places and findings: a path as a caller would write it, and a bounded list of issues.

use super::limits;
use crate::error::{ErrorCode, Issue};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// One step of a path.
#[derive(Clone, Debug)]
pub(super) enum Segment<'v> {
    /// A property: `.delivery`.
    Field(Cow<'v, str>),
    /// A key of a map: `[49269a16]`.
    Key(Cow<'v, str>),
    /// A place in a list: `[1]`.
    Index(usize),
}

/// A path as a caller would write it.
pub(super) fn written(path: &[Segment]) -> String {
    let mut text = String::new();
    for segment in path {
        // Writing to a String cannot fail.
        let _ = match segment {
            Segment::Field(name) if text.is_empty() => write!(text, "{}", cut(name, KEY_CHARS)),
            Segment::Field(name) => write!(text, ".{}", cut(name, KEY_CHARS)),
            Segment::Key(key) => write!(text, "[{}]", cut(key, KEY_CHARS)),
            Segment::Index(index) => write!(text, "[{index}]"),
        };
    }
    text
}

/// A value as it is quoted in a message: JSON, cut where it is long.
pub(super) fn quoted(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("a list of {} entries", list.len()),
        Value::Object(_) => "an object".to_owned(),
        other => shortened(&other.to_string()).into_owned(),
    }
}

/// Characters of a key that a path shows: all of an id that is not too long, and not the megabytes
/// of one that is, a thousand times over.
const KEY_CHARS: usize = 300;

/// A text as it is quoted in a message: at most 60 characters of it.
pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    cut(text, 60)
}

fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// Issues in the order in which they were found, at most [`limits::ISSUES`] of them, so that a
/// hostile text cannot make the answer larger than the question.
#[derive(Debug, Default)]
pub(super) struct Issues {
    found: Vec<Issue>,
    left_out: usize,
}

impl Issues {
    /// Adds an issue whose message is the path followed by `rule`; of the whole, which has none, "the
    /// value", unless the rule has a subject of its own.
    pub(super) fn add(&mut self, code: ErrorCode, path: &[Segment], rule: impl fmt::Display) {
        if self.found.len() < limits::ISSUES {
            let (path, mut rule) = (written(path), rule.to_string());
            if path.is_empty() && !rule.starts_with("the ") {
                rule.insert_str(0, "the value ");
            }
            self.found.push(Issue::new(code, path, rule));
        } else {
            self.left_out += 1;
        }
    }

    /// Appends the issues of another list.
    pub(super) fn append(&mut self, other: Self) {
        for issue in other.found {
            if self.found.len() < limits::ISSUES {
                self.found.push(issue);
            } else {
                self.left_out += 1;
            }
        }
        self.left_out += other.left_out;
    }

    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them; the last one says how many were left out, if any.
    pub(super) fn into_vec(mut self) -> Vec<Issue> {
        if self.left_out > 0 {
            let rule = format!("{} more issues are not shown", self.left_out);
            self.found.push(Issue::new(ErrorCode::TooMany, "", rule));
        }
        self.found
    }
}
