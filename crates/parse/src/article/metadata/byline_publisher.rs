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

/// Whether names say which of the publisher's desks wrote, where the known ones give the bare publisher: "Harbour Post
/// staff" beside "Harbour Post".
pub(super) fn is_desk(names: &[String], known: &[String]) -> bool {
    let ([name], [known]) = (names, known) else { return false };
    words::fold(name).strip_prefix(&words::fold(known)).is_some_and(|rest| rest.starts_with(' '))
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

#[cfg(test)]
mod tests {
    use crate::article::{Context, extract};

    const PROSE: &str = "<p>The council closed the bridge on Monday after engineers found a crack in its second pier, \
        and buses were sent around by the north road.</p><p>Nobody was hurt, the mayor said, and repairs will take \
        until the spring, when the ferries go again.</p>";

    fn authors(byline: &str) -> Vec<String> {
        let page = format!(
            "<title>Bridge closed</title><meta name=dc.creator content='Harbour Post'><body>\
             <article itemscope itemtype='https://schema.org/NewsArticle'><h1>Bridge closed</h1>\
             <span itemprop=author itemscope>By <span itemprop=name>{byline}</span></span>{PROSE}\
             <div itemprop=publisher itemscope><span itemprop=name>Harbour Post</span></div></article>"
        );
        extract(&page, &Context::default()).0.authors
    }

    #[test]
    fn whoever_is_named_on_the_page_beats_the_publisher_in_its_head() {
        assert_eq!(authors("Hanne Brodie"), ["Hanne Brodie"]);
        assert_eq!(authors("Harbour Post staff"), ["Harbour Post staff"]);
        assert_eq!(authors("Harbour Post"), ["Harbour Post"]);
    }
}
