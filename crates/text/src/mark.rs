//! Quotation marks: which pieces of a text stand between them, in the usual styles of European and East Asian print.

use crate::span::{Span, paragraphs};

/// A piece of text between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// What stands between the marks; a quotation over several paragraphs holds the marks that reopen it.
    pub inner: Span,
    /// The same with its marks.
    pub outer: Span,
}

/// The most paragraphs one quotation may run over.
const MOST_PARAGRAPHS: usize = 12;
/// The longest quotation in single marks, in characters: beyond it the mark was an apostrophe.
const LONGEST_SINGLE: usize = 600;

/// An opening mark and the marks that close it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Style {
    opener: char,
    closers: &'static [char],
}

impl Style {
    fn is_single(self) -> bool {
        matches!(self.opener, '‘' | '‚' | '\'' | '‹' | '›')
    }
}

/// One character with its offset, for looking around.
type Letter = (usize, char);

/// A quotation whose closing mark was not in its paragraph.
#[derive(Debug, Clone, Copy)]
struct Pending {
    style: Style,
    start: usize,
    inner_start: usize,
    paragraphs: usize,
}

/// All quotations of `text` in order, outermost only. An apostrophe opens nothing; a mark that is never closed counts
/// only when each following paragraph opens again with the same mark, as print does with long speeches.
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut pending: Option<Pending> = None;
    for paragraph in paragraphs(text) {
        let letters: Vec<Letter> =
            paragraph.of(text).char_indices().map(|(at, letter)| (paragraph.start + at, letter)).collect();
        let from = resume(&letters, &mut pending, &mut found);
        scan(&letters, from, &mut pending, &mut found);
    }
    found
}

/// Goes on with a quotation of the paragraph before; gives the place from where to look for further ones.
fn resume(letters: &[Letter], pending: &mut Option<Pending>, found: &mut Vec<Quotation>) -> usize {
    let Some(open) = pending.take() else { return 0 };
    let reopened = letters.first().is_some_and(|(_, letter)| *letter == open.style.opener);
    if !reopened || open.paragraphs >= MOST_PARAGRAPHS {
        return 0;
    }
    if let Some(place) = close_at(letters, 1, open.style) {
        push(found, open.start, open.inner_start, letters.get(place));
        return place + 1;
    }
    *pending = Some(Pending { paragraphs: open.paragraphs + 1, ..open });
    letters.len()
}

fn scan(letters: &[Letter], from: usize, pending: &mut Option<Pending>, found: &mut Vec<Quotation>) {
    let mut place = from;
    while let Some((start, letter)) = letters.get(place).copied() {
        let Some(style) = opening(letters, place) else {
            place += 1;
            continue;
        };
        let inner_start = start + letter.len_utf8();
        if let Some(end) = close_at(letters, place + 1, style) {
            push(found, start, inner_start, letters.get(end));
            place = end + 1;
            continue;
        }
        if !style.is_single() && !reopens(letters, place + 1, style) {
            *pending = Some(Pending { style, start, inner_start, paragraphs: 1 });
            return;
        }
        place += 1;
    }
}

fn push(found: &mut Vec<Quotation>, start: usize, inner_start: usize, close: Option<&Letter>) {
    let Some((end, letter)) = close else { return };
    let inner = Span::new(inner_start, *end);
    if !inner.is_empty() {
        found.push(Quotation { inner, outer: Span::new(start, end + letter.len_utf8()) });
    }
}

fn reopens(letters: &[Letter], from: usize, style: Style) -> bool {
    (from..letters.len()).any(|place| opening(letters, place) == Some(style))
}

/// The style that the mark at `place` opens, if it opens one.
fn opening(letters: &[Letter], place: usize) -> Option<Style> {
    let (_, letter) = *letters.get(place)?;
    let before = place.checked_sub(1).and_then(|previous| letters.get(previous)).map(|(_, letter)| *letter);
    let after = letters.get(place + 1).map(|(_, letter)| *letter)?;
    let fresh =
        before.is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '.' | ',' | '!' | '?'));
    let touches = !after.is_whitespace();
    let closers: &'static [char] = match letter {
        '“' if touches => &['”', '"', '“'],
        '„' if touches => &['“', '”', '"', '„'],
        '"' if fresh && touches => &['"', '”'],
        '”' if fresh && after.is_alphanumeric() => &['”'],
        '»' if fresh && after.is_alphanumeric() => &['«'],
        '«' if fresh => &['»'],
        '‘' if fresh && after.is_alphanumeric() => &['’'],
        '‚' if fresh && after.is_alphanumeric() => &['‘', '’'],
        '\'' if fresh && after.is_alphabetic() => &['\''],
        '›' if fresh && after.is_alphanumeric() => &['‹'],
        '‹' if fresh && touches => &['›'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    };
    Some(Style { opener: letter, closers })
}

