//! Attributes: which of them a tag keeps, and the form of their values.

use std::borrow::Cow;

use url::Url;

use super::address::{Use, resolve};
use super::escape;
use super::tag::Tag;

/// A value longer than this is dropped, except for alternative texts, which are cut.
const LONGEST: usize = 512;
/// Characters of alternative text that are kept.
const LONGEST_ALT: usize = 2_000;

/// Writes the attributes that a tag keeps, each with a space before it, in one fixed order. `false` when the tag has
/// no use without an attribute that is missing: a link without address, a picture without source.
pub(super) fn write<'a>(
    tag: Tag,
    attributes: &[(&'a str, Cow<'a, str>)],
    base: Option<&Url>,
    out: &mut String,
) -> bool {
    let value =
        |name: &str| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref());
    match tag.name {
        "a" => {
            let Some(address) = value("href").and_then(|href| resolve(href, base, Use::Link)) else {
                return false;
            };
            put("href", &address, out);
            put_if("class", value("class").filter(|class| *class == "embed"), out);
        }
        "img" => return write_picture(value, base, out),
        "span" => put_if("class", value("class").filter(|class| *class == "credit"), out),
        "blockquote" | "q" => {
            if let Some(source) = value("cite").and_then(|cite| resolve(cite, base, Use::Link)) {
                put("cite", &source, out);
            }
        }
        "ol" => {
            put_if("start", value("start").filter(|start| is_number(start)), out);
            put_if("reversed", value("reversed").map(|_| ""), out);
            put_if("type", value("type").filter(|kind| matches!(*kind, "1" | "a" | "A" | "i" | "I")), out);
        }
        "li" => put_if("value", value("value").filter(|number| is_number(number)), out),
        "td" | "th" => {
            put_if("colspan", value("colspan").filter(|span| is_span(span)), out);
            put_if("rowspan", value("rowspan").filter(|span| is_span(span)), out);
        }
        "time" => put_if("datetime", value("datetime").filter(|time| is_datetime(time)), out),
        _ => {}
    }
    write_global(tag, value, out);
    tag.name != "span" || !out.is_empty()
}

fn write_global<'a>(tag: Tag, value: impl Fn(&str) -> Option<&'a str>, out: &mut String) {
    if matches!(tag.name, "a" | "abbr" | "dfn") {
        put_if("title", value("title").filter(|title| !title.is_empty() && title.len() <= LONGEST), out);
    }
    put_if("lang", value("lang").filter(|language| is_language(language)), out);
    put_if("dir", value("dir").filter(|direction| matches!(*direction, "ltr" | "rtl" | "auto")), out);
}

fn write_picture<'a>(value: impl Fn(&str) -> Option<&'a str>, base: Option<&Url>, out: &mut String) -> bool {
    let is_tracker = |size: Option<&str>| matches!(size, Some("0" | "1"));
    if is_tracker(value("width")) || is_tracker(value("height")) {
        return false;
    }
    let Some(address) = value("src").and_then(|source| resolve(source, base, Use::Picture)) else {
        return false;
    };
    put("src", &address, out);
    let alt = value("alt").unwrap_or_default();
    let cut = alt.char_indices().nth(LONGEST_ALT).map_or(alt, |(end, _)| alt.get(..end).unwrap_or_default());
    put("alt", cut, out);
    put_if("width", value("width").filter(|size| is_size(size)), out);
    put_if("height", value("height").filter(|size| is_size(size)), out);
    true
}

fn put(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape::attribute(value, out);
    out.push('"');
}

fn put_if(name: &str, value: Option<&str>, out: &mut String) {
    if let Some(value) = value {
        put(name, value, out);
    }
}

fn is_number(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_size(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_span(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_datetime(text: &str) -> bool {
    (4..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-:.+ ".contains(&byte))
}

fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
