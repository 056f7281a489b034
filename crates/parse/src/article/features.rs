//! Features: what is known of each block, as numbers, for the model that tells article text from the rest.

use std::collections::{HashMap, HashSet};

use super::block::{Block, Count, Kind, number};
use super::diction::{self, Diction, Matter};
use super::hints::{HINT_COUNT, Hints};
use super::metadata::json_ld::JsonLd;
use super::metadata::meta::Meta;
use super::phrases;
use super::relation::{Anchor, Relation};
use super::signs::Signs;
use super::words;
use crate::markup::{NodeId, Tree};

/// What the head of the page says, for comparing.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Folded title.
    pub(super) title: String,
    /// Folded description or standfirst.
    pub(super) description: String,
    /// Shingles of the text that the page gives in its JSON-LD.
    pub(super) body: HashSet<u64>,
    /// Folded names of authors.
    pub(super) authors: Vec<String>,
}

impl Claims {
    /// Gathers the claims of meta tags and JSON-LD.
    pub(super) fn new(meta: &Meta, json_ld: &JsonLd) -> Self {
        let title = json_ld
            .text("headline")
            .or_else(|| meta.first(&["og:title", "twitter:title"]).map(str::to_owned));
        let description =
            meta.first(&["og:description", "description", "twitter:description"]).map(str::to_owned);
        let body = json_ld.text("articleBody").unwrap_or_default();
        let authors = json_ld.names("author");
        let known =
            authors.iter().map(String::as_str).chain(meta.first(&["author", "parsely-author", "byl"]));
        Self {
            title: words::fold(&title.or_else(|| meta.title.clone()).unwrap_or_default()),
            description: words::fold(
                &description.or_else(|| json_ld.text("description")).unwrap_or_default(),
            ),
            body: if body.len() < 200 {
                HashSet::new()
            } else {
                shingles(&words::fold(&body)).into_iter().collect()
            },
            authors: known.map(words::fold).filter(|name| name.len() > 4).collect(),
        }
    }

    /// Share of a text's shingles that the page's own text has.
    fn body_share(&self, text: &str) -> f64 {
        if self.body.is_empty() {
            return -1.0;
        }
        let shingles = shingles(text);
        let known = shingles.iter().filter(|shingle| self.body.contains(shingle)).count();
        number(known) / number(shingles.len().max(1))
    }
}

/// Hashes of every three words in a row; of all words when there are fewer.
pub(super) fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    if words.len() < 3 {
        return vec![hash(&words)];
    }
    words.windows(3).map(hash).collect()
}

/// FNV-1a over the words.
fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What is known of the page as a whole.
struct Whole {
    total: Count,
    /// Sums for each element, by its position.
    sums: Vec<Count>,
    /// Words of prose for each way of writing an element: name, classes, and those of its parent.
    signatures: HashMap<u64, usize>,
    block_signatures: Vec<u64>,
    main: NodeId,
    headline: Option<usize>,
    repeated: Vec<bool>,
    /// How often each block's text stands on the page.
    times: Vec<usize>,
    matter: Matter,
    lead: Matter,
}

/// The features of every block, all of the same length.
pub(super) fn features(tree: &Tree, blocks: &[Block], claims: &Claims) -> Vec<Vec<f64>> {
    let whole = Whole::new(tree, blocks, claims);
    let mut seen = Seen::default();
    let anchor = Anchor {
        tree,
        blocks,
        sums: &whole.sums,
        main: whole.main,
        headline: whole.headline,
        prose: whole.total.prose,
    };
    let mut relation = Relation::new(&anchor);
    let dictions: Vec<Diction> = blocks.iter().map(|block| Diction::of(&block.folded)).collect();
    let mut all = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let mut row = Vec::with_capacity(180);
        own_features(block, claims, &mut row);
        hint_features(block, &mut row);
        page_features(tree, &whole, at, block, &mut row);
        neighbour_features(blocks, at, &mut row);
        seen.features(&whole, at, block, &mut row);
        relation.features(&anchor, at, block, &mut row);
        diction_features(&dictions, blocks, at, &mut row);
        row.extend(diction::shared([&whole.matter, &whole.lead], &block.folded));
        row.push(number(whole.times.get(at).copied().unwrap_or(1)));
        all.push(row);
    }
    all
}

fn flag(is_set: bool) -> f64 {
    f64::from(u8::from(is_set))
}

/// Diction of the block and of the blocks around it.
fn diction_features(dictions: &[Diction], blocks: &[Block], at: usize, row: &mut Vec<f64>) {
    let (Some(own), Some(block)) = (dictions.get(at), blocks.get(at)) else { return };
    row.extend(own.features(block.count.words));
    let start = at.saturating_sub(5);
    let mut sum = Diction::default();
    let mut words = 0;
    for (diction, block) in dictions.iter().zip(blocks).skip(start).take(11) {
        sum.add(diction);
        words += block.count.words;
    }
    row.extend(sum.features(words));
}

