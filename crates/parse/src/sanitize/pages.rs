//! A long text in pages: clean markup cut so that each piece is clean markup by itself.

use super::SafeHtml;

/// Tags that have no end.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];
/// Between two blocks at the top a page ends gladly, once it is this full (in tenths).
const GLADLY_TENTHS: usize = 7;

/// Cuts a text into pieces of at most about `bytes` bytes of markup, in order: between two blocks where that is possible,
/// otherwise at a space within one, whose elements are then closed and opened again. One piece where it is short enough.
#[must_use]
pub fn pages(html: &SafeHtml, bytes: usize) -> Vec<SafeHtml> {
    if html.as_str().len() <= bytes {
        return vec![html.clone()];
    }
    let mut pages = Pages { limit: bytes.max(1_000), ..Pages::default() };
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        let (text, markup) = rest.split_at(start);
        pages.text(text);
        let end = tag_end(markup);
        let (tag, after) = markup.split_at(end);
        pages.tag(tag);
        rest = after;
    }
    pages.text(rest);
    pages.done()
}

/// The beginning of a text, of at most about `bytes` bytes of markup; `true` when something was left off.
#[must_use]
pub fn beginning(html: &SafeHtml, bytes: usize) -> (SafeHtml, bool) {
    let mut pages = pages(html, bytes).into_iter();
    let first = pages.next().unwrap_or_default();
    (first, pages.next().is_some())
}

/// What is being cut.
#[derive(Default)]
struct Pages<'a> {
    limit: usize,
    done: Vec<SafeHtml>,
    page: String,
    /// The open elements: their names and whole tags.
    open: Vec<(&'a str, &'a str)>,
    /// Bytes that closing them takes.
    closing: usize,
    /// Bytes of the page that only open elements again.
    opened: usize,
}

impl<'a> Pages<'a> {
    fn text(&mut self, mut text: &'a str) {
        while !text.is_empty() {
            let room = self.limit.saturating_sub(self.page.len() + self.closing);
            if text.len() <= room {
                self.page.push_str(text);
                return;
            }
            let (kept, rest) = text.split_at(break_before(text, room));
            self.page.push_str(kept);
            self.turn();
            text = rest;
        }
    }

    fn tag(&mut self, tag: &'a str) {
        let name = name_of(tag);
        if tag.starts_with("</") {
            self.page.push_str(tag);
            if let Some((name, _)) = self.open.pop() {
                self.closing = self.closing.saturating_sub(name.len() + 3);
            }
            return;
        }
        let is_full = self.page.len() + self.closing + tag.len() > self.limit;
        let is_fit = self.open.is_empty() && self.page.len() * 10 > self.limit * GLADLY_TENTHS;
        if is_full || is_fit {
            self.turn();
        }
        self.page.push_str(tag);
        if !VOID.contains(&name) {
            self.closing += name.len() + 3;
            self.open.push((name, tag));
        }
    }

    /// Ends the page and begins the next one with the same elements open. A page that holds nothing yet goes on: the open
    /// elements alone are longer than a page may be.
    fn turn(&mut self) {
        if self.page.len() <= self.opened {
            return;
        }
        let mut page = std::mem::take(&mut self.page);
        for (name, _) in self.open.iter().rev() {
            page.push_str("</");
            page.push_str(name);
            page.push('>');
        }
        self.done.push(SafeHtml(page));
        self.page.extend(self.open.iter().map(|(_, tag)| *tag));
        self.opened = self.page.len();
    }

    fn done(mut self) -> Vec<SafeHtml> {
        if self.page.len() > self.opened {
            self.done.push(SafeHtml(self.page));
        }
        self.done
    }
}

