//! Abbreviations: words whose full stop does not end a sentence, by language.

/// Titles and the like: a name or a number follows, so the sentence goes on whatever comes.
const ENGLISH_BOUND: &[&str] = &[
    "mr", "mrs", "ms", "mx", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "cmdr",
    "adm", "maj", "pvt", "hon", "rev", "fr", "st", "mt", "vs", "no", "nos", "vol", "pp", "fig", "dept",
    "supt", "det", "insp", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
    "dec", "e.g", "i.e", "cf", "approx", "est",
];
/// Endings that may close a sentence: it goes on unless a usual first word follows.
const ENGLISH_LOOSE: &[&str] = &[
    "jr", "sr", "inc", "ltd", "co", "corp", "etc", "u.s", "u.k", "u.n", "e.u", "d.c", "a.m", "p.m", "ph.d",
    "m.d", "ave", "blvd", "rd", "calif", "fla", "mass", "pa", "va", "wash", "ariz", "tex", "mich", "minn",
    "ill", "colo", "conn",
];
const GERMAN_BOUND: &[&str] = &[
    "dr", "prof", "hr", "fr", "st", "nr", "abs", "art", "bzw", "ca", "vgl", "z", "b", "u", "a", "d", "h",
    "s", "o", "sog", "evtl", "ggf", "inkl", "exkl", "zzgl", "geb", "gest", "dipl", "ing", "jan", "feb",
    "apr", "aug", "sept", "okt", "nov", "dez", "rund", "mind", "max", "min", "tel", "str", "bspw", "d.h",
    "z.b", "u.a", "i.d.r", "o.ä",
];
const GERMAN_LOOSE: &[&str] = &["usw", "etc", "mio", "mrd", "tsd", "co", "jh", "uvm", "u.s"];
const FRENCH_BOUND: &[&str] =
    &["m", "mm", "mme", "mmes", "mlle", "dr", "pr", "st", "ste", "no", "p", "av", "env", "cf"];
const FRENCH_LOOSE: &[&str] = &["etc", "cie"];

/// Words that usually begin a sentence: after a loose abbreviation they tell that a new one has begun.
const FIRST_WORDS: &[&str] = &[
    "The", "A", "An", "He", "She", "It", "They", "We", "In", "On", "At", "But", "And", "That", "This",
    "These", "Those", "There", "When", "While", "After", "Before", "His", "Her", "Its", "Their", "As", "If",
    "For", "Some", "Many", "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Wir", "Im", "Am", "Auch",
    "Doch", "Aber", "Und", "Nach", "Bei", "Le", "La", "Les", "Il", "Elle",
];

/// The tables of one language.
pub(super) struct Abbreviations {
    bound: &'static [&'static str],
    loose: &'static [&'static str],
    ordinals: bool,
}

impl Abbreviations {
    /// The tables of a language code; English for a language without its own.
    pub(super) fn of(language: &str) -> Self {
        let ordinals = matches!(language, "de" | "da" | "no" | "nb" | "fi" | "cs" | "pl" | "hu");
        match language {
            "de" => Self { bound: GERMAN_BOUND, loose: GERMAN_LOOSE, ordinals },
            "fr" => Self { bound: FRENCH_BOUND, loose: FRENCH_LOOSE, ordinals },
            _ => Self { bound: ENGLISH_BOUND, loose: ENGLISH_LOOSE, ordinals },
        }
    }

    /// Whether the sentence goes on after the full stop between `before` and `after`.
    pub(super) fn holds_on(&self, before: &str, after: &str) -> bool {
        let last = before.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
        let word = last.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        if word.is_empty() {
            return false;
        }
        let lower = word.to_lowercase();
        if self.bound.contains(&lower.as_str()) || (self.ordinals && is_ordinal(word)) {
            return true;
        }
        let loose = self.loose.contains(&lower.as_str()) || is_acronym(word);
        (loose && !begins_sentence(after)) || is_initial(word, after)
    }
}

/// One or two digits: the day or the rank in languages that write ordinals with a full stop.
fn is_ordinal(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Letters with full stops between them: `U.S`, `p.m`.
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// A single capital before another capital word: `J. Orde`. The English pronoun `I` is none.
fn is_initial(word: &str, after: &str) -> bool {
    let mut letters = word.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    single && word != "I" && after.starts_with(char::is_uppercase) && !begins_sentence(after)
}

fn begins_sentence(after: &str) -> bool {
    let end = after.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(after.len());
    FIRST_WORDS.contains(&after.get(..end).unwrap_or_default())
}
