//! Cue tables: the words by which a language tells who said something, as data.

mod english;
mod german;

/// The grammatical gender of a pronoun or a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// Feminine.
    She,
    /// Masculine.
    He,
    /// Plural or unknown.
    Other,
}

/// The words of one language. All in lower case.
#[derive(Debug)]
pub(super) struct Cues {
    /// Verbs that take a whole statement: "said".
    pub(super) say: &'static [&'static str],
    /// Verbs that introduce a quotation or a "that": "warned", "described".
    pub(super) report: &'static [&'static str],
    /// Words that name the source without a verb: "according to", "laut".
    pub(super) according: &'static [&'static [&'static str]],
    /// Words that open a reported clause: "that".
    pub(super) that: &'static [&'static str],
    /// Pronouns in the place of a speaker.
    pub(super) pronouns: &'static [(&'static str, Gender)],
    /// Words that open a noun phrase: articles, numbers, "several".
    pub(super) determiners: &'static [&'static str],
    /// The determiners of something definite: "the", "his".
    pub(super) definite: &'static [&'static str],
    /// Words that govern a noun phrase: prepositions.
    pub(super) prepositions: &'static [&'static str],
    /// Words that end a noun phrase: conjunctions, relatives, auxiliaries, adverbs of time.
    pub(super) stops: &'static [&'static str],
    /// Capitalised words that are no names: weekdays, months, first words.
    pub(super) not_names: &'static [&'static str],
    /// Forms of address with the gender they tell.
    pub(super) titles: &'static [(&'static str, Gender)],
    /// What people are: offices and occupations that stand before or instead of a name.
    pub(super) roles: &'static [&'static str],
    /// What several or unknown people are called: "sources", "residents".
    pub(super) crowds: &'static [&'static str],
    /// Bodies that speak: "police", "ministry".
    pub(super) bodies: &'static [&'static str],
    /// Writings that speak: "report".
    pub(super) documents: &'static [&'static str],
    /// Publishers that speak: "newspaper".
    pub(super) publishers: &'static [&'static str],
    /// Whether nouns are capitalised and compounds are matched by their end.
    pub(super) compounds: bool,
}

impl Cues {
    /// The tables of a language code; the English ones for a language without its own.
    pub(super) fn of(language: &str) -> &'static Self {
        match language {
            "de" => &german::CUES,
            _ => &english::CUES,
        }
    }

    /// Whether the word is a verb that tells of speech.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.say.contains(&word) || self.report.contains(&word)
    }

    /// The gender of a pronoun.
    pub(super) fn pronoun(&self, word: &str) -> Option<Gender> {
        self.pronouns.iter().find(|(pronoun, _)| *pronoun == word).map(|(_, gender)| *gender)
    }

    /// The gender that a form of address tells.
    pub(super) fn title(&self, word: &str) -> Option<Gender> {
        self.titles.iter().find(|(title, _)| *title == word).map(|(_, gender)| *gender)
    }

    /// Whether the word is an office or occupation.
    pub(super) fn is_role(&self, word: &str) -> bool {
        self.title(word).is_some() || self.listed(self.roles, word)
    }

    /// Whether the word is in the list, or ends with a listed word in a language of compounds.
    pub(super) fn listed(&self, list: &[&str], word: &str) -> bool {
        list.contains(&word)
            || (self.compounds && list.iter().any(|listed| listed.len() > 3 && word.ends_with(listed)))
    }
}
