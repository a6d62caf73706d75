//! Documents: "Driver Object properties".

use super::Extra;
use serde::{Deserialize, Serialize};

/// A driver; does not influence planning.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Driver {
    /// Opaque id; the key of the map where it is missing.
    pub id: Option<String>,
    /// For display.
    pub name: Option<String>,
    /// For display.
    pub email: Option<String>,
    /// Carried.
    pub gps_device_id: Option<String>,
    /// Carried through.
    #[serde(flatten)]
    pub extra: Extra,
}
