//! Direct quotations: between marks, with the speaker before, after, or carried on.

use super::speaker::{Reading, Speaker};
use super::{Kind, Quote};
use crate::mark::{self, Quotation};
use crate::span::Span;
use crate::token;

/// Words of a quotation that stands without any cue.
const FEWEST_WORDS_ALONE: usize = 4;

/// What was found out about the quotation before.
#[derive(Debug, Clone, Default)]
struct Before {
    end: usize,
    speaker: Option<Speaker>,
}

/// The direct quotations of a text, in order.
pub(super) fn quotes(reading: &Reading<'_>) -> Vec<Quote> {
    let quotations = mark::quotations(reading.text);
    let mut before = Before::default();
    let mut quotes = Vec::new();
    for (place, quotation) in quotations.iter().enumerate() {
        let next = quotations.get(place + 1).map_or(reading.text.len(), |next| next.outer.start);
        let speaker = speaker(reading, quotation, next, &before);
        let span = quotation.inner.trim(reading.text);
        if is_quotation(span.of(reading.text), speaker.as_ref()) {
            quotes.push(reading.quote(span, Kind::Direct, speaker.as_ref()));
        }
        before = Before { end: quotation.outer.end, speaker: speaker.or(before.speaker.take()) };
    }
    quotes
}

/// Whether marks around these words make a quotation: not around a title or a word called by another name.
fn is_quotation(words: &str, speaker: Option<&Speaker>) -> bool {
    let ended = words.ends_with(['.', ',', '!', '?', '…', '。']);
    let count = token::words(words).len();
    if count == 0 || (is_title(words) && !ended) {
        return false;
    }
    match speaker {
        Some(speaker) => speaker.cue.is_some() || count >= FEWEST_WORDS_ALONE || ended,
        None => count >= FEWEST_WORDS_ALONE && (ended || count >= 2 * FEWEST_WORDS_ALONE),
    }
}

/// Two words or more that all begin with a capital, small ones between them aside: the title of a work.
fn is_title(words: &str) -> bool {
    let long: Vec<&str> = words.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    long.len() > 1 && long.iter().all(|word| word.starts_with(char::is_uppercase))
}

fn speaker(reading: &Reading<'_>, quotation: &Quotation, next: usize, before: &Before) -> Option<Speaker> {
    let outer = quotation.outer;
    let sentence = reading.sentence_at(outer.start)?;
    let from = sentence.start.max(before.end.min(outer.start));
    let lead = reading.last_words(from, outer.start);
    let last = before.speaker.as_ref();
    let leading = reading.clauses.before(&lead);
    let near = leading.as_ref().is_some_and(|found| lead.len() - found.end.min(lead.len()) <= 3);
    let lead_in = || leading.as_ref().and_then(|found| reading.speaker(found, &lead, last));
    let introduced = lead.last().is_some_and(|token| matches!(token.after, Some(':' | ',')));
    if near && introduced {
        return lead_in();
    }
    trailing(reading, quotation, next, last)
        .or_else(lead_in)
        .or_else(|| carried(reading, quotation, sentence, before))
        .or_else(|| announced(reading, sentence, last))
}

/// The speaker named after the quotation, in its sentence or in a short sentence that follows a question.
fn trailing(
    reading: &Reading<'_>,
    quotation: &Quotation,
    next: usize,
    last: Option<&Speaker>,
) -> Option<Speaker> {
    let outer = quotation.outer;
    let sentence = reading.sentence_at(outer.end.saturating_sub(1))?;
    let inner = quotation.inner.of(reading.text).trim_end();
    let end = if sentence.end > outer.end { sentence.end } else { following(reading, outer.end, inner)?.end };
    let words = reading.first_words(outer.end, end.min(next));
    let comma =
        reading.text.get(outer.end..).is_some_and(|rest| rest.trim_start().starts_with([',', '-', '–', '—']));
    let closed = comma || inner.ends_with([',', '!', '?', '.', '…', '—', '–']);
    let found = reading.clauses.after(&words)?;
    let aside =
        closed || found.end + 4 >= words.len() && words.get(found.first.checked_sub(1)?)?.after == Some(',');
    if !aside {
        return None;
    }
    reading.speaker(&found, &words, last)
}

/// The short sentence after a question or exclamation in the same paragraph: "“Why?” Hayle asked."
fn following(reading: &Reading<'_>, from: usize, inner: &str) -> Option<Span> {
    if !inner.ends_with(['!', '?', ',']) {
        return None;
    }
    let next = reading.sentence_at(from).filter(|next| next.start >= from)?;
    let gap = reading.text.get(from..next.start)?;
    let short = next.of(reading.text).split_whitespace().count() <= 8;
    (short && !gap.contains('\n')).then_some(next)
}

/// A quotation that makes up its sentence goes on with the speaker of the one before it in the same paragraph.
fn carried(reading: &Reading<'_>, quotation: &Quotation, sentence: Span, before: &Before) -> Option<Speaker> {
    let own = quotation.outer.len() * 10 >= sentence.len() * 7;
    let gap = reading.text.get(before.end..quotation.outer.start)?;
    let close = !gap.contains('\n') && gap.split_whitespace().count() <= 14;
    let speaker = before.speaker.clone().filter(|_| own && close && before.end > 0)?;
    Some(Speaker { cue: None, ..speaker })
}

/// A paragraph that ends in a colon announces the quotation that begins the next one.
fn announced(reading: &Reading<'_>, sentence: Span, last: Option<&Speaker>) -> Option<Speaker> {
    let place = reading.sentences.partition_point(|known| known.end <= sentence.start);
    let previous = reading.sentences.get(place.checked_sub(1)?)?;
    if !previous.of(reading.text).ends_with(':') {
        return None;
    }
    let words = reading.last_words(previous.start, previous.end);
    let found = reading.clauses.before(&words)?;
    reading.speaker(&found, &words, last)
}
