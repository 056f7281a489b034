//! Attribution: the cue and the speaker's phrase before or after a quotation.

use super::clause::Token;
use super::cue::Cues;
use super::phrase::{Phrase, Sort, phrases};
use crate::span::Span;

/// Who is said to have spoken, as the clause has it.
#[derive(Debug, Clone)]
pub(super) struct Attribution {
    /// The speaker's phrase.
    pub(super) phrase: Phrase,
    /// The cue: the verb, or "according to". `None` when only a colon stands between name and words.
    pub(super) cue: Option<Span>,
    /// The first token of cue and phrase.
    pub(super) first: usize,
    /// The token after the last of cue and phrase.
    pub(super) end: usize,
}

/// How many words may stand before a cue that follows a quotation.
const REACH_AFTER: usize = 14;
/// How many words may stand between a cue and the quotation that follows it.
const REACH_BEFORE: usize = 14;

/// The clauses of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clauses {
    /// The words to look for.
    pub(super) cues: &'static Cues,
}

impl Clauses {
    /// The attribution in the words after a quotation: ", said Dorte Hayle", ", the mayor said", ", according to …".
    pub(super) fn after(self, tokens: &[Token<'_>]) -> Option<Attribution> {
        let reach = tokens
            .iter()
            .position(|token| matches!(token.after, Some('.' | ';' | ':')))
            .map_or(tokens.len(), |end| end + 1);
        let tokens = tokens.get(..reach).unwrap_or(tokens);
        let opening = tokens.first()?;
        if let Some(found) = self.according(tokens, 0) {
            return Some(found);
        }
        if self.cues.stops.contains(&opening.lower.as_str()) && !self.opens_clause(opening) {
            return None;
        }
        let verb = tokens.iter().take(REACH_AFTER).position(|token| self.cues.is_verb(&token.lower))?;
        self.subject_before(tokens, 0, verb)
            .or_else(|| self.subject_after(tokens, verb).filter(|_| verb <= 1))
    }

    /// The attribution in the words before a quotation: "Dorte Hayle said:", "According to Hayle,", "Dorte Hayle:".
    pub(super) fn before(self, tokens: &[Token<'_>]) -> Option<Attribution> {
        let last = tokens.last()?;
        let verb = tokens.iter().rposition(|token| self.cues.is_verb(&token.lower));
        let near = verb.filter(|verb| tokens.len() - verb <= REACH_BEFORE);
        let according = (0..tokens.len()).rev().find_map(|place| self.according(tokens, place));
        if let Some(found) = according.filter(|found| near.is_none_or(|verb| verb < found.first)) {
            return Some(found);
        }
        if let Some(verb) = near {
            let from = self.clause_start(tokens, verb);
            return self.subject_before(tokens, from, verb).or_else(|| self.subject_after(tokens, verb));
        }
        if last.after != Some(':') || tokens.len() > 8 {
            return None;
        }
        let phrase = phrases(tokens, self.cues)
            .into_iter()
            .find(|phrase| phrase.sort == Sort::Name && !phrase.governed)?;
        Some(Attribution { first: phrase.first, end: phrase.end, phrase, cue: None })
    }

    /// "according to NP" at `place`.
    pub(super) fn according(self, tokens: &[Token<'_>], place: usize) -> Option<Attribution> {
        let rest = tokens.get(place..)?;
        let fits = |phrase: &&&[&str]| {
            phrase.len() <= rest.len() && phrase.iter().zip(rest).all(|(word, token)| *word == token.lower)
        };
        let words = self.cues.according.iter().filter(fits).max_by_key(|phrase| phrase.len())?;
        let start = place + words.len();
        let cue = Span::new(tokens.get(place)?.span.start, tokens.get(start - 1)?.span.end);
        let found =
            phrases(tokens.get(start..)?, self.cues).into_iter().next().filter(|phrase| phrase.first <= 1)?;
        let (first, end) = (place, found.end + start);
        let phrase = Phrase { first: found.first + start, end, governed: false, ..found };
        Some(Attribution { phrase, cue: Some(cue), first, end })
    }

    /// A pronoun or an adverb of manner may open the clause of a speaker: "as Hayle said".
    fn opens_clause(self, token: &Token<'_>) -> bool {
        let word = token.lower.as_str();
        self.cues.pronoun(word).is_some() || matches!(word, "as" | "wie" | "later" | "also" | "auch")
    }

    /// Where the clause of the verb begins: after the last conjunction, "that" or strong mark before it.
    fn clause_start(self, tokens: &[Token<'_>], verb: usize) -> usize {
        let ends = |token: &Token<'_>| {
            matches!(token.after, Some(';' | ':' | '—' | '–' | '.'))
                || self.cues.that.contains(&token.lower.as_str())
        };
        let mut before = tokens.get(..verb.saturating_sub(1)).unwrap_or_default().iter();
        before.rposition(ends).map_or(0, |place| place + 1)
    }

    /// The subject before a verb; one in front of an apposition goes before the apposition itself.
    pub(super) fn subject_before(
        self,
        tokens: &[Token<'_>],
        from: usize,
        verb: usize,
    ) -> Option<Attribution> {
        let clause = tokens.get(from..verb)?;
        let subjects: Vec<Phrase> =
            phrases(clause, self.cues).into_iter().filter(|phrase| !phrase.governed).collect();
        let found = before_apposition(clause, &subjects).or_else(|| subjects.last().cloned())?;
        let phrase = Phrase { first: found.first + from, end: found.end + from, ..found };
        let cue = Some(tokens.get(verb)?.span);
        Some(Attribution { first: phrase.first, end: verb + 1, phrase, cue })
    }

    /// The subject after a verb: "said Dorte Hayle", "sagte die Ministerin".
    fn subject_after(self, tokens: &[Token<'_>], verb: usize) -> Option<Attribution> {
        let start = verb + 1;
        let found = phrases(tokens.get(start..)?, self.cues);
        let mut subjects = found.into_iter().filter(|phrase| !phrase.governed);
        let subject = subjects.next().filter(|phrase| phrase.first <= 3)?;
        let named = subjects
            .next()
            .filter(|next| is_apposition(tokens.get(start..).unwrap_or_default(), &subject, next));
        let found = named.unwrap_or(subject);
        let phrase = Phrase { first: found.first + start, end: found.end + start, ..found };
        Some(Attribution { first: verb, end: phrase.end, phrase, cue: Some(tokens.get(verb)?.span) })
    }
}

/// The subject of a clause that ends in an apposition: what stands before it, or the name that it gives.
fn before_apposition(clause: &[Token<'_>], subjects: &[Phrase]) -> Option<Phrase> {
    clause.last().filter(|token| token.after == Some(','))?;
    let comma = clause.iter().rev().skip(1).position(|token| token.after == Some(','))?;
    let end = clause.len() - 1 - comma;
    let place = subjects.iter().rposition(|phrase| phrase.end <= end)?;
    let subject = subjects.get(place)?;
    let named = subjects.get(place + 1).filter(|next| is_apposition(clause, subject, next));
    Some(named.unwrap_or(subject).clone())
}

/// "the mayor, Dorte Hayle": an office, a comma, and the name alone up to the next mark.
fn is_apposition(tokens: &[Token<'_>], office: &Phrase, name: &Phrase) -> bool {
    let mark = |place: Option<usize>| place.and_then(|place| tokens.get(place)).and_then(|token| token.after);
    let comma = mark(name.first.checked_sub(1)) == Some(',');
    let closed = mark(name.end.checked_sub(1)).is_some();
    office.sort == Sort::Person && name.sort == Sort::Name && comma && (closed || name.end == tokens.len())
}

#[cfg(test)]
mod tests {
    use super::super::clause::tokens;
    use super::*;

    fn speaker(text: &str, language: &str, after: bool) -> Option<String> {
        let clauses = Clauses { cues: Cues::of(language) };
        let tokens = tokens(text, Span::new(0, text.len()));
        let found = if after { clauses.after(&tokens) } else { clauses.before(&tokens) };
        found.map(|found| found.phrase.name.unwrap_or(found.phrase.span).of(text).to_owned())
    }

    #[test]
    fn speakers_after_a_quotation() {
        assert_eq!(speaker(", said Dorte Hayle, mayor of Bram.", "en", true).unwrap(), "Dorte Hayle");
        assert_eq!(speaker(", Dorte Hayle, the mayor of Bram, said.", "en", true).unwrap(), "Dorte Hayle");
        assert_eq!(speaker(", the mayor, Dorte Hayle, told reporters.", "en", true).unwrap(), "Dorte Hayle");
        assert_eq!(speaker(", said the mayor, Dorte Hayle.", "en", true).unwrap(), "Dorte Hayle");
        assert_eq!(
            speaker(", sagte die Bürgermeisterin Dorte Hayle am Montag.", "de", true).unwrap(),
            "Dorte Hayle"
        );
        assert_eq!(speaker(", according to the report.", "en", true).unwrap(), "the report");
    }

    #[test]
    fn speakers_before_a_quotation() {
        assert_eq!(speaker("On Monday the mayor of Bram told reporters:", "en", false).unwrap(), "the mayor");
        assert_eq!(speaker("Am Montag sagte Dorte Hayle:", "de", false).unwrap(), "Dorte Hayle");
        assert_eq!(speaker("Dorte Hayle:", "en", false).unwrap(), "Dorte Hayle");
    }

    #[test]
    fn a_new_clause_is_no_attribution() {
        assert_eq!(speaker(" and the council said it would wait.", "en", true), None);
        assert_eq!(speaker(" was the headline.", "en", true), None);
    }
}