fn own_features(block: &Block, claims: &Claims, row: &mut Vec<f64>) {
    let (count, folded) = (&block.count, block.folded.as_str());
    let characters = number(count.characters).max(1.0);
    let signs = Signs::of(&block.text);
    let share = |found: usize| number(found) / characters;
    row.extend([
        number(count.words),
        characters / number(count.words.max(1)),
        count.link_share(),
        number(count.links),
        flag(words::ends_sentence(&block.text)),
        share(signs.commas) * 100.0,
        share(signs.numeric),
        share(signs.uppercase),
        share(signs.bars) * 100.0,
        flag(block.text.ends_with(':')),
        flag(block.text.starts_with(char::is_lowercase)),
        flag(!claims.title.is_empty() && folded == claims.title),
        flag(folded.len() > 20 && claims.description.contains(folded)),
        flag(!claims.description.is_empty() && folded.contains(&claims.description)),
        claims.body_share(folded),
        flag(count.words < 12 && claims.authors.iter().any(|author| folded.contains(author))),
    ]);
    let level = match block.kind {
        Kind::Heading(level) => f64::from(level),
        Kind::Paragraph => 0.0,
        Kind::Item => -1.0,
        Kind::Row => -2.0,
        Kind::Preformatted => -3.0,
    };
    row.push(level);
    row.push(phrases::score(folded, count.words));
}

fn hint_features(block: &Block, row: &mut Vec<f64>) {
    for bit in 0..HINT_COUNT {
        row.push(if block.near.bit(bit) { 2.0 } else { flag(block.all.bit(bit)) });
    }
    let place = &block.place;
    row.extend([
        flag(place.article),
        flag(place.main),
        flag(place.aside),
        flag(place.footer),
        flag(place.header),
        flag(place.form),
        flag(place.list),
        flag(place.table),
        flag(place.quote),
        flag(place.section),
        flag(place.details),
        flag(place.definition),
        number(place.depth),
        number(place.article_number.min(10)),
    ]);
}

fn page_features(tree: &Tree, whole: &Whole, at: usize, block: &Block, row: &mut Vec<f64>) {
    let words = number(whole.total.words.max(1));
    let prose = number(whole.total.prose.max(1));
    let mut containers = std::iter::once(block.node).chain(tree.ancestors(block.node));
    let is_inside =
        std::iter::once(block.node).chain(tree.ancestors(block.node)).any(|node| node == whole.main);
    let distance = containers.position(|node| node == whole.main).map_or(-1.0, number);
    row.push(flag(is_inside));
    row.push(distance);
    let up = |steps: usize| std::iter::once(block.node).chain(tree.ancestors(block.node)).nth(steps);
    for steps in 0..4 {
        let sum = up(steps).and_then(|node| whole.sums.get(node.position())).copied().unwrap_or_default();
        row.extend([
            number(sum.prose) / prose,
            sum.link_share(),
            number(sum.blocks),
            number(sum.words) / words,
        ]);
    }
    let signature = whole.block_signatures.get(at).and_then(|signature| whole.signatures.get(signature));
    row.push(number(signature.copied().unwrap_or(0)) / prose);
    row.push(flag(whole.repeated.get(at).copied().unwrap_or(false)));
    row.extend([number(whole.total.prose), number(whole.total.words), prose / words]);
    row.push(whole.headline.map_or(-999.0, |headline| {
        number(at.max(headline)) - number(headline) - number(headline.saturating_sub(at))
    }));
}

fn neighbour_features(blocks: &[Block], at: usize, row: &mut Vec<f64>) {
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| blocks.get(at));
    for offset in [-2, -1, 1, 2] {
        let neighbour = near(offset);
        row.push(neighbour.map_or(-1.0, |block| number(block.count.words)));
        row.push(neighbour.map_or(-1.0, |block| block.count.link_share()));
        row.push(neighbour.map_or(-1.0, |block| flag(matches!(block.kind, Kind::Heading(_)))));
    }
    let window = |range: std::ops::Range<usize>| {
        let around =
            blocks.get(range.start.min(blocks.len())..range.end.min(blocks.len())).unwrap_or_default();
        let mut sum = Count::default();
        for block in around {
            sum.add(&block.count);
        }
        sum
    };
    for sum in [window(at.saturating_sub(6)..at), window(at + 1..at + 7)] {
        row.extend([number(sum.prose), number(sum.words), sum.link_share()]);
    }
}

/// What came before the block in reading order.
#[derive(Debug, Default)]
struct Seen {
    words: usize,
    prose: usize,
    main_prose: usize,
    headings: usize,
    since_prose: usize,
    end_marks: usize,
}

