//! Noun phrases that could be a speaker: names, pronouns, offices, bodies, documents.

use super::clause::Token;
use super::cue::{Cues, Gender};
use crate::span::Span;

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// "she"
    Pronoun(Gender),
    /// A name without a word that tells what it is.
    Name,
    /// One person by office or occupation: "the mayor", "a senior official".
    Person,
    /// Several people: "officials", "two people".
    Crowd,
    /// A body: "the ministry", "Bram Town Council".
    Body,
    /// A writing: "the report".
    Document,
    /// A publisher: "the Bram Courier".
    Publisher,
}

/// A noun phrase in a list of tokens.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// Its first token.
    pub(super) first: usize,
    /// The token after its last.
    pub(super) end: usize,
    /// What it stands for.
    pub(super) sort: Sort,
    /// Whether a preposition or another noun governs it, so that it is nobody's subject.
    pub(super) governed: bool,
    /// Where it stands.
    pub(super) span: Span,
    /// The name in it.
    pub(super) name: Option<Span>,
    /// The gender that a form of address tells.
    pub(super) gender: Option<Gender>,
    /// The office or occupation before the name or instead of one.
    pub(super) role: Option<String>,
    /// Whether it points to somebody known: "the mayor", against "a mayor".
    pub(super) definite: bool,
}

/// Particles inside names.
const PARTICLES: &[&str] =
    &["van", "de", "von", "der", "den", "bin", "al", "el", "du", "da", "di", "la", "le", "ten", "af"];

/// The phrases among `tokens`, in order.
pub(super) fn phrases(tokens: &[Token<'_>], cues: &Cues) -> Vec<Phrase> {
    let reader = Reader { tokens, cues };
    let mut found: Vec<Phrase> = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let end = reader.end_of(place);
        if let Some(mut phrase) = reader.phrase(place, end) {
            let genitive =
                cues.compounds && found.last().is_some_and(|last| last.end == place) && reader.joined(place);
            phrase.governed = reader.governed(place) || genitive;
            found.push(phrase);
        }
        place = end.max(place + 1);
    }
    found
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    cues: &'a Cues,
}

