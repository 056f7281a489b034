//! A publisher's small mark: its first letters, set as a sign.

use askama::Template;
use askama::filters::HtmlSafe;

/// The sign of a publisher. It prints as a small square with one or two letters.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "part/mark.html")]
pub struct Mark {
    letters: String,
    name: String,
}

impl HtmlSafe for Mark {}

impl Mark {
    /// The mark of a name: the first letters of its first two words, leaving out an article.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let letters: String = words
            .filter(|word| {
                !["the", "der", "die", "das", "le", "la", "el"].contains(&word.to_lowercase().as_str())
            })
            .take(2)
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect();
        let letters = if letters.is_empty() { name.chars().take(1).collect() } else { letters };
        Self { letters, name: name.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_has_the_first_letters() {
        assert_eq!(Mark::new("The Northern Ledger").letters, "NL");
        assert_eq!(Mark::new("Küstenblatt").letters, "K");
        assert_eq!(Mark::new("the").letters, "t");
    }
}
