//! Diction: words by which a page speaks of itself to its reader (consent, subscriptions, offers, address) and words
//! that a block shares with the headline.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::block::number;
use super::quick::Quickly;
use super::words::is_ideograph;

/// Whether a folded text asks for consent to cookies: it speaks of cookies and of another matter of consent.
pub(super) fn asks_consent(folded: &str) -> bool {
    let mut words = folded.split(' ').filter(|word| is_consent(word));
    let (cookies, others): (Vec<&str>, Vec<&str>) = words.by_ref().partition(|word| is_cookie(word));
    !cookies.is_empty() && !others.is_empty()
}

/// Whether a folded text has a word of consent.
pub(super) fn speaks_of_consent(folded: &str) -> bool {
    folded.split(' ').any(is_consent)
}

fn is_consent(word: &str) -> bool {
    matches!(KINDS.get(word).copied().or_else(|| stem(word)), Some(Kind::Consent))
}

fn is_cookie(word: &str) -> bool {
    word.starts_with("cookie") || matches!(word, "куки" | "çerez" | "çerezler" | "çerezleri")
}

/// How much of a block is of each kind of words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Diction {
    /// Words of consent: cookies, privacy.
    pub(super) consent: f64,
    /// Words of asking and selling: subscribe, support, offer.
    pub(super) plea: f64,
    /// Words for the reader and for the publisher: you, we.
    pub(super) address: f64,
}

impl Diction {
    /// Counts the words of a folded text.
    pub(super) fn of(folded: &str) -> Self {
        let mut diction = Self::default();
        for word in folded.split(' ') {
            match KINDS.get(word).copied().or_else(|| stem(word)) {
                Some(Kind::Consent) => diction.consent += 1.0,
                Some(Kind::Plea) => diction.plea += 1.0,
                Some(Kind::Address) => diction.address += 1.0,
                None => {}
            }
        }
        diction
    }

    /// Adds the counts of another text.
    pub(super) fn add(&mut self, other: &Self) {
        self.consent += other.consent;
        self.plea += other.plea;
        self.address += other.address;
    }

    /// The counts as features: consent and plea absolute and by the number of words, address by it.
    pub(super) fn features(self, words: usize) -> [f64; 5] {
        let words = number(words.max(1));
        [self.consent, self.consent / words, self.plea, self.plea / words, self.address / words]
    }
}

/// What a word speaks of.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Consent,
    Plea,
    Address,
}

/// Longer words by their beginning.
fn stem(word: &str) -> Option<Kind> {
    if word.len() < 6 {
        return None;
    }
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    if begins(CONSENT_STEMS) {
        return Some(Kind::Consent);
    }
    begins(PLEA_STEMS).then_some(Kind::Plea)
}

static KINDS: LazyLock<HashMap<&str, Kind, Quickly>> = LazyLock::new(|| {
    let kinds = [(Kind::Consent, CONSENT), (Kind::Plea, PLEA), (Kind::Address, ADDRESS)];
    kinds.iter().flat_map(|(kind, words)| words.iter().map(|word| (*word, *kind))).collect()
});

const CONSENT_STEMS: &[&str] =
    &["cookie", "privacy", "datenschutz", "confidential", "privacid", "privacidade", "personenbezogen"];
const PLEA_STEMS: &[&str] =
    &["subscri", "newsletter", "abonn", "suscri", "inscri", "подпи", "пiдпи", "prenumer"];

#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "browser", "consent", "tracking", "gdpr", "ccpa", "opt", "preferences", "zustimmung", "einwilligung",
    "einstellungen", "externen", "externe", "consentement", "traceurs", "consentimiento", "consentimento",
    "consenso", "toestemming", "samtycke", "samtykke", "zgoda", "çerez", "çerezler", "çerezleri", "куки", "конфиденциальности",
    "персональных",
];

#[rustfmt::skip]
const PLEA: &[&str] = &[
    "support", "journalism", "contribute", "contribution", "donate", "donation", "member", "membership",
    "free", "access", "unlimited", "exclusive", "offer", "email", "inbox", "app", "download", "account",
    "register", "log", "login", "sign", "click", "commission", "affiliate", "purchase", "links", "advertising",
    "copyright", "rights", "reserved", "terms", "whatsapp", "facebook", "instagram", "twitter", "telegram",
    "youtube", "podcast", "angebot", "kostenlos", "kostenlosen", "registrieren", "anmelden", "unterstützen",
    "gratuit", "gratuitement", "soutenez", "compte", "gratis", "registrarse", "apoya", "cuenta", "assine",
    "grátis", "cadastre", "abbonati", "registrati", "probeer", "inloggen", "logga", "logg", "zaloguj",
    "darmowy", "üye", "ücretsiz", "takip", "бесплатно", "telegram", "канал",
];

