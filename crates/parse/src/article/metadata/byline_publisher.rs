//! The publisher in the byline: its own name behind or beside a person's is no author, and alone it counts last.

use crate::article::words;

/// Whether all that is named is the publisher.
pub(super) fn is_publisher(names: &[String], publishers: &[String]) -> bool {
    names.iter().all(|name| {
        let name = words::fold(name);
        publishers.iter().map(|publisher| words::fold(publisher)).any(|publisher| {
            publisher.contains(&name) || publisher.contains(' ') && name.starts_with(&publisher)
        })
    })
}

/// Takes the publisher's name from the end of people's names: "Ana Lind The Harbour Post".
pub(super) fn without_publisher(names: Vec<String>, publishers: &[String]) -> Vec<String> {
    let bare = |name: String| {
        let rest = publishers
            .iter()
            .filter(|publisher| publisher.len() > 3)
            .find_map(|publisher| name.strip_suffix(publisher.as_str()))
            .map(str::trim);
        match rest {
            Some(rest) if rest.contains(' ') => rest.trim_end_matches([',', '-', '|', '/', ' ']).to_owned(),
            _ => name,
        }
    };
    names.into_iter().map(bare).collect()
}

/// Leaves the publisher's own name out where people are named beside it.
pub(super) fn people_only(names: Vec<String>, publishers: &[String]) -> Vec<String> {
    let publishers: Vec<String> = publishers.iter().map(|name| bare_name(name)).collect();
    let is_part = |name: &String| names.iter().any(|other| other.ends_with(&format!(" {name}")));
    let people: Vec<String> = names
        .iter()
        .filter(|name| !publishers.contains(&bare_name(name)) && !is_part(name))
        .cloned()
        .collect();
    if people.is_empty() { names } else { people }
}

/// A publisher's name folded, without its article.
fn bare_name(name: &str) -> String {
    let folded = words::fold(name);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}
