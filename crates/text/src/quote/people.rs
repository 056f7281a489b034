//! People: the full names of a text, and whom a short form, an office or a pronoun means.

use super::clause::tokens;
use super::cue::{Cues, Gender};
use super::phrase::{Phrase, Sort, phrases};
use crate::name::Name;
use crate::span::Span;
use crate::token::fold;

/// A person or body with a name of two words or more.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// The name as first written in full.
    pub(super) full: String,
    words: Vec<String>,
    gender: Option<Gender>,
    roles: Vec<String>,
    places: Vec<usize>,
}

impl Person {
    fn name(&self) -> Option<Name> {
        let start = *self.places.first()?;
        Some(Name {
            text: self.full.clone(),
            span: Span { start, end: start + self.full.len() },
            is_person: self.gender.is_some_and(|gender| gender != Gender::Other) || !self.roles.is_empty(),
            mentions: self.places.len(),
        })
    }
}

/// Names kept of one text.
const MOST_PEOPLE: usize = 300;
/// How far before a pronoun its person may have been named, in bytes.
const PRONOUN_REACH: usize = 700;

/// The people of one text.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
}

impl People {
    /// Reads the names of a text, sentence by sentence.
    pub(super) fn read(text: &str, sentences: &[Span], cues: &Cues) -> Self {
        let mut people = Self::default();
        for pass in [Pass::Full, Pass::Short] {
            for sentence in sentences {
                let tokens = tokens(text, *sentence);
                let found = phrases(&tokens, cues);
                for (place, phrase) in found.iter().enumerate() {
                    people.take(text, phrase, found.get(place + 1), pass);
                }
            }
        }
        people
    }

    fn take(&mut self, text: &str, phrase: &Phrase, next: Option<&Phrase>, pass: Pass) {
        let Some(name) = phrase.name.filter(|_| phrase.sort == Sort::Name) else { return };
        let words = words(name.of(text));
        if (words.len() > 1) != (pass == Pass::Full) {
            return;
        }
        let known = if pass == Pass::Full { self.exact(&words) } else { self.by_last(&words, phrase.gender) };
        let place = match known {
            Some(place) => place,
            None if pass == Pass::Full && self.people.len() < MOST_PEOPLE => {
                self.people.push(Person {
                    full: name.of(text).to_owned(),
                    words,
                    gender: None,
                    roles: Vec::new(),
                    places: Vec::new(),
                });
                self.people.len() - 1
            }
            None => return,
        };
        let Some(person) = self.people.get_mut(place) else { return };
        person.places.push(name.start);
        person.gender = person.gender.or(phrase.gender);
        let apposed = next.filter(|next| next.first == phrase.end && next.sort == Sort::Person);
        person
            .roles
            .extend([phrase.role.clone(), apposed.and_then(|next| next.role.clone())].into_iter().flatten());
    }

    fn exact(&self, words: &[String]) -> Option<usize> {
        self.people.iter().position(|person| person.words == words)
    }

    /// Everyone named in full, with where that is first.
    pub(super) fn names(&self) -> Vec<Name> {
        self.people.iter().filter_map(Person::name).collect()
    }

    /// The one person whose last word is the last of `words`; `None` when there is none or more than one.
    fn by_last(&self, words: &[String], gender: Option<Gender>) -> Option<usize> {
        let last = words.last()?;
        let fits = |person: &Person| {
            person.words.last() == Some(last)
                && (gender.is_none() || person.gender.is_none() || person.gender == gender)
        };
        let mut found =
            self.people.iter().enumerate().filter(|(_, person)| fits(person)).map(|(place, _)| place);
        let place = found.next()?;
        found.next().is_none().then_some(place)
    }

    /// The full name of a name as written: itself when it is full or unknown.
    pub(super) fn full_name(&self, text: &str, phrase: &Phrase) -> Option<&Person> {
        let words = words(phrase.name?.of(text));
        let place = self.exact(&words).or_else(|| self.by_last(&words, phrase.gender))?;
        self.people.get(place)
    }

    /// The one person who holds an office in this text.
    pub(super) fn holder(&self, role: &str) -> Option<&Person> {
        let mut found = self.people.iter().filter(|person| person.roles.iter().any(|held| held == role));
        let person = found.next()?;
        found.next().is_none().then_some(person)
    }

    /// Whom a pronoun at `at` means: the one person of fitting gender named shortly before. When several were, the one
    /// who spoke last, if nobody else has been named since.
    pub(super) fn antecedent(
        &self,
        gender: Gender,
        at: usize,
        spoke: Option<(&str, usize)>,
    ) -> Option<&Person> {
        if gender == Gender::Other {
            return None;
        }
        let fits = |person: &&Person| person.gender.is_none_or(|known| known == gender);
        let from = at.saturating_sub(PRONOUN_REACH);
        let near =
            |person: &Person| person.places.iter().copied().filter(|place| (from..at).contains(place)).max();
        let mut named: Vec<(usize, &Person)> = self
            .people
            .iter()
            .filter(fits)
            .filter_map(|person| near(person).map(|place| (place, person)))
            .collect();
        named.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
        match named.as_slice() {
            [(_, only)] => Some(only),
            [(place, latest), ..] => {
                spoke.filter(|(name, said)| *name == latest.full && place <= said).map(|_| *latest)
            }
            [] => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Full,
    Short,
}

fn words(name: &str) -> Vec<String> {
    name.split_whitespace().map(fold).collect()
}
