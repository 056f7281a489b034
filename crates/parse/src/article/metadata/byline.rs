//! The byline: names of people out of JSON-LD, meta tags and the author's place on the page.

use serde_json::Value;

use super::byline_name::{BEFORE, add, add_whole, is_joined, name};
use super::byline_place::{alone, beside_date, by_address, is_dateline, is_full_name, is_scene, signed};
use super::byline_publisher::{is_desk, is_publisher, people_only, without_publisher};
use super::json_ld::{JsonLd, text_in};
use super::meta::Meta;
use super::place::Place;
use crate::article::hints::Hints;
use crate::article::words;
use crate::markup::{NodeId, Tree};

/// The names in order, without doubles: people whom the head of the page names, then people at the author's place on
/// the page, then organisations, the publisher itself, which may have several names, last.
pub(crate) fn find(place: &Place<'_>, json_ld: &JsonLd, meta: &Meta, publishers: &[String]) -> Vec<String> {
    let (people, organisations) = described(json_ld);
    let mut fallback: Option<Vec<String>> = None;
    let mut settle = |found: Vec<String>| {
        let mut authors = people_only(without_publisher(found, publishers), publishers);
        leave_scenes_out(place, &mut authors);
        if authors.is_empty() {
            return None;
        }
        if is_publisher(&authors, publishers) {
            let says_more = fallback.as_ref().is_none_or(|known| is_desk(&authors, known));
            fallback = if says_more { Some(authors) } else { fallback.take() };
            return None;
        }
        Some(authors)
    };
    if let Some(names) = [people, tagged(meta)].into_iter().find_map(&mut settle) {
        return fuller(place, &names).unwrap_or(names);
    }
    let settled = shown_on_page(place).into_iter().chain([organisations]).find_map(&mut settle);
    settled.or(fallback).unwrap_or_default()
}

/// Leaves out the place a piece is told from, where somebody is named beside it or the text begins with it.
fn leave_scenes_out(place: &Place<'_>, authors: &mut Vec<String>) {
    authors.retain(|name| !is_dateline(place, name));
    if authors.len() > 1 {
        let people: Vec<String> = authors.iter().filter(|name| !is_scene(place, name)).cloned().collect();
        *authors = if people.is_empty() { std::mem::take(authors) } else { people };
    }
}

/// What stands at the author's places on the page, the surest place first.
fn shown_on_page(place: &Place<'_>) -> [Vec<String>; 7] {
    let (marked, hinted) = shown(place);
    let spoken = spoken(place).map(|(_, names)| names).unwrap_or_default();
    let mut found =
        [marked, spoken, by_address(place), hinted, beside_date(place), signed(place.blocks), alone(place)];
    for (at, names) in found.iter_mut().enumerate() {
        let is_sign = |name: &str| at == 0 && name.len() > 3 && name.chars().all(char::is_alphanumeric);
        names.retain(|name| {
            !name.starts_with(char::is_lowercase) || name.starts_with("the ") || is_sign(name)
        });
    }
    found
}

/// The names of a line such as "By Ana Lind and Jan Roth", where it has all that the head of the page gives, and more:
/// the head often names the first writer only.
fn fuller(place: &Place<'_>, names: &[String]) -> Option<Vec<String>> {
    let (line, found) = spoken(place)?;
    let has = |name: &String| found.iter().any(|other| words::fold(other) == words::fold(name));
    let is_fuller = found.len() > names.len() && names.iter().all(has);
    (is_fuller && is_joined(line) && found.iter().all(|name| is_full_name(name))).then_some(found)
}

/// People and organisations that JSON-LD names as authors; organisations beside people are among these.
fn described(json_ld: &JsonLd) -> (Vec<String>, Vec<String>) {
    let authors = described_as(json_ld, "author");
    let creators = described_as(json_ld, "creator");
    let is_part = !creators.0.is_empty()
        && creators.0.len() < authors.0.len()
        && creators.0.iter().all(|name| authors.0.contains(name));
    if authors.0.is_empty() && (authors.1.is_empty() || !creators.0.is_empty()) || is_part {
        return creators;
    }
    authors
}

