//! Image addresses: the one good address of a picture, out of srcset, lazy-loading attributes, `picture` and
//! `noscript`, with its size.

use url::Url;

use crate::markup::{NodeId, Tree};

/// The width in pixels above which a larger picture is no better.
const WIDE_ENOUGH: u32 = 2_000;
/// Pictures with a side below this are icons.
const SMALLEST: u32 = 60;

/// A picture's address and size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Image {
    /// Absolute `http` or `https` address.
    pub(super) url: String,
    pub(super) alt: Option<String>,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
}

const SOURCES: [&str; 12] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-hi-res-src",
    "data-full-src",
    "data-image",
    "data-url",
    "data-native-src",
    "data-lazy",
    "data-img-src",
    "src",
    "data-large-file",
];
const SETS: [&str; 5] = ["srcset", "data-srcset", "data-lazy-srcset", "data-sources", "imagesrcset"];

/// The best address among all pictures at or below a node: one picture in all its forms.
pub(super) fn find(tree: &Tree, node: NodeId, base: Option<&Url>) -> Option<Image> {
    let nodes = || std::iter::once(node).chain(tree.descendants(node)).take(200);
    let image = nodes().find(|id| matches!(tree.name(*id), "img" | "amp-img"));
    let main = image.into_iter().flat_map(|id| candidates(tree, id, base));
    let picture = image.and_then(|id| tree.ancestors(id).find(|up| tree.name(*up) == "picture"));
    let sources = picture.into_iter().flat_map(|picture| tree.children(picture));
    let sources = sources.filter(|id| tree.name(*id) == "source").flat_map(|id| candidates(tree, id, base));
    let any = nodes().filter(|id| matches!(tree.name(*id), "source" | "img" | "amp-img"));
    let all: Vec<Candidate> = main.chain(sources).collect();
    let all = if all.is_empty() { any.flat_map(|id| candidates(tree, id, base)).collect() } else { all };
    let best =
        all.into_iter().max_by_key(|candidate| (candidate.rank(), std::cmp::Reverse(candidate.order)))?;
    let size = |name| image.and_then(|id| tree.attribute(id, name)).and_then(pixels);
    let (width, height) = (size("width"), size("height"));
    if width.is_some_and(|width| width < SMALLEST) || height.is_some_and(|height| height < SMALLEST) {
        return None;
    }
    let alt = image.and_then(|id| tree.attribute(id, "alt")).map(str::trim).filter(|alt| !alt.is_empty());
    let (width, height) = if height.is_some() { (width, height) } else { (best.width.or(width), None) };
    Some(Image { url: best.url, alt: alt.map(str::to_owned), width, height })
}

/// Whether an absolute address can be that of an article's picture.
pub(super) fn is_picture_address(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let kind = path.rsplit('.').next().unwrap_or_default();
    let is_vector = kind == "svg" || kind == "gif" && path.contains("pixel");
    let furniture =
        ["placeholder", "spacer", "/blank.", "transparent.", "1x1", "/logo", "favicon", "/icons/", "/pixel"];
    !is_vector && !furniture.iter().any(|word| path.contains(word))
}

struct Candidate {
    url: String,
    width: Option<u32>,
    order: usize,
}

impl Candidate {
    /// Wider is better up to a width that is enough; of unknown width is better than small.
    fn rank(&self) -> u32 {
        match self.width {
            Some(width) if width <= WIDE_ENOUGH => width,
            Some(_) => 500,
            None => 400,
        }
    }
}

fn candidates(tree: &Tree, id: NodeId, base: Option<&Url>) -> Vec<Candidate> {
    let attribute = |name: &&str| tree.attribute(id, name).map(str::trim).filter(|value| !value.is_empty());
    let sets = SETS.iter().filter_map(attribute).flat_map(entries);
    let is_source = tree.name(id) == "source";
    let singles = SOURCES.iter().filter(|_| !is_source).filter_map(attribute).map(|source| (source, None));
    let found = singles.chain(sets).enumerate().filter_map(|(order, (address, width))| {
        let url = resolve(address, base)?;
        let width = width.or_else(|| width_in(&url));
        Some(Candidate { url, width, order })
    });
    found.take(60).collect()
}

/// Makes an address absolute; `None` for data, placeholders and other schemes.
pub(super) fn resolve(address: &str, base: Option<&Url>) -> Option<String> {
    if address.starts_with("data:") || address.contains("{{") || address.len() > 4_000 {
        return None;
    }
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    let url = String::from(url);
    (url.starts_with("http") && is_picture_address(&url)).then_some(url)
}

/// The entries of a `srcset`: address and width. Commas inside addresses are kept: an entry ends at a comma that
/// follows a descriptor or is followed by space.
fn entries(set: &str) -> Vec<(&str, Option<u32>)> {
    let mut entries = Vec::new();
    let mut rest = set.trim();
    while !rest.is_empty() && entries.len() < 40 {
        let (address, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if let Some(address) = address.strip_suffix(',') {
            entries.push((address, None));
            rest = behind.trim_start();
            continue;
        }
        let (descriptor, behind) = behind.split_once(',').unwrap_or((behind, ""));
        let width = descriptor.trim().strip_suffix('w').and_then(|width| width.trim().parse().ok());
        entries.push((address, width));
        rest = behind.trim_start();
    }
    entries
}

/// The width that an address names in its query: `w=640`, `width=640`.
fn width_in(url: &str) -> Option<u32> {
    let (_, query) = url.split_once('?')?;
    let value =
        query.split('&').find_map(|pair| pair.strip_prefix("w=").or_else(|| pair.strip_prefix("width=")))?;
    value.parse().ok().filter(|width| (16..10_000).contains(width))
}

fn pixels(text: &str) -> Option<u32> {
    text.trim().trim_end_matches("px").parse().ok().filter(|size| *size > 0 && *size < 20_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{Bounds, parse_fragment};

    fn found(html: &str) -> Option<Image> {
        let (tree, _) = parse_fragment(html, Bounds { bytes: 10_000, nodes: 1_000, depth: 50 });
        let base = Url::parse("https://paper.example/news/").unwrap();
        find(&tree, NodeId::ROOT, Some(&base))
    }

    #[test]
    fn the_widest_of_a_set_is_taken() {
        let image = found("<img src=s.jpg srcset='m.jpg 640w, /a,b/l.jpg 1280w, h.jpg 4000w' width=640 height=360 alt=' A '>").unwrap();
        assert_eq!(image.url, "https://paper.example/a,b/l.jpg");
        assert_eq!((image.width, image.height, image.alt.as_deref()), (Some(640), Some(360), Some("A")));
    }

    #[test]
    fn lazy_and_noscript_pictures_are_found_and_placeholders_are_not() {
        assert_eq!(
            found("<img src='data:image/gif;base64,R0' data-src=/x.jpg>").unwrap().url,
            "https://paper.example/x.jpg"
        );
        assert_eq!(
            found("<img src=/placeholder.png><noscript><img src=/y.jpg></noscript>").unwrap().url,
            "https://paper.example/y.jpg"
        );
        assert_eq!(
            found("<picture><source srcset='/z.webp 900w'><img src=''></picture>").unwrap().url,
            "https://paper.example/z.webp"
        );
        assert_eq!(found("<img src=/i.png width=16 height=16>"), None);
    }
}
