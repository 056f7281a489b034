//! The headline: by agreement of the first headings, JSON-LD, meta tags and the title element.

use super::json_ld::JsonLd;
use super::meta::Meta;
use crate::article::block::{Block, Kind};
use crate::article::words;

/// Marks between a headline and the publisher's name in a title.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ", " ｜ "];

/// The headline. `first_text` is the number of the article's first block.
pub(crate) fn find(
    json_ld: &JsonLd,
    meta: &Meta,
    blocks: &[Block],
    first_text: usize,
    publisher: Option<&str>,
) -> Option<String> {
    let shared = meta.first(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"]);
    let described = json_ld.text("headline").or_else(|| json_ld.text("name"));
    let claims: Vec<&str> =
        [described.as_deref(), shared, meta.title.as_deref()].into_iter().flatten().collect();
    let bare = |claim: &str| without_publisher(claim, publisher);
    if let Some(heading) = heading(blocks, first_text, &claims) {
        return Some(heading);
    }
    let described = described.filter(|title| words::count(title) > 1);
    described
        .map(|title| bare(&title))
        .or_else(|| shared.map(bare))
        .or_else(|| meta.title.as_deref().map(bare))
}

/// The heading that is the headline: a first-level heading that shares most of its words with what the head of the
/// page says, or stands alone.
fn heading(blocks: &[Block], first_text: usize, claims: &[&str]) -> Option<String> {
    let firsts: Vec<&Block> = blocks.iter().filter(|block| block.kind == Kind::Heading(1)).take(20).collect();
    let agreement =
        |block: &Block| claims.iter().map(|claim| overlap(&block.text, claim)).fold(0.0, f64::max);
    let agreed = firsts.iter().map(|block| (agreement(block), *block)).filter(|(score, _)| *score >= 0.6);
    let best = agreed.max_by(|one, other| one.0.total_cmp(&other.0).then(std::cmp::Ordering::Greater));
    if let Some((_, block)) = best {
        return Some(block.text.clone());
    }
    let before = blocks.iter().take(first_text.saturating_add(1));
    let other = before
        .filter(|block| matches!(block.kind, Kind::Heading(2)))
        .find(|block| agreement(block) >= 0.8 && block.count.words > 2);
    if let Some(block) = other {
        return Some(block.text.clone());
    }
    alone(&firsts, first_text, blocks).map(|block| block.text.clone())
}

/// The only first-level heading, where it stands by the text and reads like a headline. It counts even where the head
/// of the page says other words: what readers see is the headline.
fn alone<'a>(firsts: &[&'a Block], first_text: usize, blocks: &[Block]) -> Option<&'a Block> {
    let block = firsts.first().filter(|first| firsts.iter().all(|other| other.text == first.text))?;
    let at = blocks.iter().position(|other| other.node == block.node)?;
    let is_near = at <= first_text + 2 && first_text <= at + 25;
    (block.count.words > 2 && is_near).then_some(*block)
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
}
