//! The lead image: the article's first figure, or the picture by which the page wants to be known.

use serde_json::{Map, Value};
use url::Url;

use super::credit;
use super::extracted::ArticleImage;
use super::image;
use super::metadata::json_ld::{JsonLd, text_in};
use super::metadata::meta::Meta;

/// Chooses the lead image and puts its figure first: the one that the head of the page names, or the first above the
/// text (of an insert before `above`). A picture that only the head names becomes a figure where none stands above.
pub(super) fn choose(
    figures: &mut Vec<(Option<usize>, ArticleImage)>,
    claimed: &[ArticleImage],
    above: usize,
) -> Option<String> {
    let claims = |image: &ArticleImage| claimed.iter().any(|claim| same(&image.url, &claim.url));
    let named = figures.iter().position(|(_, image)| claims(image));
    let shown = || figures.iter().position(|(at, _)| at.is_some_and(|at| at < above));
    if let Some(at) = named.or_else(shown) {
        let figure = figures.remove(at);
        let url = figure.1.url.clone();
        figures.insert(0, figure);
        if let Some((_, image)) = figures.first_mut() {
            fill(image, claimed);
        }
        return Some(url);
    }
    if let Some(only) = claimed.first() {
        figures.insert(0, (None, only.clone()));
        return Some(only.url.clone());
    }
    figures.first().map(|(_, image)| image.url.clone())
}

/// Whether the head of the page names this picture.
pub(super) fn is_claimed(url: &str, claimed: &[ArticleImage]) -> bool {
    claimed.iter().any(|claim| same(url, &claim.url))
}

/// Gives a figure the size and caption that the head of the page knows.
pub(super) fn fill(image: &mut ArticleImage, claimed: &[ArticleImage]) {
    let Some(claim) = claimed.iter().find(|claim| same(&claim.url, &image.url)) else { return };
    if image.height.is_none() && claim.height.is_some() {
        (image.width, image.height) = (claim.width, claim.height);
    }
    if image.caption.is_none() {
        image.caption.clone_from(&claim.caption);
    }
    if image.credit.is_none() {
        image.credit.clone_from(&claim.credit);
    }
}

/// The pictures that the head of the page names: JSON-LD first, then Open Graph.
pub(super) fn claimed(json_ld: &JsonLd, meta: &Meta, base: Option<&Url>) -> Vec<ArticleImage> {
    let objects = json_ld.objects("image").into_iter();
    let mut images: Vec<ArticleImage> = objects.filter_map(|object| described(object, base)).collect();
    let named = json_ld.names("image").into_iter().chain(json_ld.text("thumbnailUrl"));
    let tagged = ["og:image", "og:image:secure_url", "twitter:image", "twitter:image:src"]
        .iter()
        .flat_map(|name| meta.all(name).to_vec());
    for address in named.chain(tagged) {
        if let Some(url) = image::resolve(&address, base) {
            images.push(ArticleImage {
                url,
                alt: meta.first(&["og:image:alt"]).map(str::to_owned),
                ..ArticleImage::default()
            });
        }
    }
    images
}

/// Every picture that JSON-LD describes, of whatever.
pub(super) fn known(json_ld: &JsonLd, base: Option<&Url>) -> Vec<ArticleImage> {
    json_ld.of_type("ImageObject").take(60).filter_map(|object| described(object, base)).collect()
}

/// A picture as JSON-LD describes it.
fn described(object: &Map<String, Value>, base: Option<&Url>) -> Option<ArticleImage> {
    let address = ["url", "contentUrl", "@id"].iter().find_map(|name| text_in(object, name));
    let url = address.and_then(|address| image::resolve(&address, base))?;
    let size = |name: &str| match object.get(name) {
        Some(Value::Number(number)) => number.as_u64().and_then(|size| u32::try_from(size).ok()),
        Some(Value::String(text)) => text.trim_end_matches("px").trim().parse().ok(),
        _ => None,
    };
    let caption = text_in(object, "caption").or_else(|| text_in(object, "description"));
    let (caption, split) = caption.map_or((None, None), |text| {
        let (text, credit) = credit::split(&text);
        (Some(text).filter(|text| !text.is_empty()), credit)
    });
    let named = text_in(object, "creditText").or(split);
    Some(ArticleImage {
        url,
        caption,
        credit: named.or_else(|| text_in(object, "author")).or_else(|| text_in(object, "copyrightHolder")),
        alt: None,
        width: size("width").filter(|width| *width > 0),
        height: size("height").filter(|height| *height > 0),
    })
}

/// Whether two addresses show the same picture: equal but for their query, or with the same long file name.
fn same(one: &str, other: &str) -> bool {
    let path = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
    path(one) == path(other) || (stem(one).len() > 5 && stem(one) == stem(other))
}

/// The file name of an address without its kind and without a size at its end; the whole path where that says little.
pub(super) fn stem(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let decoded = path.replace("%2f", "/").replace("%3a", ":");
    let name = decoded.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    let bare = name.split('.').next().unwrap_or_default();
    let letters = bare.chars().filter(|character| character.is_alphabetic()).count();
    if bare.len() < 10 || letters < 4 && bare.len() < 16 { decoded } else { without_size(bare).to_owned() }
}

/// `picture-1024x768` without its size.
fn without_size(name: &str) -> &str {
    let Some((head, tail)) = name.rsplit_once(['-', '_']) else { return name };
    let is_size = tail.split_once('x').is_some_and(|(width, height)| {
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number(width) && is_number(height)
    });
    if is_size { head } else { name }
}
