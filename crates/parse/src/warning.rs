//! A warning: what a parser met that was not as it should be, in one sentence.

use serde::Serialize;

/// Something that a parser mended, cut or left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Warning(pub String);

impl Warning {
    /// A warning with this sentence.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}
