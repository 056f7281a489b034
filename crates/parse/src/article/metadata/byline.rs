//! The byline: names of people out of JSON-LD, meta tags and the author's place on the page.

use serde_json::Value;

use super::byline_place::{alone, beside_date, by_address, signed};
use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use crate::article::block::Block;
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
    "edited by", "contributor", "view all posts by", "article by", "updated by", "posts by", "articles by", "medically reviewed by", "fact checked by",
];

/// Words of roles: a part of a byline that has one is no name.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "editor", "editors", "reviewer", "founder", "expert", "specialist", "consultant", "educators", "director", "officer", "marketing", "manager",
    "reporter", "correspondent", "producer", "writer", "journalist", "founder", "analyst", "professor", "strategist", "columnist", "photographer",
    "president", "engineer", "redakteur", "redakteurin", "korrespondent", "korrespondentin", "redacteur", "journaliste", "rédacteur", "periodista",
    "redactor", "redactora", "giornalista", "comment", "read", "about", "min", "updated", "published", "share", "follow", "certified", "licensed",
];

/// What is no person's name, folded: roles, agencies and the like that templates put in a byline's place.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "admin", "administrator", "guest", "staff", "contributor", "author", "authors", "redaktion", "editor",
    "unknown", "null", "none", "anonymous", "share", "follow", "read more", "view all posts",
    "more stories", "subscribe", "email", "contact", "bio", "profile", "website", "view profile", "see all",
    "articles", "comments", "twitter", "facebook", "linkedin", "instagram", "reporter", "senior reporter",
    "correspondent", "published", "updated", "save", "print", "posted on", "posted", "privacy", "reddit",
    "pinterest", "research", "development", "business", "home", "news", "nachrichten", "community development",
];

/// Where a byline is looked for beside the head of the page.
pub(crate) struct Place<'a> {
    pub(crate) tree: &'a Tree,
    pub(crate) body: NodeId,
    pub(crate) blocks: &'a [Block],
    /// The number of the first block of the article's text.
    pub(crate) first_text: usize,
}

/// The names in order, without doubles: people whom the head of the page names, then people at the author's place on
/// the page, then organisations.
pub(crate) fn find(place: &Place<'_>, json_ld: &JsonLd, meta: &Meta, publisher: Option<&str>) -> Vec<String> {
    let (people, organisations) = described(json_ld);
    let named = [people, tagged(meta)];
    let mut fallback = None;
    let mut settle = |names: Vec<String>| {
        let names = people_only(without_publisher(names, publisher), publisher);
        if names.is_empty() || is_publisher(&names, publisher) {
            fallback = fallback.take().or(Some(names).filter(|names| !names.is_empty()));
            return None;
        }
        Some(names)
    };
    if let Some(names) = named.into_iter().find_map(&mut settle) {
        return names;
    }
    let (marked, hinted) = shown(place.tree, place.body);
    let on_page = [
        marked,
        spoken(place.blocks, place.first_text),
        by_address(place),
        hinted,
        beside_date(place),
        signed(place.blocks),
        alone(place),
        organisations,
    ];
    let settled = on_page.into_iter().find_map(&mut settle);
    settled.or(fallback).unwrap_or_default()
}

/// Whether all that is named is the publisher.
fn is_publisher(names: &[String], publisher: Option<&str>) -> bool {
    let publisher = publisher.map(words::fold).unwrap_or_default();
    names.iter().all(|name| publisher.contains(&words::fold(name)))
}

/// Takes the publisher's name from the end of people's names: "Ana Lind The Harbour Post".
fn without_publisher(names: Vec<String>, publisher: Option<&str>) -> Vec<String> {
    let Some(publisher) = publisher.filter(|publisher| publisher.len() > 3) else { return names };
    let bare = |name: String| match name.strip_suffix(publisher).map(str::trim) {
        Some(rest) if rest.contains(' ') => rest.trim_end_matches([',', '-', '|', '/', ' ']).to_owned(),
        _ => name,
    };
    names.into_iter().map(bare).collect()
}

