//! What a page says about itself beside headline, byline and dates: address, language, publisher, section, icon.

use url::Url;

use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use crate::markup::{NodeId, Tree};

/// Parameters that only follow readers around, or a prefix of them ending in `*`.
const TRACKING: [&str; 24] = [
    "utm_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "cmpid",
    "cmp", "ocid", "ref", "ref_src", "ref_url", "xtor", "at_*", "wt_*", "smid", "sref", "_ga", "ito", "taid",
];

/// The address that the page calls its own, without tracking parameters; the asked one when it names none or names
/// another site's front page.
pub(crate) fn canonical(meta: &Meta, asked: Option<&Url>, base: Option<&Url>) -> Option<String> {
    let named = meta.link("canonical").or_else(|| meta.first(&["og:url"]));
    let absolute = |address: &str| match base {
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    };
    let is_page = |url: &Url| {
        matches!(url.scheme(), "http" | "https")
            && (url.path().len() > 1 || asked.is_none_or(|asked| asked.path().len() <= 1))
    };
    let url = named.and_then(absolute).filter(is_page).or_else(|| asked.cloned())?;
    Some(without_tracking(url))
}

/// An address without tracking parameters and fragment.
pub(crate) fn without_tracking(mut url: Url) -> String {
    url.set_fragment(None);
    let is_tracking = |name: &str| {
        TRACKING
            .iter()
            .any(|known| known.strip_suffix('*').map_or(*known == name, |start| name.starts_with(start)))
    };
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair.split('=').next().unwrap_or_default()))
        .collect();
    let query = Some(kept.join("&")).filter(|query| !query.is_empty());
    url.set_query(query.as_deref());
    String::from(url)
}

/// The language as a BCP 47 tag.
pub(crate) fn language(tree: &Tree, json_ld: &JsonLd, meta: &Meta) -> Option<String> {
    let root = tree
        .find(NodeId::ROOT, "html")
        .and_then(|html| tree.attribute(html, "lang").or_else(|| tree.attribute(html, "xml:lang")));
    let tagged = meta.first(&["og:locale", "content-language", "language", "dc.language"]);
    let described = json_ld.text("inLanguage");
    [root, tagged, described.as_deref()].into_iter().flatten().find_map(tag)
}

fn tag(text: &str) -> Option<String> {
    let tag = text.trim().split([',', ';', ' ']).next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next().filter(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    })?;
    let mut out = language.to_ascii_lowercase();
    for part in parts
        .take(2)
        .filter(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric()) && (2..=8).contains(&part.len()))
    {
        out.push('-');
        out.push_str(&if part.len() == 2 { part.to_ascii_uppercase() } else { part.to_owned() });
    }
    Some(out)
}

/// The publisher's names, as meta tags, JSON-LD and microdata have them: first the one the page shows its readers.
pub(crate) fn publishers(tree: &Tree, json_ld: &JsonLd, meta: &Meta) -> Vec<String> {
    let described = json_ld.objects("publisher").into_iter().find_map(|object| text_in(object, "name"));
    let named = meta.first(&[
        "og:site_name",
        "application-name",
        "dc.publisher",
        "apple-mobile-web-app-title",
        "twitter:site:name",
    ]);
    let described = described.or_else(|| json_ld.names("publisher").into_iter().next());
    let all = named.map(str::to_owned).into_iter().chain(described).chain(marked_publisher(tree));
    all.filter(|name| !name.is_empty() && name.len() <= 100 && !name.contains("://")).collect()
}

/// The name in the microdata of the publisher (<https://schema.org/publisher>).
fn marked_publisher(tree: &Tree) -> Option<String> {
    let is = |id: &NodeId, property: &str| tree.attribute(*id, "itemprop") == Some(property);
    let publisher = tree.descendants(NodeId::ROOT).find(|id| is(id, "publisher"))?;
    let name = tree.descendants(publisher).find(|id| is(id, "name"))?;
    let content = tree.attribute(name, "content").map(str::to_owned);
    Some(content.unwrap_or_else(|| tree.characters(name)).trim().to_owned())
}

