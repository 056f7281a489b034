//! Embeds: players and posts that other sites show inside the page, as an address and a text.

use url::Url;

use super::words;
use crate::markup::{Element, NodeId, Tree};

/// Classes by which the scripts of networks find the posts they will show.
const POSTS: &[&str] = &[
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "tiktok-embed",
    "bluesky-embed",
    "fb-post",
    "fb-video",
    "reddit-embed-bq",
    "reddit-card",
    "mastodon-embed",
    "threads-post",
    "text-post-media",
    "telegram-post",
];
/// Characters of a post that are kept.
const LONGEST: usize = 400;

/// Whether an element is a post of a network that a script will show.
pub(super) fn is_post(element: &Element) -> bool {
    let class = element.attribute("class").unwrap_or_default();
    class.split_whitespace().any(|name| POSTS.contains(&name))
}

/// The address and the text of an embed; `None` when it has no address of the web.
pub(super) fn link(tree: &Tree, node: NodeId, base: Option<&Url>) -> Option<(String, String)> {
    let named = ["src", "data-src", "data-lazy-src", "cite", "data-href", "data-instgrm-permalink"];
    let named = named.iter().filter_map(|name| tree.attribute(node, name));
    let inside = tree.descendants(node).filter_map(|id| match tree.name(id) {
        "source" => tree.attribute(id, "src"),
        _ => None,
    });
    let links = tree.descendants(node).filter(|id| tree.name(*id) == "a");
    let last = links.filter_map(|id| tree.attribute(id, "href")).last();
    let mut addresses = named.chain(inside).chain(last).map(str::trim).filter(|address| !address.is_empty());
    let url = addresses.find_map(|address| resolve(address, base))?;
    let title = tree.attribute(node, "title").map(str::trim).filter(|title| !title.is_empty());
    let text = title.map(str::to_owned).or_else(|| post_text(tree, node));
    let text = text.or_else(|| url.host_str().map(str::to_owned)).unwrap_or_default();
    Some((String::from(url), text))
}

fn resolve(address: &str, base: Option<&Url>) -> Option<Url> {
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The words of a post; those inside a player are for browsers that cannot play it.
fn post_text(tree: &Tree, node: NodeId) -> Option<String> {
    if tree.name(node) != "blockquote" && tree.name(node) != "div" {
        return None;
    }
    let mut text = String::new();
    for part in tree.descendants(node).filter_map(|id| tree.text(id)) {
        words::push_folded(part, &mut text);
        text.push(' ');
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = text.chars().take(LONGEST).collect();
    (!short.is_empty()).then_some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Bounds, parse_fragment};

    fn first(html: &str) -> Option<(String, String)> {
        let (tree, _) = parse_fragment(html, Bounds { bytes: 10_000, nodes: 1_000, depth: 50 });
        let node =
            tree.descendants(NodeId::ROOT).find(|id| matches!(tree.name(*id), "iframe" | "blockquote"))?;
        link(&tree, node, None)
    }

    #[test]
    fn a_post_becomes_its_address_and_its_words() {
        let post = "<blockquote class=twitter-tweet><p>The bridge is open.</p>— Town \
                    <a href=https://network.example/town/7>May 3</a></blockquote>";
        let (url, text) = first(post).unwrap();
        assert_eq!(url, "https://network.example/town/7");
        assert_eq!(text, "The bridge is open. — Town May 3");
    }

    #[test]
    fn a_player_without_a_title_is_called_by_its_host() {
        let (url, text) = first("<iframe src=https://video.example/e/1></iframe>").unwrap();
        assert_eq!((url.as_str(), text.as_str()), ("https://video.example/e/1", "video.example"));
        assert_eq!(first("<iframe src=javascript:1></iframe>"), None);
    }
}