/// The place of the mark that closes a quotation of this style, looking from `from` to the end of the paragraph.
fn close_at(letters: &[Letter], from: usize, style: Style) -> Option<usize> {
    let mut weak = None;
    for place in from..letters.len() {
        let (_, letter) = *letters.get(place)?;
        if style.is_single() && place - from > LONGEST_SINGLE {
            break;
        }
        if closes(letters, place, style) {
            if !style.is_single() || after_punctuation(letters, place) || !apostrophe(letter) {
                return Some(place);
            }
            weak = weak.or(Some(place));
        } else if letter == style.opener && opening(letters, place) == Some(style) {
            break;
        }
    }
    weak
}

fn closes(letters: &[Letter], place: usize, style: Style) -> bool {
    let Some((_, letter)) = letters.get(place).copied() else { return false };
    if !style.closers.contains(&letter) {
        return false;
    }
    let before = place.checked_sub(1).and_then(|previous| letters.get(previous)).map(|(_, letter)| *letter);
    let after = letters.get(place + 1).map(|(_, letter)| *letter);
    let detached = after.is_none_or(|letter| !letter.is_alphanumeric());
    let follows = before.is_some_and(|letter| !letter.is_whitespace() || style.opener == '«');
    matches!(letter, '」' | '』') || (detached && follows)
}

fn apostrophe(letter: char) -> bool {
    matches!(letter, '’' | '\'')
}

fn after_punctuation(letters: &[Letter], place: usize) -> bool {
    let before = place.checked_sub(1).and_then(|previous| letters.get(previous));
    before.is_some_and(|(_, letter)| matches!(letter, '.' | ',' | '!' | '?' | '…' | ';' | '—' | '–'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inner(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|quotation| quotation.inner.of(text)).collect()
    }

    #[test]
    fn every_usual_style_is_read() {
        assert_eq!(inner("She said: “We stay.” Then left."), ["We stay."]);
        assert_eq!(inner("She said: \"We stay.\" Then left."), ["We stay."]);
        assert_eq!(inner("Sie sagte: „Wir bleiben.“ Dann ging sie."), ["Wir bleiben."]);
        assert_eq!(inner("Sie sagte: »Wir bleiben.« Dann ging sie."), ["Wir bleiben."]);
        assert_eq!(inner("Elle a dit : « Nous restons. » Puis elle partit."), ["\u{20}Nous restons. "]);
        assert_eq!(inner("‘We’ll stay at the miners’ hall,’ she said."), ["We’ll stay at the miners’ hall,"]);
        assert_eq!(inner("'We stay,' she said."), ["We stay,"]);
        assert_eq!(inner("市長は「橋を閉じる」と述べた。"), ["橋を閉じる"]);
    }

    #[test]
    fn apostrophes_open_nothing() {
        assert_eq!(inner("The miners' hall isn't the workers’ hall, it's Orde's."), Vec::<&str>::new());
        assert_eq!(inner("Back in the '90s and the ’80s they didn't."), Vec::<&str>::new());
    }

    #[test]
    fn nested_marks_stay_inside() {
        assert_eq!(inner("“He said ‘no’ to me,” she said."), ["He said ‘no’ to me,"]);
        assert_eq!(inner("„Er sagte ‚nein‘ zu mir“, sagte sie."), ["Er sagte ‚nein‘ zu mir"]);
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one() {
        let text = "“We stay.\n“We do not go.\n“We never go,” she said.";
        assert_eq!(inner(text), ["We stay.\n“We do not go.\n“We never go,"]);
    }

    #[test]
    fn a_mark_never_closed_is_dropped() {
        assert_eq!(inner("“We stay.\nThe council met."), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn spans_are_sound(text in "[a “”„\"'’‘«»\n.,]{0,80}") {
            let mut last = 0;
            for quotation in quotations(&text) {
                prop_assert!(quotation.outer.holds(quotation.inner));
                prop_assert!(quotation.outer.start >= last);
                prop_assert!(text.get(quotation.outer.start..quotation.outer.end).is_some());
                last = quotation.outer.end;
            }
        }
    }
}
