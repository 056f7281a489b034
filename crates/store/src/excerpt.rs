//! The excerpt of an entry: its first characters as plain text, for lists until the page is read.

use tidings_model::entry::EntryText;

/// Characters of an excerpt.
const EXCERPT: usize = 300;

/// The first characters of the summary as plain text: the markup is our sanitiser's, so tags are well formed.
pub(crate) fn excerpt_of(text: &EntryText) -> String {
    let markup = if text.summary_html.is_empty() { &text.content_html } else { &text.summary_html };
    let mut plain = String::new();
    for (place, part) in markup.split('<').enumerate() {
        let words = if place == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) };
        plain.push_str(words);
        plain.push(' ');
        if plain.len() > 8 * EXCERPT {
            break;
        }
    }
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
    shortened(&plain)
}

/// At most [`EXCERPT`] characters, cut at a word.
fn shortened(plain: &str) -> String {
    if plain.chars().count() <= EXCERPT {
        return plain.to_owned();
    }
    let cut: String = plain.chars().take(EXCERPT - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_plain_and_short() {
        let summary_html = format!("<p>Fish &amp; chips</p><p>{}</p>", "word ".repeat(200));
        let excerpt = excerpt_of(&EntryText { summary_html, ..EntryText::default() });
        assert!(excerpt.starts_with("Fish & chips word"));
        assert!(excerpt.ends_with('…') && excerpt.chars().count() <= EXCERPT);
    }
}
