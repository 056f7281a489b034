//! The publisher in the byline: its own name, alone or behind a person's, is no author.

use serde_json::Value;

use super::json_ld::{JsonLd, text_in};
use crate::article::words;

/// Whether all that is named is the publisher.
pub(super) fn is_publisher(names: &[String], publisher: Option<&str>) -> bool {
    let publisher = publisher.map(words::fold).unwrap_or_default();
    names.iter().all(|name| publisher.contains(&words::fold(name)))
}

/// Takes the publisher's name from the end of people's names: "Ana Lind The Harbour Post".
pub(super) fn without_publisher(names: Vec<String>, publisher: Option<&str>) -> Vec<String> {
    let Some(publisher) = publisher.filter(|publisher| publisher.len() > 3) else { return names };
    let bare = |name: String| match name.strip_suffix(publisher).map(str::trim) {
        Some(rest) if rest.contains(' ') => rest.trim_end_matches([',', '-', '|', '/', ' ']).to_owned(),
        _ => name,
    };
    names.into_iter().map(bare).collect()
}

/// Leaves the publisher's own name out where people are named beside it.
pub(super) fn people_only(names: Vec<String>, publisher: Option<&str>) -> Vec<String> {
    let publisher = publisher.map(words::fold).unwrap_or_default();
    let is_part = |name: &String| names.iter().any(|other| other.ends_with(&format!(" {name}")));
    let people: Vec<String> =
        names.iter().filter(|name| words::fold(name) != publisher && !is_part(name)).cloned().collect();
    if people.is_empty() { names } else { people }
}

/// Leaves out what is a publisher's own name: it is no byline, unless the page says that it is a person's.
pub(super) fn without_publishers(
    mut names: Vec<String>,
    publishers: &[&str],
    people: &[String],
) -> Vec<String> {
    let publishers: Vec<String> = publishers.iter().map(|name| bare_name(name)).collect();
    names.retain(|name| people.contains(&bare_name(name)) || !publishers.contains(&bare_name(name)));
    names
}

/// Bare names of authors whom JSON-LD calls persons.
pub(super) fn typed_people(json_ld: &JsonLd) -> Vec<String> {
    let objects = json_ld.objects("author").into_iter();
    let people = objects.filter(|object| object.get("@type").and_then(Value::as_str) == Some("Person"));
    people.filter_map(|object| text_in(object, "name")).map(|name| bare_name(&name)).collect()
}

/// A publisher's name folded, without its article.
fn bare_name(name: &str) -> String {
    let folded = words::fold(name);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}
