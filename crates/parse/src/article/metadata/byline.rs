//! The byline: names of people out of JSON-LD, meta tags and the author's place on the page.

use serde_json::Value;

use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use crate::article::hints::Hints;
use crate::article::words;
use crate::markup::{NodeId, Tree};

/// Words that come before names in a byline, folded.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "by", "written by", "story by", "reported by", "posted by", "published by", "author", "authors",
    "words by", "text by", "review by", "reviewed by", "von", "autor", "autorin", "autoren", "text",
    "ein bericht von", "eine analyse von", "ein kommentar von", "ein gastbeitrag von", "interview von",
    "aus", "par", "propos recueillis par", "por", "escrito por", "texto", "di", "a cura di", "door", "av",
    "af", "tekst", "autorzy", "autorka", "yazan", "haber", "автор", "текст", "oleh", "penulis", "bởi",
    "تقرير", "كتب", "بقلم", "作者", "文", "記者", "글", "기자", "लेखक", "skrevet av", "kirjoittaja", "from",
    "edited by", "contributor",
];

/// What is no person's name, folded: roles, agencies and the like that templates put in a byline's place.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "admin", "administrator", "guest", "staff", "contributor", "author", "authors", "redaktion", "editor",
    "unknown", "null", "none", "anonymous", "share", "follow", "read more", "view all posts",
    "more stories", "subscribe", "email", "contact", "bio", "profile", "website", "view profile", "see all",
    "articles", "comments", "twitter", "facebook", "linkedin", "instagram", "reporter", "senior reporter",
    "correspondent", "published", "updated", "save", "print",
];

/// The names in order, without doubles.
pub(crate) fn find(
    tree: &Tree,
    top: NodeId,
    json_ld: &JsonLd,
    meta: &Meta,
    publisher: Option<&str>,
) -> Vec<String> {
    let described = described(json_ld);
    let tagged = tagged(meta);
    let shown = shown(tree, top);
    let is_publisher = |names: &[String]| {
        names
            .iter()
            .all(|name| publisher.is_some_and(|publisher| words::fold(publisher) == words::fold(name)))
    };
    let sources = [described, tagged, shown];
    let best = sources.iter().find(|names| !names.is_empty() && !is_publisher(names));
    best.or_else(|| sources.iter().find(|names| !names.is_empty())).cloned().unwrap_or_default()
}

