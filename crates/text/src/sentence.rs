//! Sentences: where each one begins and ends.

mod abbreviation;

use crate::language;
use crate::mark::{self, Quotation};
use crate::span::{Span, paragraphs};
use abbreviation::Abbreviations;

/// Splits a text into sentences, in order, each trimmed. A line end always ends a sentence; full stops of
/// abbreviations, initials and numbers do not, nor does anything inside a closed quotation.
#[must_use]
pub fn split(text: &str, language: Option<&str>) -> Vec<Span> {
    let quotations = mark::quotations(text);
    let splitter = Splitter {
        text,
        quotations: &quotations,
        abbreviations: Abbreviations::of(&language::primary(language)),
    };
    paragraphs(text).into_iter().flat_map(|paragraph| splitter.paragraph(paragraph)).collect()
}

struct Splitter<'a> {
    text: &'a str,
    quotations: &'a [Quotation],
    abbreviations: Abbreviations,
}

impl Splitter<'_> {
    fn paragraph(&self, paragraph: Span) -> Vec<Span> {
        let mut found = Vec::new();
        let mut start = paragraph.start;
        for (at, letter) in paragraph.of(self.text).char_indices() {
            let at = paragraph.start + at;
            if at < start || !is_terminator(letter) {
                continue;
            }
            let end = at + self.terminator_length(at, paragraph.end);
            if self.inside_quotation(at, end)
                || !self.ends_here(Span::new(start, at), letter, Span::new(end, paragraph.end))
            {
                continue;
            }
            self.push(&mut found, Span::new(start, end));
            start = end;
        }
        self.push(&mut found, Span::new(start, paragraph.end));
        found
    }

    fn push(&self, found: &mut Vec<Span>, span: Span) {
        let span = span.trim(self.text);
        if !span.is_empty() {
            found.push(span);
        }
    }

    /// How many bytes the terminators at `at` and the marks that close with them take.
    fn terminator_length(&self, at: usize, end: usize) -> usize {
        let rest = Span::new(at, end).of(self.text);
        rest.find(|letter| !is_terminator(letter) && !is_closer(letter)).unwrap_or(rest.len())
    }

    /// Whether the terminator at `at` stands inside a quotation that goes on after `end`.
    fn inside_quotation(&self, at: usize, end: usize) -> bool {
        let next = self.quotations.partition_point(|quotation| quotation.outer.end <= at);
        self.quotations.get(next).is_some_and(|found| found.outer.start < at && found.outer.end > end)
    }

    fn ends_here(&self, before: Span, terminator: char, rest: Span) -> bool {
        let rest = rest.of(self.text);
        if matches!(terminator, '。' | '！' | '？') || rest.trim().is_empty() {
            return true;
        }
        if !rest.starts_with(char::is_whitespace) {
            return false;
        }
        let next = rest.trim_start();
        let opens = next.trim_start_matches(is_opener);
        if opens.starts_with(char::is_lowercase) {
            return false;
        }
        terminator != '.' || !self.abbreviations.holds_on(before.of(self.text), opens)
    }
}

fn is_terminator(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(letter: char) -> bool {
    matches!(letter, '"' | '”' | '“' | '’' | '‘' | '\'' | '«' | '»' | '‹' | '›' | ')' | ']' | '」' | '』')
}

fn is_opener(letter: char) -> bool {
    matches!(letter, '"' | '“' | '„' | '‘' | '‚' | '\'' | '«' | '»' | '‹' | '›' | '(' | '[' | '「' | '『')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sentences<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
        split(text, Some(language)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        let text = "Dr. J. K. Orde met Mr. Hayle of the U.S. Senate at 5 p.m. on Friday. They left.";
        assert_eq!(sentences(text, "en").len(), 2);
        assert_eq!(sentences("It grew by 3.5 percent vs. 2.1 percent. Good.", "en").len(), 2);
        assert_eq!(sentences("She moved to the U.S. The house was sold.", "en").len(), 2);
    }

    #[test]
    fn german_dates_and_abbreviations_hold_on() {
        let text = "Am 3. März kamen ca. 200 Leute, z. B. aus Bram. Der 2. Entwurf liegt vor.";
        assert_eq!(sentences(text, "de").len(), 2);
    }

    #[test]
    fn a_quotation_is_not_torn() {
        let text = "“We stay. We wait,” Hayle said. “Why not?” he asked. Then they left.";
        assert_eq!(sentences(text, "en").len(), 3);
        let german = "„Wir bleiben. Wir warten“, sagte Hayle. Dann ging er.";
        assert_eq!(sentences(german, "de").len(), 2);
    }

    #[test]
    fn chinese_and_japanese_need_no_space() {
        assert_eq!(sentences("市議会は橋を閉じた。住民は驚いた。", "ja").len(), 2);
    }

    #[test]
    fn lines_end_sentences() {
        assert_eq!(sentences("A headline\nThe council met.", "en").len(), 2);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_trimmed(text in "[A-Za-zäß .!?“”\"'\n。]{0,120}") {
            let mut last = 0;
            for span in split(&text, Some("en")) {
                prop_assert!(span.start >= last && !span.is_empty());
                prop_assert_eq!(span.of(&text).trim(), span.of(&text));
                last = span.end;
            }
        }
    }
}
