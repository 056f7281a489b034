//! The headline: by agreement of the first headings, JSON-LD, meta tags and the title element.

use super::json_ld::JsonLd;
use super::kicker;
use super::meta::Meta;
use crate::article::block::{Block, Kind};
use crate::article::words;
use crate::markup::Tree;

/// Marks between a headline and the publisher's name in a title.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " ｜ "];

/// A headline, and the number of the block that shows it.
#[derive(Debug, Default)]
pub(crate) struct Title {
    pub(crate) text: Option<String>,
    pub(crate) block: Option<usize>,
}

/// What a page has to choose from.
#[derive(Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) blocks: &'a [Block],
    /// The number of the article's first block.
    pub(crate) first_text: usize,
    pub(crate) publisher: Option<&'a str>,
}

/// The headline.
pub(crate) fn find(json_ld: &JsonLd, meta: &Meta, choice: &Choice<'_>) -> Title {
    let shared = meta.first(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]);
    let described = json_ld.text("headline").or_else(|| json_ld.text("name"));
    let claims: Vec<&str> =
        [described.as_deref(), shared, meta.title.as_deref()].into_iter().flatten().collect();
    let bare = |claim: &str| without_publisher(claim, choice.publisher);
    if let Some(at) = choice.heading(&claims) {
        let text = choice.blocks.get(at).map(|block| kicker::without(choice.tree, block, &claims));
        return Title { text, block: Some(at) };
    }
    let described = described.filter(|title| words::count(title) > 1);
    let text = described
        .map(|title| bare(&title))
        .or_else(|| shared.map(bare))
        .or_else(|| meta.title.as_deref().map(bare));
    Title { text, block: None }
}

impl Choice<'_> {
    /// The number of the heading that is the headline: a first-level heading that shares most of its words with what
    /// the head of the page says, or stands alone; one of another level that is a part of the page's title.
    fn heading(&self, claims: &[&str]) -> Option<usize> {
        let of_level = |level: u8| move |block: &Block| block.kind == Kind::Heading(level);
        let firsts: Vec<(usize, &Block)> = self.of(of_level(1)).take(20).collect();
        let agreement =
            |block: &Block| claims.iter().map(|claim| overlap(&block.text, claim)).fold(0.0, f64::max);
        let agreed =
            firsts.iter().map(|(at, block)| (agreement(block), *at)).filter(|(score, _)| *score >= 0.6);
        let best = agreed.max_by(|one, other| one.0.total_cmp(&other.0).then(std::cmp::Ordering::Greater));
        let best = best.map(|(_, at)| at);
        let is_site = best.and_then(|at| self.blocks.get(at)).is_none_or(|block| self.is_site(block));
        let part = if is_site { self.part_of_title(claims, best) } else { None };
        if part.or(best).is_some() {
            return part.or(best);
        }
        let mut before = self.of(of_level(2)).take_while(|(at, _)| *at <= self.first_text);
        let other = before.find(|(_, block)| agreement(block) >= 0.8 && block.count.words > 2);
        other.map(|(at, _)| at).or_else(|| alone(&firsts, self.first_text))
    }

    fn of(&self, is_wanted: impl Fn(&Block) -> bool) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks.iter().enumerate().filter(move |(_, block)| is_wanted(block))
    }

    /// Whether a heading names the site: it is the publisher's name.
    fn is_site(&self, block: &Block) -> bool {
        self.publisher.is_some_and(|publisher| words::fold(publisher) == block.folded)
    }

    /// The first heading of the second or third level, not far from the text, that is a part of the page's title by
    /// itself.
    fn part_of_title(&self, claims: &[&str], site: Option<usize>) -> Option<usize> {
        let parts: Vec<String> = claims.iter().flat_map(|claim| parts(claim)).collect();
        let is_part = |block: &Block| block.count.words > 1 && parts.contains(&block.folded);
        let start = site.map_or(0, |site| site + 1);
        let mut found = self.of(|block| matches!(block.kind, Kind::Heading(2 | 3)) && is_part(block));
        found
            .find(|(at, block)| *at >= start && *at <= self.first_text + 2 && !self.is_site(block))
            .map(|(at, _)| at)
    }
}

