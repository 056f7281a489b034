//! Names: the people whom a text names in full.

use crate::language;
use crate::quote;
use crate::span::Span;

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name as it is first written in full.
    pub text: String,
    /// Where that is.
    pub span: Span,
    /// Whether the text calls its bearer a human being: by an office, a title or a form of address.
    pub is_person: bool,
    /// How often it is named, short forms included.
    pub mentions: usize,
}

/// The names of two words or more in a text, in the order of their first mention. `language` is a BCP 47 tag; without
/// one it is guessed.
#[must_use]
pub fn find(text: &str, language: Option<&str>) -> Vec<Name> {
    let mut names = quote::names(text, &language::settle(language, text));
    names.sort_by_key(|name| name.span);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_with_its_short_form() {
        let text = "Mayor Nadia Overby spoke first. The Averil Water Board followed. Overby then left.";
        let found = find(text, Some("en"));
        let names: Vec<(&str, bool, usize)> =
            found.iter().map(|name| (name.text.as_str(), name.is_person, name.mentions)).collect();
        assert_eq!(names, [("Nadia Overby", true, 2)]);
        assert_eq!(text.get(found[0].span.start..found[0].span.end), Some("Nadia Overby"));
    }
}