impl Seen {
    fn features(&mut self, whole: &Whole, at: usize, block: &Block, row: &mut Vec<f64>) {
        let prose = number(whole.total.prose.max(1));
        row.extend([
            number(self.words) / number(whole.total.words.max(1)),
            number(self.prose) / prose,
            number(self.main_prose),
            number(self.headings.min(30)),
            number(self.since_prose),
            number(self.end_marks.min(5)),
        ]);
        self.words += block.count.words;
        self.prose += block.count.prose;
        let is_after = whole.headline.is_none_or(|headline| at >= headline);
        if is_after {
            self.main_prose += block.count.prose;
        }
        self.headings += usize::from(matches!(block.kind, Kind::Heading(_)));
        self.since_prose = if block.count.prose > 0 { 0 } else { self.since_prose + block.count.words };
        let follows_prose = self.main_prose > 50;
        let is_mark = block.all.has(Hints::RELATED.with(Hints::COMMENT)) || phrases::is_end_mark(&block.text);
        self.end_marks += usize::from(follows_prose && is_mark);
    }
}

impl Whole {
    fn new(tree: &Tree, blocks: &[Block], claims: &Claims) -> Self {
        let mut total = Count::default();
        let mut sums = vec![Count::default(); tree.len()];
        for block in blocks {
            total.add(&block.count);
            for node in std::iter::once(block.node).chain(tree.ancestors(block.node)) {
                if let Some(sum) = sums.get_mut(node.position()) {
                    sum.add(&block.count);
                }
            }
        }
        let block_signatures: Vec<u64> = blocks.iter().map(|block| signature(tree, block.node)).collect();
        let mut signatures: HashMap<u64, usize> = HashMap::new();
        for (block, signature) in blocks.iter().zip(&block_signatures) {
            *signatures.entry(*signature).or_default() += block.count.prose;
        }
        let main = main_element(tree, blocks);
        let headline = headline(blocks, claims);
        let repeated = repeated(blocks);
        let times = times(blocks);
        let matter = Matter::new([claims.title.as_str(), claims.description.as_str()]);
        let lead = lead(blocks, headline);
        Self { total, sums, signatures, block_signatures, main, headline, repeated, times, matter, lead }
    }
}

/// A number for an element's name and classes and its parent's.
fn signature(tree: &Tree, node: NodeId) -> u64 {
    let parent = tree.parent(node).unwrap_or(NodeId::ROOT);
    let class = |node| {
        tree.attribute(node, "class").map(|class| class.get(..80).unwrap_or(class)).unwrap_or_default()
    };
    hash(&[tree.name(node), class(node), tree.name(parent), class(parent)])
}

/// The element whose own paragraphs hold the most prose: each block's prose counts for its parent, and by halves for
/// the two elements around that.
fn main_element(tree: &Tree, blocks: &[Block]) -> NodeId {
    let mut scores: HashMap<NodeId, f64> = HashMap::new();
    for block in blocks {
        let mut score = number(block.count.prose) * (1.0 - block.count.link_share());
        for node in tree.ancestors(block.node).take(3) {
            *scores.entry(node).or_default() += score;
            score /= 2.0;
        }
    }
    let best = scores.into_iter().max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
    best.map_or(NodeId::ROOT, |(node, _)| node)
}

/// Where the headline stands: the first block that reads as the title, or else the first first-level heading.
fn headline(blocks: &[Block], claims: &Claims) -> Option<usize> {
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(1 | 2));
    let reads_as_title = |block: &Block| {
        let folded = &block.folded;
        folded.len() > 8 && (*folded == claims.title || claims.title.contains(folded.as_str()))
    };
    blocks
        .iter()
        .position(|block| is_heading(block) && reads_as_title(block))
        .or_else(|| blocks.iter().position(|block| block.kind == Kind::Heading(1)))
}

fn repeated(blocks: &[Block]) -> Vec<bool> {
    let mut seen: HashSet<&str> = HashSet::new();
    blocks.iter().map(|block| !seen.insert(block.text.as_str())).collect()
}

/// How often each block's text stands on the page.
fn times(blocks: &[Block]) -> Vec<usize> {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for block in blocks {
        *times.entry(block.text.as_str()).or_default() += 1;
    }
    blocks.iter().map(|block| times.get(block.text.as_str()).copied().unwrap_or(1)).collect()
}

/// The matter of the first prose behind the headline.
fn lead(blocks: &[Block], headline: Option<usize>) -> Matter {
    let mut words = 0;
    let mut lead: Vec<&str> = Vec::new();
    for block in blocks.iter().skip(headline.unwrap_or(0)).filter(|block| block.count.prose > 0) {
        if words > 150 {
            break;
        }
        words += block.count.words;
        lead.push(&block.folded);
    }
    Matter::new(lead)
}
