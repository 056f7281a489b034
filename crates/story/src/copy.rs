//! Copies: texts that are the same text, edited or cut.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer, Serialize};
use tidings_model::time::Timestamp;
use unicode_segmentation::UnicodeSegmentation;

use crate::features::Features;
use crate::number::weight;

/// The three-word runs of a text as hashes of 22 bits, in order; of a long text an even sample (the smallest hashes).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u32>);

/// Bits of a hash of 32 that are not kept. Two different runs of a thousand-word text and another one have the same rest once
/// in four thousand, which no measure of copies notices, and a difference then mostly fits two bytes.
const DROPPED_BITS: u32 = 10;
/// Shingles kept of one text. Beyond it the smallest hashes are kept, which are the same in a copy (Broder 1997).
const MOST_SHINGLES: usize = 1_000;
/// Fewer shingles tell nothing.
const FEWEST_SHINGLES: usize = 20;
/// A text of which this part stands in another one is its copy; measured on edited texts.
const CONTAINED: f32 = 0.41;
/// A shingle in more texts than this finds no candidates: it is a publisher's own furniture.
const COMMON: usize = 40;
/// Candidates that are compared in full for one text.
const MOST_CANDIDATES: usize = 30;

impl Shingles {
    /// Reads a text. Letter case and punctuation do not count.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words: Vec<u64> = text.unicode_words().take(20_000).map(hash).collect();
        let mut hashes: Vec<u32> = words.windows(3).map(join).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(MOST_SHINGLES);
        Self(hashes)
    }

    /// Reads the hashes of 32 bits that earlier versions stored.
    pub(crate) fn wide<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut hashes = Vec::<u32>::deserialize(deserializer)?;
        for hash in &mut hashes {
            *hash >>= DROPPED_BITS;
        }
        hashes.dedup();
        Ok(Self(hashes))
    }

    /// The hashes, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part of the shorter text that stands in the longer one, 0 to 1, over what both samples cover.
    #[must_use]
    pub fn containment(&self, other: &Self, boilerplate: impl Fn(u32) -> bool) -> f32 {
        let reach = self.reach().min(other.reach());
        let own: Vec<u32> =
            self.0.iter().copied().filter(|hash| *hash <= reach && !boilerplate(*hash)).collect();
        let others: Vec<u32> =
            other.0.iter().copied().filter(|hash| *hash <= reach && !boilerplate(*hash)).collect();
        let fewer = own.len().min(others.len());
        if fewer < FEWEST_SHINGLES {
            return 0.0;
        }
        let shared = own.iter().filter(|hash| others.binary_search(hash).is_ok()).count();
        weight(shared) / weight(fewer)
    }

    fn reach(&self) -> u32 {
        if self.0.len() < MOST_SHINGLES { u32::MAX } else { self.0.last().copied().unwrap_or(u32::MAX) }
    }
}

impl From<Vec<u32>> for Shingles {
    /// Hashes of 22 bits, in order.
    fn from(hashes: Vec<u32>) -> Self {
        Self(hashes)
    }
}

/// A text found to be a copy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Copy {
    /// The copy's place in the input.
    pub copy: usize,
    /// The place of the text it is a copy of: the agency's, or the earliest.
    pub original: usize,
    /// The part of the shorter of the two that stands in the other.
    pub containment: f32,
}

/// How many publishers report a story, and how many of their reports are their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Publishers with at least one article.
    pub publishers: usize,
    /// Reports that are no copy of another one in the story.
    pub independent: usize,
}

/// Words in a publisher's name that mark a news agency.
const AGENCY_WORDS: &[&str] =
    &["wire", "newswire", "agency", "agentur", "presse-agentur", "press association", "associated press"];

/// Finds the copies among articles. The order of the input does not change what is a copy of what, but for articles
/// without a time, where the earlier in the input counts as the earlier.
#[must_use]
pub fn find(articles: &[Features]) -> Vec<Copy> {
    let index = Index::new(articles);
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|place| articles.get(*place).map(|article| rank(article, *place)));
    let mut original_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut earlier: Vec<bool> = vec![false; articles.len()];
    let mut copies = Vec::new();
    for place in order {
        let candidates =
            index.candidates(place).into_iter().filter(|other| earlier.get(*other) == Some(&true));
        let best = candidates
            .map(|other| (other, index.containment(place, other)))
            .filter(|(_, containment)| *containment >= CONTAINED)
            .max_by(|left, right| left.1.total_cmp(&right.1).then(right.0.cmp(&left.0)));
        if let Some((other, containment)) = best {
            let original = original_of.get(&other).copied().unwrap_or(other);
            original_of.insert(place, original);
            copies.push(Copy { copy: place, original, containment });
        }
        if let Some(seen) = earlier.get_mut(place) {
            *seen = true;
        }
    }
    copies.sort_by_key(|copy| copy.copy);
    copies
}

