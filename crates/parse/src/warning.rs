//! What a parser mended or left out, said in one plain sentence.

use serde::Serialize;

/// A sentence about something that was not as it should be, in lower case and without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Warning(pub String);

impl Warning {
    /// A warning with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}
