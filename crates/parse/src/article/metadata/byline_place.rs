//! The byline's place: where by the shape of the page, and not by its marks, a writer's name stands.

use super::byline_name::add;
use super::date::PageDate;
use super::place::Place;
use crate::article::block::{Block, Kind};
use crate::article::words;
use crate::markup::NodeId;

/// Folders of an address under which sites keep the pages of their writers.
#[rustfmt::skip]
const FOLDERS: &[&str] = &[
    "author", "authors", "autor", "autore", "autoren", "autores", "auteur", "auteurs", "autori", "people", "person",
    "profile", "profiles", "contributor", "contributors", "staff", "team", "writer", "writers", "journalist",
    "journalists", "reporter", "reporters", "columnists", "producers", "experts", "bio", "by", "redakteur",
    "skribent", "forfatter", "yazar", "yazarlar", "redactores", "firmas",
];

/// Names of links by the headline that lead to a writer's page: the folder is a writers' one and the page is called
/// by the name.
pub(super) fn by_address(place: &Place<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for block in place.around().filter(|block| block.count.links > 0 && block.count.words <= 30) {
        let mut links: Vec<NodeId> = Vec::new();
        for leaf in &block.leaves {
            let link = place.tree.ancestors(*leaf).take(4).find(|up| place.tree.name(*up) == "a");
            links.extend(link.filter(|link| !links.contains(link)));
        }
        for link in links {
            let text = place.tree.characters(link);
            let href = place.tree.attribute(link, "href").unwrap_or_default();
            if leads_to_writer(href, &text) {
                add(&text, &mut names);
            }
        }
    }
    names.truncate(8);
    names
}

fn leads_to_writer(href: &str, text: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let Some((folders, page)) = path.rsplit_once('/') else { return false };
    let is_folder = folders.split('/').any(|folder| FOLDERS.contains(&folder.to_lowercase().as_str()));
    let folded = words::fold(text);
    let page = words::fold(page.trim_end_matches(".html"));
    let is_called = folded.split(' ').any(|word| word.len() > 2 && page.contains(word));
    is_folder && is_called && (2..=5).contains(&folded.split(' ').count())
}

/// A name that stands with the date in a line of parts by the headline: `Ana Lind | Senior Writer | May 3, 2024`.
pub(super) fn beside_date(place: &Place<'_>) -> Vec<String> {
    for block in place.around().filter(|block| block.count.words <= 16) {
        let mut parts = block.text.split(['|', '·', '•', '–']);
        let first = parts.next().unwrap_or_default().trim();
        let has_date = parts.any(|part| PageDate::read(part).is_some());
        if has_date && is_full_name(first) {
            let mut names = Vec::new();
            add(first, &mut names);
            return names;
        }
    }
    Vec::new()
}

/// A name behind "Written by", wherever that stands.
pub(super) fn signed(blocks: &[Block]) -> Vec<String> {
    let mut names = Vec::new();
    for (block, next) in blocks.iter().zip(blocks.iter().skip(1)) {
        let folded = &block.folded;
        if block.count.words > 6
            || !["written by", "words by", "story by"].iter().any(|by| folded.starts_with(by))
        {
            continue;
        }
        let text = if folded.split(' ').count() == 2 { &next.text } else { &block.text };
        if text.len() < 60 {
            add(text, &mut names);
        }
        if !names.is_empty() {
            break;
        }
    }
    names
}

/// A bare name, or several with strokes between them, that is the first line of the text.
pub(super) fn alone(place: &Place<'_>) -> Vec<String> {
    let Some(headline) = place.blocks.iter().position(|block| block.kind == Kind::Heading(1)) else {
        return Vec::new();
    };
    let start = place.first_text.saturating_sub(2).max(headline);
    let lines = place.blocks.iter().skip(start).take(4).filter(|block| block.kind == Kind::Paragraph);
    let is_names = |text: &str| text.split('/').all(is_full_name);
    let found = lines.filter(|block| block.count.links == 0).find(|block| is_names(&block.text));
    let mut names = Vec::new();
    for part in found.map(|block| block.text.split('/')).into_iter().flatten() {
        add(part, &mut names);
    }
    names
}

/// Whether a line is nothing but a byline: "By Ana Lind and Jan Roth".
pub(crate) fn is_line(line: &str) -> bool {
    let starts = ["By ", "BY ", "Von ", "Par ", "Por ", "Door ", "Av ", "Di "];
    let Some(rest) = starts.iter().find_map(|start| line.strip_prefix(start)) else { return false };
    let joins = ["and", "und", "et", "y", "e", "en", "och", "de", "van", "von", "der", "da", "in", "for"];
    let is_name = |word: &str| word.starts_with(char::is_uppercase) || joins.contains(&word);
    let mut names = Vec::new();
    add(line, &mut names);
    !names.is_empty()
        && rest.split_whitespace().count() <= 8
        && rest.split_whitespace().all(is_name)
        && !rest.ends_with(['.', '!', '?', ':', '…'])
}

/// Words before the name of a place, and not of a person.
const WITHIN: [&str; 8] = ["in", "at", "near", "aus", "en", "em", "we", "в"];

/// Paragraphs of the text in which a scene is looked for.
const LONGEST_SCENE: usize = 40;

/// Whether a name is that of the place a piece is told from: the text speaks of being in it.
pub(super) fn is_scene(place: &Place<'_>, name: &str) -> bool {
    let is_place_in = |text: &str| {
        text.match_indices(name).any(|(at, _)| {
            let (before, behind) =
                (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
            let word = before
                .strip_suffix(' ')
                .and_then(|before| before.rsplit(|c: char| !c.is_alphabetic()).next());
            word.is_some_and(|word| WITHIN.contains(&word))
                && !behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        })
    };
    name.len() > 3 && paragraphs(place).take(LONGEST_SCENE).any(|block| is_place_in(&block.text))
}

/// Whether a text begins with a name as its dateline: `PORT AVERIL (Tide Wire)`.
pub(super) fn is_dateline(place: &Place<'_>, name: &str) -> bool {
    name.len() > 3
        && paragraphs(place).take(2).any(|block| {
            let head = block.text.get(..name.len()).unwrap_or_default();
            let behind = block.text.get(name.len()..).unwrap_or_default().trim_start();
            words::fold(head) == words::fold(name) && behind.starts_with(['(', '–', '—', '-'])
        })
}

fn paragraphs<'a>(place: &Place<'a>) -> impl Iterator<Item = &'a Block> + use<'a> {
    place.blocks.iter().skip(place.first_text).filter(|block| block.count.prose > 0)
}

/// Two to four words that all begin with a capital letter, and nothing else.
pub(super) fn is_full_name(text: &str) -> bool {
    let text = text.trim();
    let count = text.split_whitespace().count();
    let is_word = |word: &str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    (2..=4).contains(&count) && text.split_whitespace().all(is_word) && !text.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writers_page_is_called_by_the_writer() {
        assert!(leads_to_writer("/authors/ana-lind", "Ana Lind"));
        assert!(leads_to_writer("https://paper.example/people/alind/", "Ana Lind"));
        assert!(!leads_to_writer("/tags/ana-lind", "Ana Lind"));
        assert!(!leads_to_writer("/author/x7", "Ana Lind"));
    }

    #[test]
    fn only_capitals_make_a_full_name() {
        assert!(is_full_name("Ana Lind") && is_full_name("Jean-Luc D’Arc"));
        assert!(!is_full_name("Ana opens") && !is_full_name("Lind") && !is_full_name("Ana Lind, 3 May"));
    }
}