/// Counts the publishers and the independent reports of a story. Several own articles of one publisher are one report.
#[must_use]
pub fn coverage<'a>(members: impl IntoIterator<Item = (&'a str, bool)>) -> Coverage {
    let mut publishers: BTreeMap<&str, bool> = BTreeMap::new();
    for (source, is_copy) in members {
        *publishers.entry(source).or_insert(false) |= !is_copy;
    }
    let independent = publishers.values().filter(|own| **own).count();
    Coverage { publishers: publishers.len(), independent }
}

/// Agencies first, then by time, undated ones last, then by place.
fn rank(article: &Features, place: usize) -> (bool, Timestamp, usize) {
    let source = article.source.to_lowercase();
    let agency = AGENCY_WORDS.iter().any(|word| source.contains(word));
    (!agency, article.published.unwrap_or(Timestamp::from_millis(i64::MAX)), place)
}

/// Which articles have which shingles.
struct Index<'a> {
    articles: &'a [Features],
    holders: HashMap<u32, Vec<usize>>,
    furniture: HashMap<u32, bool>,
}

impl<'a> Index<'a> {
    fn new(articles: &'a [Features]) -> Self {
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        for (place, article) in articles.iter().enumerate() {
            for shingle in &article.shingles.0 {
                holders.entry(*shingle).or_default().push(place);
            }
        }
        let furniture = holders
            .iter()
            .filter(|(_, places)| is_furniture(places, articles))
            .map(|(hash, _)| (*hash, true))
            .collect();
        Self { articles, holders, furniture }
    }

    /// The articles that share most rare shingles, best first.
    fn candidates(&self, place: usize) -> Vec<usize> {
        let Some(article) = self.articles.get(place) else { return Vec::new() };
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for shingle in &article.shingles.0 {
            let holders = self.holders.get(shingle).filter(|holders| holders.len() <= COMMON);
            for other in holders.into_iter().flatten().filter(|other| **other != place) {
                *shared.entry(*other).or_insert(0) += 1;
            }
        }
        let mut found: Vec<(usize, usize)> = shared.into_iter().filter(|(_, count)| *count >= 4).collect();
        found.sort_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
        found.into_iter().take(MOST_CANDIDATES).map(|(other, _)| other).collect()
    }

    fn containment(&self, left: usize, right: usize) -> f32 {
        match (self.articles.get(left), self.articles.get(right)) {
            (Some(left), Some(right)) => {
                left.shingles.containment(&right.shingles, |hash| self.furniture.contains_key(&hash))
            }
            _ => 0.0,
        }
    }
}

/// Words that one publisher sets into four articles or more, and nobody else: its furniture, no report.
fn is_furniture(places: &[usize], articles: &[Features]) -> bool {
    let mut sources =
        places.iter().filter_map(|place| articles.get(*place)).map(|article| article.source.as_str());
    let first = sources.next().unwrap_or_default();
    places.len() >= 4 && !first.is_empty() && sources.all(|source| source == first)
}

/// FNV-1a over the word in lower case.
fn hash(word: &str) -> u64 {
    let letters = word
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == '\u{2019}' { '\'' } else { letter });
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The hash of three words in their order, well mixed (`SplitMix64`'s last step), as far as it is kept.
fn join(words: &[u64]) -> u32 {
    let mixed = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |sum, word| {
        (sum ^ word).rotate_left(23).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    });
    let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from(mixed >> (32 + DROPPED_BITS)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::features;

    const WIRE: &str = "The town council of Bram closed the old harbour bridge on Tuesday after engineers found cracks in two \
        of its piers. The repairs will take at least eight months and cost fourteen million crowns, the council said. Some nine \
        thousand cars cross the bridge every day, and the nearest other crossing is eleven kilometres away at Holm.";
    const OWN: &str = "Bram has lost its bridge. Since Tuesday morning barriers stand on both banks, and the ferrymen who were \
        out of work for ninety years are being asked to come back. Cracks in the piers left the council no choice.";

    fn article(source: &str, hour: i64, text: &str) -> Features {
        let published = Some(Timestamp::from_millis(hour * 3_600_000));
        features::of(&Document { key: hour, source, published, title: "", text, language: Some("en") }, None)
    }

    #[test]
    fn the_agency_is_the_original_of_a_trimmed_copy() {
        let cut = WIRE.split(" Some nine").next().unwrap();
        let articles =
            [article("Holm Post", 1, cut), article("Marenwire", 2, WIRE), article("Bram Courier", 3, OWN)];
        let copies = find(&articles);
        assert_eq!(copies.len(), 1);
        assert_eq!((copies[0].copy, copies[0].original), (0, 1));
    }

    #[test]
    fn the_earliest_is_the_original_when_there_is_no_agency() {
        let articles = [article("Holm Post", 9, WIRE), article("Bram Courier", 3, WIRE)];
        assert_eq!(find(&articles)[0].original, 1);
    }

    #[test]
    fn coverage_counts_a_copy_once() {
        let coverage =
            coverage([("Holm Post", false), ("Bram Courier", true), ("Bram Courier", true), ("Orde", false)]);
        assert_eq!(coverage, Coverage { publishers: 3, independent: 2 });
    }
}
