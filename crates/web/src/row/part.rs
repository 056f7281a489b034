//! Parts of a long text: which of them a page shows, with which figures, and where a sentence stands.

use std::collections::HashSet;

use tidings_model::id::ArticleId;
use tidings_parse::sanitize::SafeHtml;
use tidings_parse::sanitize::pages::pages;

use super::place;
use crate::budget::{printed, within};
use crate::link::Link;
use crate::page::article::PartView;
use crate::page::body::addresses;
use crate::page::figure::FigureView;

/// Bytes of markup in one part: about fifteen thousand words.
const PART_BYTES: usize = 90_000;
/// Bytes of figures on one page.
const FIGURE_BYTES: usize = 40_000;

/// A text in its parts.
pub(crate) struct Parts {
    article_id: ArticleId,
    texts: Vec<SafeHtml>,
    shown: usize,
}

impl Parts {
    /// The parts of a text; `asked` counts from 1, and what is none of them is the first.
    pub(crate) fn of(article_id: ArticleId, html: &SafeHtml, asked: usize) -> Self {
        let texts = pages(html, PART_BYTES);
        let shown = asked.checked_sub(1).filter(|shown| *shown < texts.len()).unwrap_or_default();
        Self { article_id, texts, shown }
    }

    /// The part that is shown.
    pub(crate) fn shown(&self) -> SafeHtml {
        self.texts.get(self.shown).cloned().unwrap_or_default()
    }

    /// Whether the part that is shown is the first.
    pub(crate) const fn is_first(&self) -> bool {
        self.shown == 0
    }

    /// What the page says of it; `None` when there is only one.
    pub(crate) fn view(&self) -> Option<PartView> {
        let of = self.texts.len();
        let link = |place: usize| Link::ArticlePart(self.article_id, place + 1);
        (of > 1).then(|| PartView {
            number: self.shown + 1,
            of,
            before: self.shown.checked_sub(1).map(link),
            after: Some(self.shown + 1).filter(|next| *next < of).map(link),
        })
    }

    /// The figures of the shown part: its own, and with the first those that stand nowhere; as many as have room.
    pub(crate) fn figures(&self, mut figures: Vec<FigureView>) -> Vec<FigureView> {
        if self.texts.len() > 1 {
            let own = addresses(&self.shown());
            let others = self.texts.iter().map(addresses);
            let placed: HashSet<String> = others.flatten().collect();
            figures.retain(|figure| {
                own.contains(&figure.address) || (self.is_first() && !placed.contains(&figure.address))
            });
        }
        within(figures, FIGURE_BYTES, printed).0
    }

    /// The link to an anchor, in whichever part it stands; to the text where an edit has taken it away.
    pub(crate) fn link(&self, anchor: String) -> Link {
        match self.texts.iter().position(|part| place::has(part, &anchor)) {
            Some(part) if part == self.shown => Link::Sentence(anchor),
            Some(part) => Link::ArticlePartPlace(self.article_id, part + 1, anchor),
            None => Link::ArticleText(self.article_id),
        }
    }
}

#[cfg(test)]
mod tests {
    use tidings_parse::sanitize::clean;

    use super::*;

    #[test]
    fn a_long_text_goes_on_in_parts_and_links_find_theirs() {
        let short = Parts::of(ArticleId::new(7), &clean("<p>One.</p>", None), 3);
        assert_eq!((short.view(), short.shown().as_str()), (None, "<p>One.</p>"));
        let long = format!("{}<p>The end.</p>", "<p>The ferry sank in the harbour mouth.</p>".repeat(6_000));
        let long = clean(&long, None);
        let first = Parts::of(ArticleId::new(7), &long, 1).view().unwrap();
        assert_eq!((first.number, first.before), (1, None));
        assert!(first.of >= 3, "a part has 90 kB at most");
        assert_eq!(first.after.unwrap().to_string(), "/article/7?part=2#text");
        let last = Parts::of(ArticleId::new(7), &long, first.of);
        assert!(last.shown().as_str().ends_with("<p>The end.</p>") && last.view().unwrap().after.is_none());
    }
}