/// The publisher's own word for the section.
pub(crate) fn section(json_ld: &JsonLd, meta: &Meta) -> Option<String> {
    let tagged = meta.first(&[
        "article:section",
        "parsely-section",
        "og:article:section",
        "section",
        "sailthru.section",
    ]);
    let described = json_ld.text("articleSection");
    let crumb = || {
        let list = json_ld.of_type("BreadcrumbList").next()?.get("itemListElement")?.as_array()?;
        let middle = list
            .iter()
            .filter_map(|item| item.as_object())
            .filter_map(|item| text_in(item, "name").or_else(|| text_in(item, "item")));
        middle.skip(1).find(|name| name.len() < 40 && !name.contains("://")).filter(|_| list.len() > 2)
    };
    tagged
        .map(str::to_owned)
        .or(described)
        .or_else(crumb)
        .filter(|section| (2..60).contains(&section.len()) && !section.contains("://"))
}

/// The address of the publisher's mark: the largest icon that is no SVG.
pub(crate) fn icon(meta: &Meta, base: Option<&Url>) -> Option<String> {
    let side = |sizes: Option<&str>| {
        sizes.and_then(|sizes| sizes.split(['x', 'X']).next()).and_then(|side| side.parse::<u32>().ok())
    };
    let icons = ["apple-touch-icon", "apple-touch-icon-precomposed", "icon"]
        .into_iter()
        .flat_map(|rel| meta.links_of(rel).map(move |link| (rel, link)));
    let usable = icons.filter(|(_, link)| {
        !link.href.is_empty()
            && !link.href.to_ascii_lowercase().contains(".svg")
            && !link.href.starts_with("data:")
    });
    let best = usable.max_by_key(|(rel, link)| {
        side(link.sizes.as_deref()).unwrap_or(if *rel == "icon" { 16 } else { 120 })
    })?;
    let url = match base {
        Some(base) => base.join(&best.1.href).ok()?,
        None => Url::parse(&best.1.href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| String::from(url))
}

/// The address of the same article in another form: `amphtml`, or `print` for paper.
pub(crate) fn other_form(meta: &Meta, form: &str, base: Option<&Url>) -> Option<String> {
    let for_paper = || meta.links_of("alternate").find(|link| link.media.as_deref() == Some(form));
    let href = meta.link(form).or_else(|| for_paper().map(|link| link.href.as_str()))?;
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| without_tracking(url))
}

/// The address of the article's next page.
pub(crate) fn next_page(tree: &Tree, meta: &Meta, base: Option<&Url>) -> Option<String> {
    let linked = meta.link("next").map(str::to_owned);
    let in_text = || {
        let is_next = |id: &NodeId| {
            tree.name(*id) == "a"
                && tree
                    .attribute(*id, "rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|word| word == "next"))
        };
        tree.descendants(NodeId::ROOT)
            .find(is_next)
            .and_then(|id| tree.attribute(id, "href"))
            .map(str::to_owned)
    };
    let base = base?;
    let url = base.join(&linked.or_else(in_text)?).ok()?;
    let is_same_piece = url.host_str() == base.host_str() && shares_path(&url, base) && url != *base;
    is_same_piece.then(|| String::from(url))
}

/// Whether an address is a later page of the same piece: the same path with a number added or a parameter changed.
fn shares_path(next: &Url, page: &Url) -> bool {
    let stem = |path: &str| {
        path.trim_end_matches('/')
            .trim_end_matches(".html")
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end_matches(['-', '/', '_', 'p'])
            .to_owned()
    };
    let (next, page) = (next.path().trim_end_matches('/'), page.path().trim_end_matches('/'));
    next == page
        || next.starts_with(page) && next.len() <= page.len() + 10
        || stem(next).len() > 8 && stem(next) == stem(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracking_parameters_go_and_others_stay() {
        let url = Url::parse("https://paper.example/a?id=7&utm_source=x&fbclid=y#top").unwrap();
        assert_eq!(without_tracking(url), "https://paper.example/a?id=7");
    }

    #[test]
    fn language_tags_are_put_in_form() {
        assert_eq!(tag("en_us").as_deref(), Some("en-US"));
        assert_eq!(tag("de").as_deref(), Some("de"));
        assert_eq!(tag("english"), None);
    }

    #[test]
    fn only_a_later_page_of_the_same_piece_is_next() {
        let page = |path: &str| Url::parse(&format!("https://paper.example{path}")).unwrap();
        assert!(shares_path(&page("/bridge-opens/2"), &page("/bridge-opens")));
        assert!(shares_path(&page("/bridge-opens.html?page=2"), &page("/bridge-opens.html")));
        assert!(!shares_path(&page("/other-news"), &page("/bridge-opens")));
    }
}