/// The parts of a title between marks, folded.
fn parts(title: &str) -> Vec<String> {
    let mut parts = vec![title];
    for separator in SEPARATORS.iter().chain(&[": ", " « "]) {
        let split = parts.iter().flat_map(|part| part.split(separator)).collect::<Vec<_>>();
        parts.extend(split);
        parts.truncate(60);
    }
    parts.into_iter().map(words::fold).filter(|part| !part.is_empty()).collect()
}

/// The only first-level heading, where it stands by the text and reads like a headline. It counts even where the head
/// of the page says other words: what readers see is the headline.
fn alone(firsts: &[(usize, &Block)], first_text: usize) -> Option<usize> {
    let (at, block) =
        firsts.first().filter(|(_, first)| firsts.iter().all(|(_, other)| other.text == first.text))?;
    let is_near = *at <= first_text + 2 && first_text <= at + 25;
    (block.count.words > 2 && is_near).then_some(*at)
}

/// Share of words that two texts have in common, by the longer one.
fn overlap(one: &str, other: &str) -> f64 {
    let (one, other) = (words::fold(one), words::fold(other));
    if one == other {
        return 1.0;
    }
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (first, second): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let common = first.iter().filter(|word| second.contains(word)).count();
    let whole = crate::article::block::number(first.len().min(second.len()));
    let longer = crate::article::block::number(first.len().max(second.len()));
    let common = crate::article::block::number(common);
    (common / longer).max(if whole >= 4.0 { 0.9 * common / whole } else { 0.0 })
}

/// A title without the publisher's name at one of its ends.
pub(crate) fn without_publisher(title: &str, publisher: Option<&str>) -> String {
    let mut title = title.trim();
    let publisher = publisher.map(words::fold).unwrap_or_default();
    for _ in 0..3 {
        let cut = SEPARATORS
            .iter()
            .filter_map(|separator| title.rsplit_once(separator))
            .max_by_key(|(head, _)| head.len());
        let Some((head, tail)) = cut else { break };
        let tail_folded = words::fold(tail);
        let is_name =
            !publisher.is_empty() && (publisher.contains(&tail_folded) || tail_folded.contains(&publisher));
        let is_short = publisher.is_empty() && words::count(tail) <= 4 && words::count(head) >= 4;
        if !(is_name || is_short) {
            break;
        }
        title = head.trim();
    }
    title = without_sections(title);
    for separator in SEPARATORS {
        if let Some((head, tail)) = title.split_once(separator)
            && !publisher.is_empty()
            && words::fold(head) == publisher
        {
            title = tail.trim();
        }
    }
    title.to_owned()
}

/// A title in a script without spaces, without the sections and names that stand behind its underscores.
fn without_sections(title: &str) -> &str {
    let head = title.split('_').next().unwrap_or(title).trim();
    let ideographs = head.chars().filter(|character| words::is_ideograph(*character)).count();
    if ideographs >= 6 { head } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_publishers_name_goes() {
        assert_eq!(
            without_publisher("Bridge opens - The Harbour Post", Some("The Harbour Post")),
            "Bridge opens"
        );
        assert_eq!(
            without_publisher("A long bridge opens | News | Post", Some("Post")),
            "A long bridge opens | News"
        );
        assert_eq!(without_publisher("Ana Lind - a life", Some("Post")), "Ana Lind - a life");
    }
    #[test]
    fn sections_behind_a_title_without_spaces_go() {
        assert_eq!(
            without_publisher("海口检查烟花爆竹经营点_南海网新闻中心", None),
            "海口检查烟花爆竹经营点"
        );
        assert_eq!(
            without_publisher("How to use snake_case in titles", None),
            "How to use snake_case in titles"
        );
    }
}