/// Leaves the publisher's own name out where people are named beside it.
fn people_only(names: Vec<String>, publisher: Option<&str>) -> Vec<String> {
    let publisher = publisher.map(words::fold).unwrap_or_default();
    let is_part = |name: &String| names.iter().any(|other| other.ends_with(&format!(" {name}")));
    let people: Vec<String> =
        names.iter().filter(|name| words::fold(name) != publisher && !is_part(name)).cloned().collect();
    if people.is_empty() { names } else { people }
}

/// People and organisations that JSON-LD names as authors.
fn described(json_ld: &JsonLd) -> (Vec<String>, Vec<String>) {
    let (mut people, mut organisations) = (Vec::new(), Vec::new());
    for field in ["author", "creator"] {
        let objects = json_ld.objects(field);
        for object in &objects {
            let is_organisation = object
                .get("@type")
                .and_then(Value::as_str)
                .is_some_and(|kind| kind.ends_with("Organization"));
            let names = if is_organisation { &mut organisations } else { &mut people };
            match object.get("name") {
                Some(Value::Array(many)) => {
                    many.iter().filter_map(Value::as_str).for_each(|name| add(name, names));
                }
                _ => text_in(object, "name").iter().for_each(|name| add(name, names)),
            }
        }
        if objects.is_empty() {
            json_ld.names(field).iter().for_each(|name| add(name, &mut people));
        }
        if !people.is_empty() {
            break;
        }
    }
    (people, organisations)
}

/// Names in a short line by the headline that begins with a word such as "By".
fn spoken(blocks: &[Block], first_text: usize) -> Vec<String> {
    let start = first_text.saturating_sub(10);
    for block in blocks.iter().skip(start).take(first_text - start + 3) {
        if let Some(name) = glued(&block.text) {
            return vec![name];
        }
        let first = block.text.split_inclusive([' ', ':', '：']).next().unwrap_or_default();
        let begins = [
            "by", "von", "por", "par", "written", "posted", "author", "door", "av", "di", "autor", "words",
            "text",
        ];
        let folded = words::fold(first);
        if block.count.words > 14 || !begins.contains(&folded.as_str()) {
            continue;
        }
        let mut names = Vec::new();
        let line = block.text.split(['|', '·', '•', '–']).next().unwrap_or_default();
        add(line.split(", in ").next().unwrap_or_default(), &mut names);
        names.retain(|name| name.chars().next().is_some_and(char::is_uppercase));
        if !names.is_empty() {
            return names;
        }
    }
    Vec::new()
}

/// The name in a line such as `ByAna Lind`, whose parts only a style sheet sets apart.
fn glued(line: &str) -> Option<String> {
    let rest = line.strip_prefix("By")?;
    let is_glued = rest.starts_with(char::is_uppercase) && rest.split_whitespace().count() <= 4;
    is_glued.then(|| name(rest)).flatten()
}

fn tagged(meta: &Meta) -> Vec<String> {
    let mut names = Vec::new();
    for (label, value) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if meta.first(&[label]).is_some_and(|label| BEFORE.contains(&words::fold(label).as_str())) {
            meta.all(value).iter().for_each(|value| add(value, &mut names));
        }
    }
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
            match value.split_once(", ") {
                Some((last, first)) if tag == "citation_author" => {
                    add(&format!("{first} {last}"), &mut names)
                }
                _ => add(value, &mut names),
            }
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// The names at the author's place: where `rel=author`, `itemprop=author` or a class of names marks it, and where a
/// class only hints at it.
fn shown(tree: &Tree, top: NodeId) -> (Vec<String>, Vec<String>) {
    let mut best: [(u32, Vec<String>); 2] = Default::default();
    for id in tree.descendants(top) {
        let Some(rank) = rank(tree, id) else { continue };
        let [marked, hinted] = &mut best;
        let known = if rank > 1 { marked } else { hinted };
        if known.0 >= rank || in_other_part(tree, id) {
            continue;
        }
        let text = lines(tree, id);
        let mut names = Vec::new();
        if text.len() < 300 {
            add(&text, &mut names);
        }
        if !names.is_empty() && names.len() <= 8 {
            *known = (rank, names);
        }
    }
    let [marked, hinted] = best;
    (marked.1, hinted.1)
}

