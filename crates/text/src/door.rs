//! The lines of the doors `tidings text brief` and `tidings text quotes`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::brief::{self, Point};
use crate::quote::{self, Quote};

/// A line that comes in; further keys are ignored.
#[derive(Debug, Clone, Deserialize)]
pub struct InputLine {
    /// Any id; it is given back as it came.
    #[serde(default)]
    pub id: Value,
    /// The headline.
    #[serde(default)]
    pub title: Option<String>,
    /// The text that spans point into.
    #[serde(default)]
    pub text: Option<String>,
    /// A language tag; guessed when missing.
    #[serde(default)]
    pub language: Option<String>,
}

/// A line of `tidings text brief`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BriefLine {
    /// The id of the line that came in.
    pub id: Value,
    /// The points.
    pub points: Vec<Point>,
}

/// A line of `tidings text quotes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuotesLine {
    /// The id of the line that came in.
    pub id: Value,
    /// The quotations and statements.
    pub quotes: Vec<Quote>,
}

/// Answers a line of `tidings text brief`.
#[must_use]
pub fn brief(line: &InputLine) -> BriefLine {
    let (title, text) = (line.title.as_deref().unwrap_or_default(), line.text.as_deref().unwrap_or_default());
    BriefLine { id: line.id.clone(), points: brief::points(title, text, line.language.as_deref()) }
}

/// Answers a line of `tidings text quotes`.
#[must_use]
pub fn quotes(line: &InputLine) -> QuotesLine {
    let text = line.text.as_deref().unwrap_or_default();
    QuotesLine { id: line.id.clone(), quotes: quote::find(text, line.language.as_deref()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quotes_line_has_its_fixed_form() {
        let line: InputLine = serde_json::from_str(
            r#"{"id":7,"title":"","text":"“We stay here,” said Dorte Hayle.","more":1}"#,
        )
        .unwrap();
        let out = serde_json::to_value(quotes(&line)).unwrap();
        let expected = serde_json::json!({"id": 7, "quotes": [{
            "text": "We stay here,", "span": [3, 16], "kind": "direct", "speaker": "Dorte Hayle",
            "speaker_span": [25, 36], "cue": "said", "sourcing": "named"
        }]});
        assert_eq!(out, expected);
    }

    #[test]
    fn a_line_without_text_has_no_points() {
        let line: InputLine = serde_json::from_str(r#"{"id":"a"}"#).unwrap();
        assert_eq!(serde_json::to_string(&brief(&line)).unwrap(), r#"{"id":"a","points":[]}"#);
    }
}