/// Where a text of clean markup may be broken: after the last space within `room` bytes, otherwise between two characters,
/// never within a reference such as `&amp;`; at least one character on, so that the work ends.
fn break_before(text: &str, room: usize) -> usize {
    let floor = text.floor_char_boundary(room);
    let head = text.get(..floor).unwrap_or_default();
    if let Some(space) = head.rfind(char::is_whitespace).filter(|space| *space > 0) {
        return text.ceil_char_boundary(space + 1);
    }
    let reference = head.rfind('&').filter(|start| !head.get(*start..).unwrap_or_default().contains(';'));
    let place = reference.unwrap_or(floor);
    if place > 0 {
        return place;
    }
    let first = if text.starts_with('&') { text.find(';').map(|end| end + 1) } else { None };
    first.or_else(|| text.chars().next().map(char::len_utf8)).unwrap_or(text.len())
}

/// The length of the tag that a text begins with; clean markup has no `>` in an attribute.
fn tag_end(markup: &str) -> usize {
    markup.find('>').map_or(markup.len(), |end| end + 1)
}

fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{annotate, clean};
    use super::*;

    fn check(html: &SafeHtml, bytes: usize) -> Vec<SafeHtml> {
        let pages = pages(html, bytes);
        let words = |html: &SafeHtml| annotate::plain(html).split_whitespace().collect::<String>();
        for page in &pages {
            assert_nested(page.as_str(), html.as_str());
            assert_eq!(
                words(&clean(page.as_str(), None)),
                words(page),
                "cleaning a page takes no word from it"
            );
        }
        let together: String = pages.iter().map(words).collect();
        assert_eq!(together, words(html), "no word is lost and none comes twice");
        pages
    }

    /// Every tag of a page is one of the whole text's, and they are properly nested.
    fn assert_nested(page: &str, whole: &str) {
        let mut open = Vec::new();
        for piece in page.split('<').skip(1) {
            let tag = piece.split_inclusive('>').next().unwrap();
            assert!(whole.contains(&format!("<{tag}")), "<{tag} is no tag of the text");
            let name = name_of(tag);
            if tag.starts_with('/') {
                assert_eq!(open.pop(), Some(name), "{page}");
            } else if !VOID.contains(&name) {
                open.push(name);
            }
        }
        assert!(open.is_empty(), "{open:?} stay open in {page}");
    }

    #[test]
    fn a_short_text_is_one_page() {
        let html = clean("<p>One.</p>", None);
        assert_eq!(pages(&html, 1_000), [html]);
        assert_eq!(pages(&SafeHtml::default(), 1_000).len(), 1);
    }

    #[test]
    fn a_long_text_is_cut_between_blocks() {
        let html = clean(&"<p>The ferry sank in the harbour mouth.</p>".repeat(1_000), None);
        let pages = check(&html, 5_000);
        assert!(pages.len() >= 9, "{}", pages.len());
        for page in &pages {
            assert!(page.as_str().len() <= 5_000 && page.as_str().starts_with("<p>The ferry"));
        }
    }

    #[test]
    fn one_endless_paragraph_table_or_word_is_cut_within() {
        for monster in [
            format!("<p>{}</p>", "ferry &amp; harbour ".repeat(5_000)),
            format!("<blockquote><p>{}</p></blockquote>", "a".repeat(100_000)),
            format!("<p>{}</p>", "&amp;".repeat(20_000)),
            format!("<table><tbody>{}</tbody></table>", "<tr><td>One</td><td>Two</td></tr>".repeat(3_000)),
            format!("<ul>{}</ul>", "<li>港で火災</li>".repeat(5_000)),
        ] {
            for page in check(&clean(&monster, None), 8_000) {
                assert!(page.as_str().len() <= 8_200, "{}", page.as_str().len());
            }
        }
    }

    #[test]
    fn the_beginning_says_whether_something_follows() {
        let html = clean(&"<p>Word after word.</p>".repeat(500), None);
        let (start, more) = beginning(&html, 2_000);
        assert!(more && start.as_str().len() <= 2_000);
        assert!(!beginning(&clean("<p>All.</p>", None), 2_000).1);
    }

    proptest! {
        #[test]
        fn any_markup_is_cut_into_clean_pages(text in "(<(p|em|ul|li|table|tr|td|div|b|a)>|</(p|em|ul|li|div|b)>|[a-zé ]{0,40}|&amp;){0,200}") {
            check(&clean(&text, None), 1_000);
        }
    }
}
