//! What can go wrong, in the documents' style: a code, a path as a caller would write it, a sentence.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Error codes of the package (documents: "Error Codes"; those without a documented number are ours).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "u16", try_from = "u16")]
pub enum ErrorCode {
    /// A value is missing or malformed (wrong type, fraction, impossible date, empty list).
    Malformed,
    /// A number or a length is out of its range.
    Range,
    /// Too many entries in a collection, or nested too deep.
    TooMany,
    /// A reference to what does not exist.
    Reference,
    /// The same id or entry twice.
    Duplicate,
    /// The request is not applicable to the snapshot.
    NotApplicable,
    /// An internal fault: a bug.
    Internal,
    /// A capacity limit of the package.
    Capacity,
}

impl From<ErrorCode> for u16 {
    fn from(code: ErrorCode) -> Self {
        match code {
            ErrorCode::Malformed => 100,
            ErrorCode::Range => 101,
            ErrorCode::TooMany => 102,
            ErrorCode::Reference => 103,
            ErrorCode::Duplicate => 104,
            ErrorCode::NotApplicable => 400,
            ErrorCode::Internal => 500,
            ErrorCode::Capacity => 600,
        }
    }
}

impl TryFrom<u16> for ErrorCode {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        Ok(match number {
            100 => Self::Malformed,
            101 => Self::Range,
            102 => Self::TooMany,
            103 => Self::Reference,
            104 => Self::Duplicate,
            400 => Self::NotApplicable,
            500 => Self::Internal,
            600 => Self::Capacity,
            other => return Err(format!("no such error code: {other}")),
        })
    }
}

/// One thing that is wrong, or worth knowing, at one place of the input (API `ValidationIssue`).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ValidationIssue"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// Where, as a caller would write it: `orders[49269a16].delivery.timeWindows[1].endSec`.
    pub path: String,
    /// Which kind.
    #[cfg_attr(feature = "schema", schemars(with = "u16", extend("enum" = [100, 101, 102, 103, 104, 400, 500, 600])))]
    pub error_code: ErrorCode,
    /// The path, the rule and the value in one sentence.
    pub message: String,
}

impl Issue {
    /// An issue whose message is `path` followed by `rule` (for example `must be >= startSec`).
    #[must_use]
    pub fn new(error_code: ErrorCode, path: impl Into<String>, rule: impl fmt::Display) -> Self {
        let path = path.into();
        let message = if path.is_empty() { rule.to_string() } else { format!("{path} {rule}") };
        Self { path, error_code, message }
    }
}

/// Why an operation failed; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// The code of the first issue, or of the refusal.
    pub error_code: ErrorCode,
    /// The message of the first issue, or of the refusal.
    pub message: String,
    /// The path of the first issue, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// All issues found.
    pub issues: Vec<Issue>,
    /// `applyProposal` only: indexes of the proposals that would still apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub still_applicable: Option<Vec<usize>>,
}

impl Error {
    /// A refusal without issues of the input (code 400 in most cases).
    #[must_use]
    pub fn new(error_code: ErrorCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { error_code, message, path: None, issues: Vec::new(), still_applicable: None }
    }
}

impl From<Vec<Issue>> for Error {
    fn from(issues: Vec<Issue>) -> Self {
        let first = issues.first();
        Self {
            error_code: first.map_or(ErrorCode::Internal, |issue| issue.error_code),
            message: first.map_or_else(|| "no issue given".into(), |issue| issue.message.clone()),
            path: first.map(|issue| issue.path.clone()),
            issues,
            still_applicable: None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} ({})", self.message, u16::from(self.error_code))
    }
}

impl std::error::Error for Error {}
