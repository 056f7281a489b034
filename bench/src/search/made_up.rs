//! Made-up articles and queries, the same in every run.

use tidings_model::id::{ArticleId, PublisherId};
use tidings_model::section::SECTIONS;
use tidings_model::time::Timestamp;
use tidings_search::directory::KnownPublisher;
use tidings_search::{Directory, Document};

/// The time of the bench: 2026-11-23T12:00:00Z.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_435_200_000);
const PUBLISHERS: u64 = 500;
/// Words come from 17 octaves of ranks, each as likely as the others: that is Zipf's law in steps.
const OCTAVES: u64 = 17;
/// Ranks below are the commonest words, which nobody looks for.
const COMMON: u64 = 64;
const THREE_YEARS_MILLISECONDS: u64 = 3 * 365 * 86_400_000;
const LANGUAGES: [&str; 8] = ["en", "en", "en", "en", "en", "de", "fr", "es"];
const ENDINGS: [&str; 6] = ["", "", "", "s", "ed", "ing"];
const SYLLABLES: [&str; 20] = [
    "ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we",
    "xi", "yo", "zu",
];

/// Random numbers (xorshift64*, Vigna 2016).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let place = usize::try_from(self.next()).unwrap_or_default() % of.len().max(1);
        of.get(place).copied().unwrap_or_default()
    }

    /// The rank of a word, by Zipf's law.
    fn rank(&mut self) -> u64 {
        let octave = self.below(OCTAVES);
        (1 << octave) + self.below(1 << octave)
    }
}

/// The word of a rank: the digits of the rank to the base of the syllables.
fn word(rank: u64) -> String {
    let mut word = String::new();
    let mut rest = rank;
    while rest > 0 {
        let place = usize::try_from(rest % 20).unwrap_or_default();
        word.push_str(SYLLABLES.get(place).copied().unwrap_or_default());
        rest /= 20;
    }
    word
}

/// What an article begins with, so that a query can name some of its words without making it up again.
struct Head {
    random: Random,
    language: &'static str,
    publisher: u64,
    section: u64,
    ranks: Vec<u64>,
}

fn head(number: u32) -> Head {
    let mut random = Random::new(u64::from(number) + 1);
    let language = random.one(&LANGUAGES);
    // A few publishers write most.
    let publisher = random.below(PUBLISHERS).min(random.below(PUBLISHERS));
    let section = random.below(12);
    let ranks = (0..40).map(|_| random.rank()).collect();
    Head { random, language, publisher, section, ranks }
}

/// An article by its number.
pub(crate) fn article(number: u32) -> Document {
    let Head { mut random, language, publisher, section, ranks } = head(number);
    let length = 210 + random.below(100);
    let further: Vec<u64> = (0..length).map(|_| random.rank()).collect();
    let text: Vec<String> =
        ranks.iter().chain(&further).map(|rank| format!("{}{}", word(*rank), random.one(&ENDINGS))).collect();
    let headline: Vec<String> = ranks.iter().take(8).map(|rank| word(*rank)).collect();
    let names = (0..3)
        .map(|_| format!("{} {}", word(400 + random.below(400)), word(8_000 + random.below(8_000))))
        .collect();
    let age = i64::try_from(random.below(THREE_YEARS_MILLISECONDS)).unwrap_or_default();
    Document {
        id: ArticleId::new(i64::from(number) + 1),
        publisher_id: PublisherId::new(i64::try_from(publisher).unwrap_or_default() + 1),
        section: section_of(section),
        language: Some(language.to_owned()),
        time: Timestamp::from_millis(NOW.millis() - age),
        headline: headline.join(" "),
        standfirst: None,
        text: text.join(" "),
        names,
    }
}

fn section_of(number: u64) -> tidings_model::section::Section {
    usize::try_from(number).ok().and_then(|place| SECTIONS.get(place)).copied().unwrap_or_default()
}

/// Two words of one article and a filter that fits it; the fourth kind of filter is the last month, which may not fit.
pub(crate) fn query(random: &mut Random, articles: u32, turn: u32) -> String {
    let number = u32::try_from(random.below(u64::from(articles))).unwrap_or_default();
    let head = head(number);
    let mut sought = head.ranks.iter().filter(|rank| **rank >= COMMON).map(|rank| word(*rank));
    let words = [sought.next().unwrap_or_default(), sought.next().unwrap_or_default()].join(" ");
    let filter = match turn % 4 {
        0 => format!("publisher:paper{}", head.publisher + 1),
        1 => format!("section:{}", section_of(head.section).as_str()),
        2 => format!("language:{}", head.language),
        _ => "after:30d".to_owned(),
    };
    format!("{words} {filter}")
}

/// Every publisher by its name.
pub(crate) fn directory() -> Directory {
    let known = |number: u64| KnownPublisher {
        id: PublisherId::new(i64::try_from(number).unwrap_or_default()),
        name: format!("paper{number}"),
        site: format!("paper{number}.example"),
    };
    Directory::new((1..=PUBLISHERS).map(known).collect())
}
