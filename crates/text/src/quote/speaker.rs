//! Speakers: from the phrase in a clause to the name that a reader is shown.

use super::attribution::{Attribution, Clauses};
use super::clause::{self, Token};
use super::cue::{Cues, Gender};
use super::people::People;
use super::phrase::{Phrase, Sort};
use super::{Kind, Quote, Sourcing};
use crate::name::Name;
use crate::sentence;
use crate::span::Span;

/// A text with what is needed to read its attributions.
pub(super) struct Reading<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its sentences.
    pub(super) sentences: Vec<Span>,
    /// The clauses of its language.
    pub(super) clauses: Clauses,
    people: People,
}

/// Who spoke, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speaker {
    /// The name or phrase.
    pub(super) name: Option<String>,
    /// Where the phrase stands.
    pub(super) span: Span,
    /// How the speaker is named.
    pub(super) sourcing: Sourcing,
    /// The cue.
    pub(super) cue: Option<Span>,
}

/// The longest phrase shown for a speaker without a name, in words.
const LONGEST_PHRASE: usize = 14;

impl<'a> Reading<'a> {
    /// Reads the sentences and people of a text.
    pub(super) fn new(text: &'a str, language: &str) -> Self {
        let cues = Cues::of(language);
        let sentences = sentence::split(text, Some(language));
        let people = People::read(text, &sentences, cues);
        Self { text, sentences, clauses: Clauses { cues }, people }
    }

    /// Everyone whom the text names in full.
    pub(super) fn names(&self) -> Vec<Name> {
        self.people.names()
    }

    /// The sentence that holds the byte `at`.
    pub(super) fn sentence_at(&self, at: usize) -> Option<Span> {
        let place = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(place).copied()
    }

    /// The speaker of an attribution; `last` is the speaker of the quotation before, for pronouns.
    pub(super) fn speaker(
        &self,
        attribution: &Attribution,
        tokens: &[Token<'_>],
        last: Option<&Speaker>,
    ) -> Option<Speaker> {
        let phrase = &attribution.phrase;
        let span = phrase.name.unwrap_or(phrase.span);
        let shown = |name: &str, sourcing| {
            Some(Speaker { name: Some(name.to_owned()), span, sourcing, cue: attribution.cue })
        };
        match phrase.sort {
            Sort::Pronoun(gender) => Some(self.by_pronoun(gender, attribution, last)),
            Sort::Name => self.by_name(phrase).and_then(|name| shown(&name, Sourcing::Named)),
            Sort::Body => shown(phrase.name.unwrap_or(phrase.span).of(self.text), Sourcing::Named),
            Sort::Document => shown(phrase.span.of(self.text), Sourcing::Document),
            Sort::Publisher => shown(span.of(self.text), Sourcing::Publisher),
            Sort::Person => match self.holder(phrase) {
                Some(name) => Some(Speaker {
                    name: Some(name),
                    span: phrase.span,
                    sourcing: Sourcing::Named,
                    cue: attribution.cue,
                }),
                None => Some(self.unnamed(attribution, tokens)),
            },
            Sort::Crowd => Some(self.unnamed(attribution, tokens)),
        }
    }

    /// The full name; a single word counts where the text gives a full name for it, or capitals mean names.
    fn by_name(&self, phrase: &Phrase) -> Option<String> {
        if let Some(person) = self.people.full_name(self.text, phrase) {
            return Some(person.full.clone());
        }
        let name = phrase.name?.of(self.text);
        let single = !name.contains(char::is_whitespace);
        let doubtful = single && self.clauses.cues.compounds && phrase.gender.is_none();
        (!doubtful).then(|| if phrase.gender.is_some() { phrase.span.of(self.text) } else { name }.to_owned())
    }

    fn holder(&self, phrase: &Phrase) -> Option<String> {
        let role = phrase.role.as_deref().filter(|_| phrase.definite)?;
        self.people.holder(role).map(|person| person.full.clone())
    }

    /// The person a pronoun means, or nobody; an unnamed speaker goes on as "he" or "she" in the next sentences.
    fn by_pronoun(&self, gender: Gender, attribution: &Attribution, last: Option<&Speaker>) -> Speaker {
        let span = attribution.phrase.span;
        let spoke = last.and_then(|last| last.name.as_deref().map(|name| (name, last.span.start)));
        let recent =
            last.filter(|last| span.start.saturating_sub(last.span.end) < 500 && gender != Gender::Other);
        if let Some(last) = recent.filter(|last| last.sourcing == Sourcing::Unnamed) {
            return Speaker { span, cue: attribution.cue, ..last.clone() };
        }
        let name = self.people.antecedent(gender, span.start, spoke).map(|person| person.full.clone());
        let sourcing = if name.is_some() { Sourcing::Named } else { Sourcing::Unnamed };
        Speaker { name, span, sourcing, cue: attribution.cue }
    }

    /// An unnamed speaker is shown with what the text says of them: "two people familiar with the plan".
    fn unnamed(&self, attribution: &Attribution, tokens: &[Token<'_>]) -> Speaker {
        let phrase = &attribution.phrase;
        let cues = self.clauses.cues;
        let mut end = phrase.span.end;
        let open = phrase
            .end
            .checked_sub(1)
            .and_then(|place| tokens.get(place))
            .is_some_and(|token| token.after.is_none());
        for token in tokens.iter().skip(phrase.end).take(if open { LONGEST_PHRASE } else { 0 }) {
            if cues.is_verb(&token.lower)
                || matches!(token.lower.as_str(), "told" | "has" | "had" | "was" | "were" | "on" | "am")
            {
                break;
            }
            end = token.span.end;
            if token.after.is_some() {
                break;
            }
        }
        let span = Span::new(phrase.span.start, end);
        Speaker {
            name: Some(span.of(self.text).to_owned()),
            span,
            sourcing: Sourcing::Unnamed,
            cue: attribution.cue,
        }
    }

    /// A quote at `span` with its speaker, if there is one.
    pub(super) fn quote(&self, span: Span, kind: Kind, speaker: Option<&Speaker>) -> Quote {
        Quote {
            text: span.of(self.text).to_owned(),
            span,
            kind,
            speaker: speaker.and_then(|speaker| speaker.name.clone()),
            speaker_span: speaker.map(|speaker| speaker.span),
            cue: speaker.and_then(|speaker| speaker.cue).map(|cue| cue.of(self.text).to_owned()),
            sourcing: speaker.map_or(Sourcing::Publisher, |speaker| speaker.sourcing),
        }
    }

    /// The words of a piece of the text, the last ones when there are too many.
    pub(super) fn last_words(&self, from: usize, to: usize) -> Vec<Token<'a>> {
        clause::last_tokens(self.text, Span::new(from, to))
    }

    /// The words of a piece of the text, the first ones when there are too many.
    pub(super) fn first_words(&self, from: usize, to: usize) -> Vec<Token<'a>> {
        clause::tokens(self.text, Span::new(from, to))
    }
}
