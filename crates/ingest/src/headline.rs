//! A headline for what has none: its first sentence, cut at a word. Whoever uses it says that it was made.

use tidings_text::sentence;

/// Characters of a headline that is made.
const LONGEST: usize = 100;

/// A headline out of a text; `None` when there is no word in it.
pub(crate) fn of_text(text: &str, language: Option<&str>) -> Option<String> {
    let start: String = text.chars().take(8 * LONGEST).collect();
    let first = sentence::split(&start, language).into_iter().map(|span| span.of(&start).to_owned());
    let mut first = first.filter(|sentence| sentence.chars().any(char::is_alphanumeric));
    let words = first.next()?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(shortened(&words))
}

/// A headline for an item without text: of what kind it is, and from where.
pub(crate) fn of_nothing(has_picture: bool, site: Option<&str>) -> String {
    let kind = if has_picture { "A picture" } else { "An item without words" };
    site.map_or_else(|| kind.to_owned(), |site| format!("{kind} at {site}"))
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.trim_end_matches('.').to_owned();
    }
    let cut: String = words.chars().take(LONGEST - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sentence_is_the_headline() {
        assert_eq!(
            of_text("The wall holds. It was looked at twice.", None).as_deref(),
            Some("The wall holds")
        );
        assert_eq!(of_text(" … — ", None), None);
        let long = of_text(&"word ".repeat(60), None).unwrap();
        assert!(long.ends_with('…') && long.chars().count() <= LONGEST, "{long}");
        assert_eq!(of_nothing(true, Some("lake.example")), "A picture at lake.example");
    }
}
