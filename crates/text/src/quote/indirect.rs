//! Reported statements: "she said that …", "…, the police said", "according to …".

use super::attribution::Attribution;
use super::clause::Token;
use super::phrase::phrases;
use super::speaker::{Reading, Speaker};
use super::{Kind, Quote};
use crate::span::Span;

/// The fewest words of a statement.
const FEWEST_WORDS: usize = 3;
/// The most words between a verb and its "that": "told reporters in Bram on Monday that".
const REACH_THAT: usize = 8;
/// The most words after a trailing cue: "said on Tuesday evening".
const REACH_END: usize = 5;

/// The reported statements of a text; sentences with a direct quotation are passed over.
pub(super) fn quotes(reading: &Reading<'_>, direct: &[Quote]) -> Vec<Quote> {
    let mut last: Option<Speaker> = None;
    let mut found = Vec::new();
    for sentence in &reading.sentences {
        let place = direct.partition_point(|quote| quote.span.end <= sentence.start);
        if direct.get(place).is_some_and(|quote| quote.span.overlaps(*sentence)) {
            continue;
        }
        let words = reading.first_words(sentence.start, sentence.end);
        let Some((content, attribution)) = Report { reading, words: &words, sentence: *sentence }.read()
        else {
            continue;
        };
        let Some(speaker) = reading.speaker(&attribution, &words, last.as_ref()) else { continue };
        let content = content.trim(reading.text);
        if content.of(reading.text).split_whitespace().count() >= FEWEST_WORDS {
            found.push(reading.quote(content, Kind::Indirect, Some(&speaker)));
            last = Some(speaker);
        }
    }
    found
}

struct Report<'r, 'a> {
    reading: &'r Reading<'a>,
    words: &'r [Token<'a>],
    sentence: Span,
}

impl Report<'_, '_> {
    fn read(&self) -> Option<(Span, Attribution)> {
        self.according().or_else(|| self.trailing()).or_else(|| self.leading())
    }

    /// The end of the sentence without its full stop.
    fn end(&self) -> usize {
        let trimmed = self.sentence.of(self.reading.text).trim_end_matches(['.', '!', '?', '…']);
        self.sentence.start + trimmed.len()
    }

    /// "According to the police, nobody was hurt." and "Nobody was hurt, according to the police."
    fn according(&self) -> Option<(Span, Attribution)> {
        let clauses = self.reading.clauses;
        let found = (0..self.words.len()).find_map(|place| clauses.according(self.words, place))?;
        if found.first > 0 {
            let start = self.words.get(found.first)?.span.start;
            return Some((self.without_comma(start), found));
        }
        let governed = phrases(self.words.get(found.end..)?, clauses.cues);
        let reach = governed
            .iter()
            .take_while(|phrase| phrase.governed && phrase.first <= 1)
            .last()
            .map_or(0, |phrase| phrase.end);
        let comma = self.words.iter().skip(found.end - 1).take(12).position(|word| word.after == Some(','));
        let start = match comma {
            Some(comma) if !clauses.cues.compounds || comma == 0 => found.end + comma,
            _ => found.end + reach,
        };
        Some((Span::new(self.words.get(start)?.span.start, self.end()), found))
    }

    /// "Nobody was hurt, the police said on Monday."
    fn trailing(&self) -> Option<(Span, Attribution)> {
        let clauses = self.reading.clauses;
        let verb = self.words.iter().rposition(|word| clauses.cues.say.contains(&word.lower.as_str()))?;
        let comma =
            self.words.get(..=verb)?.iter().enumerate().rev().find(|(_, word)| word.after == Some(','))?.0;
        let start = self.opening_comma(comma, verb);
        let clause = self.words.get(start + 1..)?;
        let found = clauses.after(clause)?;
        if clause.len() > found.end + REACH_END || start + 1 < FEWEST_WORDS || !self.closes(clause) {
            return None;
        }
        let shift = start + 1;
        let phrase = super::phrase::Phrase {
            first: found.phrase.first + shift,
            end: found.phrase.end + shift,
            ..found.phrase
        };
        let content = self.without_comma(clause.first()?.span.start);
        Some((
            content,
            Attribution { phrase, first: found.first + shift, end: found.end + shift, cue: found.cue },
        ))
    }

    /// The comma that opens the clause of the speaker: the one before an apposition when the verb follows a comma.
    fn opening_comma(&self, comma: usize, verb: usize) -> usize {
        if comma + 1 < verb {
            return comma;
        }
        let earlier =
            self.words.get(..comma).and_then(|words| words.iter().rposition(|word| word.after == Some(',')));
        let before = earlier
            .and_then(|earlier| self.words.get(..earlier)?.iter().rposition(|word| word.after == Some(',')));
        let inverted =
            self.words.get(verb).is_some() && verb == comma + 1 && self.reading.clauses.cues.compounds;
        if inverted { comma } else { before.or(earlier).unwrap_or(comma) }
    }

    /// Whether the clause runs to the end of the sentence without a further statement.
    fn closes(&self, clause: &[Token<'_>]) -> bool {
        clause.last().is_some_and(|word| word.span.end >= self.end().saturating_sub(1))
            && !clause.iter().any(|word| self.reading.clauses.cues.that.contains(&word.lower.as_str()))
    }

    /// "The police said that nobody was hurt." A verb of plain saying needs no "that" in English.
    fn leading(&self) -> Option<(Span, Attribution)> {
        let clauses = self.reading.clauses;
        let cues = clauses.cues;
        let verb = self.words.iter().take(24).position(|word| cues.is_verb(&word.lower))?;
        let passive = verb
            .checked_sub(1)
            .and_then(|before| self.words.get(before))
            .is_some_and(|word| is_passive(&word.lower));
        let attribution = clauses.subject_before(self.words, 0, verb).filter(|_| !passive)?;
        let rest = self.words.get(verb + 1..)?;
        let that = rest.iter().take(REACH_THAT).position(|word| cues.that.contains(&word.lower.as_str()));
        let plain = cues.say.contains(&self.words.get(verb)?.lower.as_str());
        let start = match that {
            Some(that) => rest.get(that + 1)?.span.start,
            None if !plain => return None,
            None if cues.compounds => {
                let comma =
                    self.words.iter().skip(verb).take(REACH_THAT).position(|word| word.after == Some(','))?;
                self.words.get(verb + comma + 1)?.span.start
            }
            None => {
                rest.first()
                    .filter(|_| self.words.get(verb).is_some_and(|word| word.after.is_none()))?
                    .span
                    .start
            }
        };
        Some((Span::new(start, self.end()), attribution))
    }

    /// From the beginning of the sentence up to `end`, without the comma before it.
    fn without_comma(&self, end: usize) -> Span {
        let piece = Span::new(self.sentence.start, end).of(self.reading.text);
        let trimmed = piece.trim_end_matches([' ', ',', '–', '—', '-', '\u{a0}']);
        Span::new(self.sentence.start, self.sentence.start + trimmed.len())
    }
}

fn is_passive(word: &str) -> bool {
    matches!(
        word,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "to" | "not" | "wurde" | "wird" | "ist"
    )
}
