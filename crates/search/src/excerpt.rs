//! Excerpts: the part of a text where a query's words stand, with their places marked.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::language::{Stems, language_code};
use crate::query::{Filter, Query, Seek};
use crate::token::{Kind, Token, sought, tokens};

/// A piece of text with the places of what was looked for. Plain text: whoever prints it escapes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// Byte ranges of the text, in order and apart from each other.
    pub marks: Vec<Range<usize>>,
}

/// A part of an excerpt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its text.
    pub text: &'a str,
    /// It is what was looked for.
    pub marked: bool,
}

impl Excerpt {
    /// The text in pieces, marked and unmarked in turn; none is empty.
    #[must_use]
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut end = 0;
        let mut push = |range: Range<usize>, marked| {
            let text = self.text.get(range).filter(|text| !text.is_empty());
            pieces.extend(text.map(|text| Piece { text, marked }));
        };
        for mark in &self.marks {
            push(end..mark.start, false);
            push(mark.clone(), true);
            end = mark.end;
        }
        push(end..self.text.len(), false);
        pieces
    }
}

/// A whole text, such as a headline, with the places of what a query looks for. `language` is its BCP 47 tag.
#[must_use]
pub fn marked(query: &Query, text: &str, language: Option<&str>) -> Excerpt {
    let found = Wanted::of(query, language).places(text);
    Excerpt { text: text.to_owned(), marks: joined(found.into_iter().map(|place| place.span).collect()) }
}

/// The part of a text, about `length` characters, that shows the most of what a query looks for; its beginning when nothing
/// of it is there. White space comes out as single spaces, cuts as `…`.
#[must_use]
pub fn excerpt(query: &Query, text: &str, language: Option<&str>, length: usize) -> Excerpt {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let places = Wanted::of(query, language).places(&text);
    let window = window(&text, &places, length);
    let cut = text.get(window.clone()).unwrap_or_default();
    let before = if window.start > 0 { "… " } else { "" };
    let after = if window.end < text.len() { " …" } else { "" };
    let inside =
        places.into_iter().filter(|place| window.start <= place.span.start && place.span.end <= window.end);
    let moved = |at: usize| at - window.start + before.len();
    let marks = joined(inside.map(|place| moved(place.span.start)..moved(place.span.end)).collect());
    Excerpt { text: format!("{before}{}{after}", cut.trim_end()), marks }
}

/// What a query looks for, in one language.
struct Wanted {
    stems: Stems,
    rows: Vec<Vec<String>>,
    beginnings: Vec<String>,
}

/// A place of it: which of the wanted it is, and where.
struct Place {
    which: usize,
    span: Range<usize>,
}

impl Wanted {
    fn of(query: &Query, language: Option<&str>) -> Self {
        let stems = Stems::of(&language_code(language));
        let mut wanted = Self { stems, rows: Vec::new(), beginnings: Vec::new() };
        for clause in query.clauses().iter().filter(|clause| !clause.excluded) {
            wanted.add(&clause.seek);
        }
        wanted
    }

    fn add(&mut self, seek: &Seek) {
        match seek {
            Seek::Word(words)
            | Seek::Phrase(words)
            | Seek::Filter(Filter::Title(words) | Filter::Person(words)) => {
                self.add_row(&sought(words));
            }
            Seek::Prefix(start) => {
                let tokens = sought(start);
                if let Some((last, before)) = tokens.split_last() {
                    self.add_row(before);
                    self.beginnings.push(last.folded());
                }
            }
            Seek::Any(ways) => ways.iter().for_each(|way| self.add(way)),
            Seek::Filter(_) => {}
        }
    }

    fn add_row(&mut self, tokens: &[Token]) {
        match tokens {
            [] => {}
            [one] if one.kind == Kind::Tail => self.beginnings.push(one.folded()),
            row => self.rows.push(row.iter().map(|token| self.stems.stem(token)).collect()),
        }
    }