/// The text of an element with a line end between its parts.
fn lines(tree: &Tree, top: NodeId) -> String {
    let mut text = String::new();
    for id in tree.descendants(top) {
        if let Some(part) = tree.text(id) {
            let holder = tree.parent(id).map_or("", |parent| tree.name(parent));
            text.push_str(if matches!(holder, "script" | "style" | "title" | "button") { "" } else { part });
        } else if !matches!(tree.name(id), "span" | "b" | "strong" | "em" | "i" | "a" | "") {
            text.push('\n');
        }
    }
    text
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
    let class = element.attribute("class").unwrap_or_default();
    let names = [
        "author-name",
        "author__name",
        "byline__name",
        "authorName",
        "authorname",
        "byline-name",
        "AuthorName",
    ];
    if names.iter().any(|name| class.contains(name)) {
        return Some(2);
    }
    Hints::of(element).has(Hints::AUTHOR).then_some(1)
}

/// Whether the place belongs to comments, related pieces or the page's foot.
fn in_other_part(tree: &Tree, id: NodeId) -> bool {
    let other =
        Hints::COMMENT.with(Hints::RELATED).with(Hints::FOOTER).with(Hints::CAPTION).with(Hints::POPULAR);
    tree.ancestors(id).take(6).any(|up| {
        let name = tree.name(up);
        !matches!(name, "body" | "html")
            && (matches!(name, "footer" | "aside" | "nav" | "figure")
                || tree.element(up).is_some_and(|element| Hints::of(element).has(other)))
    })
}

/// Takes the names out of a byline and adds those that are new.
pub(super) fn add(byline: &str, names: &mut Vec<String>) {
    let folded: Vec<String> =
        byline.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let folded = folded.join("\n");
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
    let name = name.split(" - ").next().unwrap_or(name);
    let name = without_initials(name);
    let folded = words::fold(name);
    let words = name.split_whitespace().count();
    let has_number = name.split_whitespace().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let is_role = folded.split(' ').any(|word| ROLES.contains(&word))
        || name.starts_with(char::is_lowercase) && !is_lower_name(name, words)
        || words == 1 && is_path(name);
    let is_label = BEFORE.contains(&folded.as_str()) || NO_NAMES.contains(&folded.as_str());
    let is_degree = name.len() <= 5 && !name.contains(|c: char| c.is_lowercase() || !c.is_ascii());
    let is_short = (2..=60).contains(&name.chars().count()) && words <= 6;
    let is_odd = name.contains(['@', '/', '{', '<', '=', '?', '!', ':', '#', '…']);
    let is_name = is_short && !is_odd && !is_degree && !has_number && !is_role && !is_label;
    (is_name && !folded.is_empty()).then(|| name.to_owned())
}

/// Whether small letters can be a name all the same: a short sign, or a name of two words that a form did not check.
fn is_lower_name(name: &str, words: usize) -> bool {
    words <= 2 && !name.contains(|c: char| c.is_uppercase() || c == '-')
}

/// Whether a word with full stops is no site's address: `page.author.name`.
fn is_path(word: &str) -> bool {
    let end = word.rsplit_once('.').map_or("", |(_, end)| end);
    !end.is_empty() && !(2..=3).contains(&end.len())
}

/// A name without the writer's short sign behind it: "Ana Lind (ali)".
fn without_initials(name: &str) -> &str {
    match name.split_once(" (") {
        Some((bare, sign)) if sign.len() <= 6 && sign.ends_with(')') && !bare.is_empty() => bare,
        _ => name,
    }
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
