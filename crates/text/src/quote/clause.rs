//! Clauses: the words around a quotation with the punctuation between them.

use crate::span::Span;
use crate::token;

/// A word of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// The word without punctuation around it; an initial or abbreviation keeps its full stop.
    pub(super) word: &'a str,
    /// The word in lower case, without a full stop, accents kept.
    pub(super) lower: String,
    /// Where the word stands in the text.
    pub(super) span: Span,
    /// The first punctuation mark after the word.
    pub(super) after: Option<char>,
}

impl Token<'_> {
    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.word.starts_with(char::is_uppercase)
    }

    /// Whether it ends in a possessive mark.
    pub(super) fn is_possessive(&self) -> bool {
        ["'s", "’s", "s’", "s'"].iter().any(|ending| self.word.ends_with(ending))
    }
}

/// The most words of a clause that are looked at.
pub(super) const MOST_TOKENS: usize = 60;

/// The words of `span`, from its beginning.
pub(super) fn tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let piece = span.of(text);
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut at = span.start;
    for part in piece.split_inclusive(char::is_whitespace) {
        let start = at;
        at += part.len();
        match token(part, start) {
            Some(token) => found.push(token),
            None => note_mark(&mut found, part),
        }
        if found.len() >= MOST_TOKENS {
            break;
        }
    }
    found
}

/// The last words of `span`, when it has more than are looked at.
pub(super) fn last_tokens(text: &str, span: Span) -> Vec<Token<'_>> {
    let mut starts: Vec<usize> = Vec::new();
    for (at, _) in span.of(text).rmatch_indices(char::is_whitespace).take(MOST_TOKENS) {
        starts.push(span.start + at);
    }
    let from =
        if starts.len() == MOST_TOKENS { starts.last().copied().unwrap_or(span.start) } else { span.start };
    tokens(text, Span::new(from, span.end))
}

/// A dash or comma standing alone belongs to the word before it.
fn note_mark(found: &mut [Token<'_>], part: &str) {
    let mark = part.trim().chars().next();
    if let (Some(last), Some(mark)) = (found.last_mut(), mark) {
        last.after = last.after.or(Some(mark));
    }
}

fn token(part: &str, start: usize) -> Option<Token<'_>> {
    let bare = part.trim_end();
    let lead = bare.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let word =
        lead.trim_end_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '’' | '\''));
    let word = word.trim_end_matches('\'');
    let word = if word.ends_with("s’") { word } else { word.trim_end_matches('’') };
    if word.is_empty() {
        return None;
    }
    let mut rest = lead.get(word.len()..).unwrap_or_default();
    let mut length = word.len();
    if rest.starts_with('.') && keeps_stop(word) {
        length += 1;
        rest = rest.get(1..).unwrap_or_default();
    }
    let from = start + (bare.len() - lead.len());
    Some(Token {
        word: lead.get(..length).unwrap_or(word),
        lower: word.to_lowercase(),
        span: Span::new(from, from + length),
        after: rest.chars().find(|letter| !letter.is_alphanumeric()),
    })
}

/// Initials and short titles keep their full stop.
fn keeps_stop(word: &str) -> bool {
    let letters = word.chars().count();
    let capital = word.starts_with(char::is_uppercase);
    let title = matches!(
        token::fold(word).as_str(),
        "mr" | "mrs" | "ms" | "dr" | "prof" | "sen" | "rep" | "gov" | "gen" | "lt"
    );
    capital && (letters == 1 || title || word.contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_punctuation_apart() {
        let text = ", said Mr. J. K. Orde, the mayor’s aide.";
        let found = tokens(text, Span::new(0, text.len()));
        let words: Vec<&str> = found.iter().map(|token| token.word).collect();
        assert_eq!(words, ["said", "Mr.", "J.", "K.", "Orde", "the", "mayor’s", "aide"]);
        assert_eq!(found[4].after, Some(','));
        assert!(found[6].is_possessive());
        assert!(found.iter().all(|token| token.span.of(text) == token.word));
    }
}
