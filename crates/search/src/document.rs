//! An article as the index takes it, and the words that it is found by.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::tokenizer::{PreTokenizedString, Token as EngineToken};
use tidings_model::id::{ArticleId, PublisherId};
use tidings_model::section::{SECTIONS, Section};
use tidings_model::time::Timestamp;

use crate::language::{Stems, language_code, number};
use crate::schema::Fields;
use crate::suggest::Suggestions;
use crate::token::{Token, tokens};

/// Positions between two parts of a text, so that no phrase reaches from one into the other.
const GAP: usize = 16;

/// An article for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: ArticleId,
    /// Its publisher.
    pub publisher_id: PublisherId,
    /// Its section.
    pub section: Section,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// When it was published, or arrived.
    pub time: Timestamp,
    /// Its headline.
    pub headline: String,
    /// The line under it.
    pub standfirst: Option<String>,
    /// Its text, plain, a line a block.
    pub text: String,
    /// People and bodies that it names, and its authors.
    pub names: Vec<String>,
}

impl Document {
    /// The article in the form that the engine writes.
    pub(crate) fn prepared(&self, fields: &Fields) -> TantivyDocument {
        let code = language_code(self.language.as_deref());
        let stems = Stems::of(&code);
        let headline = tokens(&self.headline);
        let parts = [tokens(self.standfirst.as_deref().unwrap_or_default()), tokens(&self.text)];
        let mut text = Positions::default();
        let mut words = BTreeSet::new();
        for part in [&headline].into_iter().chain(&parts) {
            words.extend(part.iter().map(Token::folded));
            text.add(part.iter().map(|token| stems.stem(token)));
        }
        let mut title = Positions::default();
        title.add(headline.iter().map(|token| stems.stem(token)));
        let mut names = Positions::default();
        for name in &self.names {
            names.add(tokens(name).iter().map(Token::folded));
        }
        let mut document = TantivyDocument::default();
        document.add_i64(fields.id, self.id.get());
        document.add_i64(fields.publisher, self.publisher_id.get());
        document.add_u64(fields.section, section_number(self.section));
        document.add_u64(fields.language, number(&code));
        document.add_i64(fields.time, self.time.millis().div_euclid(1000));
        document.add_pre_tokenized_text(fields.title, title.done());
        document.add_pre_tokenized_text(fields.text, text.done());
        document.add_pre_tokenized_text(fields.name, names.done());
        document.add_pre_tokenized_text(fields.word, unordered(words));
        document.add_pre_tokenized_text(fields.suggestion, unordered(Suggestions::of(self).keys()));
        document
    }
}

/// A section as the number that the index keeps: its place in the paper.
pub(crate) fn section_number(section: Section) -> u64 {
    SECTIONS.iter().zip(0..).find(|(known, _)| **known == section).map_or(u64::MAX, |(_, number)| number)
}

/// Terms with their positions.
#[derive(Default)]
struct Positions {
    terms: Vec<EngineToken>,
    next: usize,
}

impl Positions {
    fn add(&mut self, terms: impl Iterator<Item = String>) {
        for text in terms {
            self.terms.push(term(text, self.next));
            self.next += 1;
        }
        self.next += GAP;
    }

    fn done(self) -> PreTokenizedString {
        PreTokenizedString { text: String::new(), tokens: self.terms }
    }
}

fn unordered(terms: impl IntoIterator<Item = String>) -> PreTokenizedString {
    let tokens = terms.into_iter().map(|text| term(text, 0)).collect();
    PreTokenizedString { text: String::new(), tokens }
}

fn term(text: String, position: usize) -> EngineToken {
    EngineToken { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
}