fn described(json_ld: &JsonLd) -> Vec<String> {
    let mut names = Vec::new();
    for field in ["author", "creator"] {
        let objects = json_ld.objects(field);
        for object in &objects {
            match object.get("name") {
                Some(Value::Array(many)) => {
                    many.iter().filter_map(Value::as_str).for_each(|name| add(name, &mut names));
                }
                _ => text_in(object, "name").iter().for_each(|name| add(name, &mut names)),
            }
        }
        if objects.is_empty() {
            json_ld.names(field).iter().for_each(|name| add(name, &mut names));
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

fn tagged(meta: &Meta) -> Vec<String> {
    let mut names = Vec::new();
    for tag in [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
        "og:article:author",
        "cxenseparse:author",
        "twitter:creator_name",
    ] {
        for value in meta.all(tag).iter().filter(|value| !value.contains("://") && !value.starts_with('@')) {
            add(value, &mut names);
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// The names at the author's place: `rel=author`, `itemprop=author`, classes of a byline; the first place that has one.
fn shown(tree: &Tree, top: NodeId) -> Vec<String> {
    let mut best: Option<(u32, Vec<String>)> = None;
    for id in tree.descendants(top) {
        let Some(rank) = rank(tree, id) else { continue };
        if best.as_ref().is_some_and(|(known, _)| *known >= rank) || in_other_part(tree, id) {
            continue;
        }
        let text = tree.characters(id);
        let mut names = Vec::new();
        if text.len() < 400 {
            add(&text, &mut names);
        }
        if !names.is_empty() {
            best = Some((rank, names));
        }
    }
    best.map(|(_, names)| names).unwrap_or_default()
}

fn rank(tree: &Tree, id: NodeId) -> Option<u32> {
    let element = tree.element(id)?;
    let name: &str = element.name();
    if matches!(name, "script" | "style" | "meta" | "link" | "img") {
        return None;
    }
    let is_marked = |attribute, value: &str| {
        element.attribute(attribute).is_some_and(|found| found.split_whitespace().any(|word| word == value))
    };
    if is_marked("rel", "author") || is_marked("itemprop", "author") {
        return Some(3);
    }
    let class = element.attribute("class").unwrap_or_default().to_ascii_lowercase();
    if class.contains("author-name")
        || class.contains("author__name")
        || class.contains("byline__name")
        || class.contains("authorname")
    {
        return Some(2);
    }
    Hints::of(element).has(Hints::AUTHOR).then_some(1)
}

/// Whether the place belongs to comments, related pieces or the page's foot.
fn in_other_part(tree: &Tree, id: NodeId) -> bool {
    let other = Hints::COMMENT
        .with(Hints::RELATED)
        .with(Hints::FOOTER)
        .with(Hints::SIDEBAR)
        .with(Hints::PROMOTION)
        .with(Hints::CARD)
        .with(Hints::CAPTION);
    tree.ancestors(id).take(8).any(|up| {
        let name = tree.name(up);
        !matches!(name, "body" | "html")
            && (matches!(name, "footer" | "aside" | "nav" | "figure")
                || tree.element(up).is_some_and(|element| Hints::of(element).has(other)))
    })
}

/// Takes the names out of a byline and adds those that are new.
fn add(byline: &str, names: &mut Vec<String>) {
    let folded = byline.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.len() > 300 {
        return;
    }
    for part in split(&folded) {
        let Some(name) = name(&part) else { continue };
        if !names.iter().any(|known| words::fold(known) == words::fold(&name)) {
            names.push(name);
        }
    }
}

/// Splits at commas, semicolons, bars and the words for "and".
fn split(byline: &str) -> Vec<String> {
    let mut text = byline.replace([';', '|', '\n', '•', '·', '、'], ",");
    for and in [
        " and ", " und ", " et ", " y ", " e ", " & ", " en ", " och ", " og ", " ve ", " и ", " oraz ",
        " AND ", " UND ", " with ", " mit ",
    ] {
        text = text.replace(and, ",");
    }
    text.split(',').map(str::to_owned).collect()
}

/// A part of a byline as a name; `None` when it is none.
fn name(part: &str) -> Option<String> {
    let mut name = part.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '/' | '.' | '"' | '*' | '(' | '[')
    });
    loop {
        let lower = name.to_lowercase();
        let before = BEFORE.iter().filter(|before| {
            lower
                .strip_prefix(**before)
                .is_some_and(|rest| rest.starts_with([' ', ':', '：', '／', '\u{a0}']))
        });
        let Some(longest) = before.max_by_key(|before| before.len()) else { break };
        name = name
            .get(longest.len()..)?
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '／'));
    }
    let folded = words::fold(name);
    let words = name.split_whitespace().count();
    let has_digit = name.chars().filter(char::is_ascii_digit).count() > 1;
    let is_name = (2..=60).contains(&name.chars().count())
        && words <= 6
        && !has_digit
        && !name.contains(['@', '/', '{', '<', '=', '?', '!']);
    (is_name && !folded.is_empty() && !NO_NAMES.contains(&folded.as_str())).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_split_into_names() {
        let names = |byline| {
            let mut names = Vec::new();
            add(byline, &mut names);
            names
        };
        assert_eq!(names("By Ana Lind and Jan Roth"), ["Ana Lind", "Jan Roth"]);
        assert_eq!(names("Von Jan Roth, Eva Berg"), ["Jan Roth", "Eva Berg"]);
        assert_eq!(names("Written by: Ana Lind | Ana Lind"), ["Ana Lind"]);
        assert!(names("admin").is_empty() && names("ana@paper.example").is_empty());
    }
}