    fn places(&self, text: &str) -> Vec<Place> {
        let tokens = tokens(text);
        let stems: Vec<String> = tokens.iter().map(|token| self.stems.stem(token)).collect();
        let mut places = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            for (which, row) in self.rows.iter().enumerate() {
                let here = stems.get(start..start + row.len());
                let last = tokens.get(start + row.len() - 1).filter(|_| here == Some(row));
                places.extend(last.map(|last| Place { which, span: token.span.start..last.span.end }));
            }
            let word = if self.beginnings.is_empty() { String::new() } else { token.folded() };
            let begun = self.beginnings.iter().position(|start| word.starts_with(start));
            places.extend(
                begun.map(|which| Place { which: self.rows.len() + which, span: token.span.clone() }),
            );
        }
        places
    }
}

/// Ranges in order, those that touch or overlap made one.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The bytes of the window with the most different wanted things in it; among equals the one with the most, then the first.
fn window(text: &str, places: &[Place], length: usize) -> Range<usize> {
    let worth = |start: usize| {
        let end = forward(text, start, length);
        let inside = places.iter().filter(|place| start <= place.span.start && place.span.end <= end);
        let which: Vec<usize> = inside.map(|place| place.which).collect();
        (which.iter().collect::<BTreeSet<_>>().len(), which.len())
    };
    let mut best = (0, (0, 0));
    for place in places {
        let start = lead_in(text, place.span.start, length);
        let value = worth(start);
        if value > best.1 {
            best = (start, value);
        }
    }
    best.0..forward(text, best.0, length)
}

/// Where a window begins so that a place stands near its front: at a word, and at the beginning of its sentence if near.
fn lead_in(text: &str, place: usize, length: usize) -> usize {
    let before = text.get(..place).unwrap_or_default();
    let far = back(before, length / 3);
    let near = before.get(far..).unwrap_or_default();
    if far == 0 {
        return 0;
    }
    let sentence = near.rfind(['.', '!', '?', '。', '！', '？']).map(|stop| {
        let rest = near.get(stop..).unwrap_or_default();
        stop + rest.find(|letter: char| letter.is_alphanumeric()).unwrap_or(rest.len())
    });
    let word = || near.find(' ').map_or(0, |space| space + 1);
    far + sentence.unwrap_or_else(word)
}

/// So many characters back from the end of a text.
fn back(text: &str, characters: usize) -> usize {
    text.char_indices().rev().nth(characters).map_or(0, |(place, _)| place)
}

/// The end of a window: so many characters on, at the end of a word where there is one.
fn forward(text: &str, start: usize, length: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let Some((end, _)) = rest.char_indices().nth(length) else { return text.len() };
    let cut = rest.get(..end).unwrap_or_default();
    let word = cut.rfind(' ').filter(|space| *space > end / 2);
    start + word.unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(query: &str, text: &str, language: &str, length: usize) -> String {
        let excerpt = excerpt(&Query::parse(query).unwrap(), text, Some(language), length);
        excerpt
            .pieces()
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.to_owned() })
            .collect()
    }

    #[test]
    fn words_are_marked_in_every_form() {
        assert_eq!(
            shown("bridge", "Both bridges, and the bridge’s arch.", "en", 200),
            "Both [bridges], and the [bridge]’s arch."
        );
        assert_eq!(shown("Brücke", "Zwei Brücken", "de", 200), "Zwei [Brücken]");
        assert_eq!(
            shown("\"engine fire\" harb*", "Engine fire in the harbour; the fire engine came.", "en", 200),
            "[Engine fire] in the [harbour]; the fire engine came."
        );
        assert_eq!(shown("火災 港", "昨夜、港で火災があった。", "ja", 200), "昨夜、[港で火災]があった。");
    }

    #[test]
    fn the_window_is_where_the_words_are() {
        let text =
            format!("{} A ferry burned off Averil. {}", "Nothing here. ".repeat(40), "Later on. ".repeat(40));
        let shown = shown("ferry averil", &text, "en", 60);
        assert!(shown.starts_with("… A [ferry] burned off [Averil]") && shown.ends_with('…'), "{shown}");
        assert_eq!(self::shown("absent", "One two.", "en", 60), "One two.");
    }

    proptest! {
        #[test]
        fn any_excerpt_has_marks_within_its_text(text in any::<String>(), query in "[a-zé火 ]{1,8}\\*?", length in 1_usize..80) {
            if let Ok(query) = Query::parse(&query) {
                let excerpt = excerpt(&query, &text, None, length);
                let whole: String = excerpt.pieces().iter().map(|piece| piece.text).collect();
                prop_assert_eq!(whole, excerpt.text);
            }
        }
    }
}