fn described_as(json_ld: &JsonLd, field: &str) -> (Vec<String>, Vec<String>) {
    let (mut all, mut has_people) = (Vec::new(), false);
    let objects = json_ld.objects(field);
    for object in &objects {
        let kind = object.get("@type").and_then(Value::as_str).unwrap_or_default();
        let is_organisation = kind.ends_with("Organization");
        let before = all.len();
        match object.get("name") {
            Some(Value::Array(many)) => {
                many.iter()
                    .filter_map(Value::as_str)
                    .for_each(|name| add_whole(name, is_organisation, &mut all));
            }
            _ => text_in(object, "name").iter().for_each(|name| add_whole(name, is_organisation, &mut all)),
        }
        has_people |= !is_organisation && all.len() > before;
    }
    if objects.is_empty() {
        json_ld.names(field).iter().for_each(|name| add(name, &mut all));
        has_people = true;
    }
    if has_people { (all, Vec::new()) } else { (Vec::new(), all) }
}

/// The short line by the headline that begins with a word such as "By", and its names.
fn spoken<'a>(place: &Place<'a>) -> Option<(&'a str, Vec<String>)> {
    for block in place.around() {
        if let Some(name) = glued(&block.text) {
            return Some((&block.text, vec![name]));
        }
        let labelled = if block.count.words <= 25 { labelled(&block.text) } else { Vec::new() };
        if !labelled.is_empty() {
            return Some((&block.text, labelled));
        }
        let first = block.text.split_inclusive([' ', ':', '：']).next().unwrap_or_default();
        if block.count.words > 14 || !SPOKEN.contains(&words::fold(first).as_str()) {
            continue;
        }
        let mut names = Vec::new();
        let line = block.text.split(['|', '·', '•', '–']).next().unwrap_or_default();
        add(line.split(", in ").next().unwrap_or_default(), &mut names);
        names.retain(|name| name.chars().next().is_some_and(char::is_uppercase));
        if names.is_empty() {
            names.extend(sign(line.trim_start_matches(first)));
        }
        if !names.is_empty() {
            return Some((&block.text, names));
        }
    }
    None
}

/// First words of a line that names the writer, folded.
#[rustfmt::skip]
const SPOKEN: [&str; 14] = [
    "by", "von", "por", "par", "written", "posted", "author", "door", "av", "di", "autor", "words", "text", "yazan",
];

/// An agency's sign that is all that stands behind "By".
fn sign(rest: &str) -> Option<String> {
    let sign = rest.split(',').next().unwrap_or_default().trim();
    let is_sign = (2..=5).contains(&sign.len()) && sign.chars().all(|c| c.is_ascii_uppercase());
    is_sign.then(|| sign.to_owned())
}

/// Words before writers' names in a line of parts that is written without spaces.
const LABELS: [&str; 8] = ["记者：", "記者：", "作者：", "撰文：", "文／", "记者:", "記者:", "作者:"];

/// The names behind a label within a line such as `2024-10-01 来源：青桥日报 记者：林晓`.
fn labelled(line: &str) -> Vec<String> {
    let Some((_, rest)) = LABELS.iter().find_map(|label| line.split_once(label)) else { return Vec::new() };
    let is_name =
        |part: &&str| (2..=4).contains(&part.chars().count()) && part.chars().all(words::is_ideograph);
    rest.split([' ', '、', '，', '\u{3000}'])
        .skip_while(|part| part.is_empty())
        .take_while(is_name)
        .map(str::to_owned)
        .collect()
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
                    add(&format!("{first} {last}"), &mut names);
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
fn shown(place: &Place<'_>) -> (Vec<String>, Vec<String>) {
    let tree = place.tree;
    let mut best: [(u32, Vec<String>); 2] = Default::default();
    for id in tree.descendants(place.body) {
        let Some(rank) = rank(place, id) else { continue };
        let [marked, hinted] = &mut best;
        let known = if rank > 1 { marked } else { hinted };
        if known.0 >= rank || in_other_part(place, id) {
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

fn rank(place: &Place<'_>, id: NodeId) -> Option<u32> {
    let element = place.tree.element(id)?;
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
    place.hints.of(id).has(Hints::AUTHOR).then_some(1)
}

/// Whether the place belongs to comments, related pieces or the page's foot.
fn in_other_part(place: &Place<'_>, id: NodeId) -> bool {
    let other =
        Hints::COMMENT.with(Hints::RELATED).with(Hints::FOOTER).with(Hints::CAPTION).with(Hints::POPULAR);
    place.tree.ancestors(id).take(6).any(|up| {
        let name = place.tree.name(up);
        !matches!(name, "body" | "html")
            && (matches!(name, "footer" | "aside" | "nav" | "figure") || place.hints.of(up).has(other))
    })
}