#[rustfmt::skip]
const ADDRESS: &[&str] = &[
    "you", "your", "we", "our", "us", "sie", "ihr", "ihre", "ihren", "ihrem", "ihrer", "wir", "unser",
    "unsere", "unseren", "unserem", "unserer", "du", "dein", "deine", "deinen", "vous", "votre", "vos", "nous",
    "notre", "nos", "usted", "ustedes", "tu", "tus", "nuestro", "nuestra", "nuestros", "nuestras", "você",
    "seu", "sua", "nosso", "nossa", "voi", "vostro", "nostro", "nostra", "nostri", "je", "jouw", "onze", "din",
    "ditt", "dina", "vår", "vårt", "våra", "nas", "nasz", "twoje", "siz", "sizin", "bizim", "вы", "вас", "ваш",
    "ваши", "нас", "наш", "наши", "нашем", "anda", "kami", "bạn", "chúng",
];

/// Hashes of the words of a text that tell its matter: those of four bytes or more, and pairs of characters in
/// scripts without spaces.
fn telling(folded: &str) -> impl Iterator<Item = u64> + '_ {
    let spaced = folded.split(' ').filter(|word| word.len() > 3 && !word.starts_with(is_ideograph));
    let spaced = spaced.map(|word| hash(word.bytes().map(u64::from)));
    let characters = folded.chars().filter(|character| *character != ' ');
    let pairs = characters.clone().zip(characters.skip(1));
    let pairs = pairs.filter(|(one, other)| is_ideograph(*one) && is_ideograph(*other));
    spaced.chain(pairs.map(|(one, other)| hash([one, other].into_iter().map(u64::from))))
}

/// FNV-1a.
fn hash(parts: impl Iterator<Item = u64>) -> u64 {
    parts.fold(0xcbf2_9ce4_8422_2325, |state, part| (state ^ part).wrapping_mul(0x0100_0000_01b3))
}

/// What the article is about, by the words of its headline and description.
#[derive(Debug, Default)]
pub(super) struct Matter {
    words: HashSet<u64, Quickly>,
}

impl Matter {
    /// Takes the matter out of folded texts.
    pub(super) fn new<'a>(folded: impl IntoIterator<Item = &'a str>) -> Self {
        Self { words: folded.into_iter().flat_map(telling).collect() }
    }

    fn features(&self, shared: usize, all: usize) -> [f64; 2] {
        if self.words.is_empty() {
            return [-1.0, -1.0];
        }
        [number(shared), number(shared) / number(all.max(1))]
    }
}

/// For each of two matters how many telling words a folded text shares with it, and the share of its own that these
/// are; -1 when nothing is known of the matter.
pub(super) fn shared(matters: [&Matter; 2], folded: &str) -> impl Iterator<Item = f64> {
    let (mut shared, mut all) = ([0, 0], 0);
    for word in telling(folded).take(400) {
        all += 1;
        for (shared, matter) in shared.iter_mut().zip(matters) {
            *shared += usize::from(matter.words.contains(&word));
        }
    }
    matters.into_iter().zip(shared).flat_map(move |(matter, shared)| matter.features(shared, all))
}

#[cfg(test)]
mod tests {
    use super::super::words::fold;
    use super::*;

    #[test]
    fn words_of_consent_and_asking_are_counted() {
        let diction = Diction::of(&fold("We use cookies. Subscribe to support our journalism."));
        assert!(diction.consent > 0.9 && diction.plea > 2.9 && diction.address > 1.9);
    }

    #[test]
    fn the_matter_is_shared_in_scripts_with_and_without_spaces() {
        let bridge = Matter::new([fold("Harbour bridge opens").as_str()]);
        let found: Vec<f64> = shared([&bridge, &Matter::default()], &fold("The bridge was closed")).collect();
        assert!(found[0] > 0.9 && found[2] < 0.0 && found.len() == 4);
        let bridge = Matter::new([fold("新しい橋が開通").as_str()]);
        assert!(shared([&bridge, &bridge], &fold("橋が開通した")).all(|share| share > 0.2));
    }
}