impl Reader<'_> {
    /// The token after the phrase that begins at `place`; `place` itself when none begins there.
    fn end_of(&self, place: usize) -> usize {
        let Some(token) = self.tokens.get(place) else { return place };
        if self.cues.pronoun(&token.lower).is_some() {
            return place + 1;
        }
        if !self.begins(token) {
            return place;
        }
        let mut end = place + 1;
        while self.joined(end) && self.extends(place, end) {
            end += 1;
        }
        end
    }

    fn begins(&self, token: &Token<'_>) -> bool {
        self.cues.determiners.contains(&token.lower.as_str())
            || self.is_proper(token)
            || self.is_head(&token.lower)
    }

    /// Whether no punctuation stands between the token at `place` and the one before it.
    fn joined(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|previous| self.tokens.get(previous));
        before.is_some_and(|token| token.after.is_none()) && place < self.tokens.len()
    }

    /// Whether the token at `place` still belongs to the phrase from `first`. Once a name or a head word has come, only
    /// further ones may follow: what comes after them in small letters is the verb.
    fn extends(&self, first: usize, place: usize) -> bool {
        let Some(token) = self.tokens.get(place) else { return false };
        if PARTICLES.contains(&token.lower.as_str()) && !token.is_capital() {
            return self.is_particle(place);
        }
        let word = token.lower.as_str();
        let opening = self.tokens.get(first..=place).unwrap_or_default();
        if !self.cues.compounds
            && opening.iter().all(|token| self.cues.determiners.contains(&token.lower.as_str()))
        {
            return true;
        }
        let small = !token.is_capital();
        let ends = self.is_stop(word)
            || if small { self.cues.is_verb(word) } else { self.cues.not_names.contains(&word) };
        let complete =
            self.tokens.get(first..place).unwrap_or_default().iter().any(|token| self.completes(token));
        !(ends || small && complete && !self.is_head(word))
    }

    fn completes(&self, token: &Token<'_>) -> bool {
        let possessive = token.is_possessive();
        !possessive && (self.is_proper(token) || self.is_head(&token.lower))
    }

    fn is_stop(&self, word: &str) -> bool {
        [self.cues.prepositions, self.cues.stops, self.cues.determiners]
            .iter()
            .any(|list| list.contains(&word))
    }

    /// A particle between two parts of a name.
    fn is_particle(&self, place: usize) -> bool {
        let proper = |place: usize| {
            self.tokens
                .get(place)
                .is_some_and(|token| self.is_proper(token) && !self.cues.is_role(&token.lower))
        };
        let before = place.checked_sub(1);
        before.is_some_and(|before| proper(before) || self.is_known_particle(before))
            && (proper(place + 1) || self.is_known_particle(place + 1))
    }

    fn is_known_particle(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| !token.is_capital() && PARTICLES.contains(&token.word))
    }

    /// Whether the token could be part of a name.
    fn is_proper(&self, token: &Token<'_>) -> bool {
        let word = token.lower.as_str();
        let other = self.is_stop(word) || self.cues.not_names.contains(&word) || self.cues.is_verb(word);
        token.is_capital() && !other
    }

    fn is_head(&self, word: &str) -> bool {
        let lists = [self.cues.crowds, self.cues.bodies, self.cues.documents, self.cues.publishers];
        self.cues.is_role(word) || lists.iter().any(|list| list.contains(&word))
    }

    fn governed(&self, place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|previous| self.tokens.get(previous));
        before.is_some_and(|token| {
            token.after.is_none() && self.cues.prepositions.contains(&token.lower.as_str())
        })
    }

    fn phrase(&self, first: usize, end: usize) -> Option<Phrase> {
        let tokens = self.tokens.get(first..end).filter(|tokens| !tokens.is_empty())?;
        let (head, opening) = (tokens.last()?, tokens.first()?);
        let pronoun = self.cues.pronoun(&head.lower).filter(|_| tokens.len() == 1).map(Sort::Pronoun);
        let name = self.name(tokens);
        let bare = name.len() < tokens.len();
        let sort = pronoun.or_else(|| self.sort_of(head, name, bare))?;
        let listed =
            |token: &&Token<'_>| self.cues.is_role(&token.lower) && self.cues.title(&token.lower).is_none();
        let named =
            name.first().zip(name.last()).map(|(first, last)| Span::new(first.span.start, last.span.end));
        Some(Phrase {
            first,
            end,
            sort,
            governed: false,
            span: Span::new(opening.span.start, head.span.end),
            name: named,
            gender: tokens
                .iter()
                .find_map(|token| self.cues.title(&token.lower))
                .filter(|gender| *gender != Gender::Other),
            role: tokens.iter().rev().find(listed).map(|token| token.lower.clone()),
            definite: self.cues.definite.contains(&opening.lower.as_str()),
        })
    }

    /// The capitalised words at the end of a phrase, without offices and titles.
    fn name<'t>(&self, tokens: &'t [Token<'t>]) -> &'t [Token<'t>] {
        let mut from = tokens.len();
        for (place, token) in tokens.iter().enumerate().rev() {
            let last = place + 1 == tokens.len();
            let surname =
                last && !self.cues.compounds && tokens.len() > 1 && self.before_is_plain(tokens, place);
            let role = self.cues.is_role(&token.lower) && !surname;
            let particle = !token.is_capital() && !last && PARTICLES.contains(&token.word);
            if role || token.is_possessive() || !(token.is_capital() && self.is_proper(token) || particle) {
                break;
            }
            from = place;
        }
        tokens.get(from..).unwrap_or_default()
    }

    /// Whether the word before is a capitalised word that is no office: then an office word is a surname.
    fn before_is_plain(&self, tokens: &[Token<'_>], place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        let opening =
            tokens.first().is_some_and(|token| self.cues.determiners.contains(&token.lower.as_str()));
        !opening && before.is_some_and(|token| self.is_proper(token) && !self.cues.is_role(&token.lower))
    }

    fn sort_of(&self, head: &Token<'_>, name: &[Token<'_>], bare: bool) -> Option<Sort> {
        let word = head.lower.as_str();
        let single = name.len() <= 1;
        let cues = self.cues;
        let proper_noun = head.is_capital() && !cues.compounds;
        match word {
            _ if cues.listed(cues.publishers, word) => Some(Sort::Publisher),
            _ if cues.listed(cues.bodies, word) => Some(Sort::Body),
            _ if (single || !proper_noun) && cues.listed(cues.documents, word) => Some(Sort::Document),
            _ if cues.listed(cues.crowds, word) && single => Some(Sort::Crowd),
            _ if name.is_empty() && cues.is_role(word) => Some(Sort::Person),
            _ if name.is_empty() => None,
            _ if cues.compounds && single && bare && !self.has_role(name) => None,
            _ => Some(Sort::Name),
        }
    }

    /// Whether an office stands right before the name: in German a noun before a capitalised word.
    fn has_role(&self, name: &[Token<'_>]) -> bool {
        let Some(first) = name.first() else { return false };
        let before = self.tokens.iter().take_while(|token| token.span.start < first.span.start).last();
        before.is_some_and(|token| self.cues.is_role(&token.lower))
    }
}

#[cfg(test)]
mod tests {
    use super::super::clause::tokens;
    use super::*;

    fn read(text: &str, language: &str) -> Vec<(String, Sort, bool)> {
        let tokens = tokens(text, Span::new(0, text.len()));
        let found = phrases(&tokens, Cues::of(language));
        found
            .into_iter()
            .map(|phrase| {
                (phrase.name.unwrap_or(phrase.span).of(text).to_owned(), phrase.sort, phrase.governed)
            })
            .collect()
    }

    #[test]
    fn names_lose_their_offices() {
        assert_eq!(read("council leader Dorte Hayle", "en"), [("Dorte Hayle".to_owned(), Sort::Name, false)]);
        assert_eq!(read("Prime Minister Anna van Orde", "en")[0].0, "Anna van Orde");
        assert_eq!(read("die Bürgermeisterin Dorte Hayle", "de")[0].0, "Dorte Hayle");
        assert_eq!(read("Ferdl Baker", "en")[0].0, "Ferdl Baker");
    }

    #[test]
    fn what_a_preposition_governs_is_no_subject() {
        let found = read("On Monday the mayor of Bram", "en");
        assert_eq!(found[0], ("the mayor".to_owned(), Sort::Person, false));
        assert!(found[1].2);
        assert!(read("der Sprecher der Polizei", "de")[1].2);
    }

    #[test]
    fn sorts_are_told_by_the_last_word() {
        assert_eq!(read("the report", "en")[0].1, Sort::Document);
        assert_eq!(read("two senior officials", "en")[0].1, Sort::Crowd);
        assert_eq!(read("the Bram Courier", "en")[0].1, Sort::Publisher);
        assert_eq!(read("das Innenministerium", "de")[0].1, Sort::Body);
        assert_eq!(read("ein Polizeisprecher", "de")[0].1, Sort::Person);
    }
}
