//! An article's text for printing: safe markup in pieces, with the stored pictures set in place of the publisher's.

use std::collections::HashSet;
use std::fmt;

use askama::filters::HtmlSafe;
use tidings_parse::sanitize::SafeHtml;

use crate::page::figure::FigureView;

/// A piece of an article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyPart {
    /// Markup as it is. All pieces together are properly nested.
    Markup(SafePiece),
    /// A figure, at its place.
    Figure(FigureView),
}

/// A piece of a [`SafeHtml`], cut between tags. Only [`parts`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafePiece(String);

impl HtmlSafe for BodyPart {}

impl fmt::Display for BodyPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Markup(piece) => f.write_str(&piece.0),
            Self::Figure(figure) => figure.fmt(f),
        }
    }
}

/// Cuts a text at its figures and pictures. Each that is known is set from `figures`, which leaves the list; what is
/// not known, and what equals `lead` (it already stands above the text), is left out. No address of the publisher's
/// is left where a browser would load it.
#[must_use]
pub fn parts(html: &SafeHtml, lead: Option<&FigureView>, figures: &mut Vec<FigureView>) -> Vec<BodyPart> {
    let mut parts = Vec::new();
    let mut rest = html.as_str();
    while let Some((before, element, after)) = next_picture(rest) {
        push_markup(&mut parts, before);
        let address = address_in(element);
        if lead.is_none_or(|lead| lead.address != address)
            && let Some(at) = figures.iter().position(|figure| figure.address == address)
        {
            parts.push(BodyPart::Figure(figures.remove(at)));
        }
        rest = after;
    }
    push_markup(&mut parts, rest);
    parts
}

/// The addresses of the figures and pictures in a text.
#[must_use]
pub fn addresses(html: &SafeHtml) -> HashSet<String> {
    let mut addresses = HashSet::new();
    let mut rest = html.as_str();
    while let Some((_, element, after)) = next_picture(rest) {
        addresses.insert(address_in(element));
        rest = after;
    }
    addresses
}

fn push_markup(parts: &mut Vec<BodyPart>, markup: &str) {
    if !markup.is_empty() {
        parts.push(BodyPart::Markup(SafePiece(markup.to_owned())));
    }
}

/// The text before the first figure or picture, the element itself, and the text after it.
fn next_picture(markup: &str) -> Option<(&str, &str, &str)> {
    let figure = markup.find("<figure");
    let picture = markup.find("<img");
    let (start, end) = match (figure, picture) {
        (Some(figure), picture) if picture.is_none_or(|picture| figure < picture) => {
            let length = markup.get(figure..)?.find("</figure>")? + "</figure>".len();
            (figure, figure + length)
        }
        (_, Some(picture)) => (picture, picture + markup.get(picture..)?.find('>')? + 1),
        _ => return None,
    };
    Some((markup.get(..start)?, markup.get(start..end)?, markup.get(end..)?))
}

/// The address of the first picture in an element, as the page had it.
fn address_in(element: &str) -> String {
    let value = element.split_once("<img").and_then(|(_, picture)| picture.split_once(" src=\""));
    let value = value.and_then(|(_, value)| value.split_once('"')).map_or("", |(value, _)| value);
    value
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use tidings_model::figure::PictureSize;
    use tidings_model::id::PictureId;
    use tidings_parse::sanitize::clean;

    use super::*;
    use crate::page::figure::PictureView;

    fn figure(address: &str) -> FigureView {
        let size = PictureSize { width: 900, height: 600 };
        let picture = PictureView::new(PictureId::new(5), Some("A ferry"), size);
        FigureView { picture, address: address.to_owned(), caption: None, credit: None, lead: false }
    }

    fn printed(parts: &[BodyPart]) -> String {
        parts.iter().map(ToString::to_string).collect()
    }

    const TEXT: &str = "<p>One.</p><figure><img src=\"https://ledger.example/a?x=1&amp;y=2\" alt=\"A\">\
        <figcaption>Cap</figcaption></figure><p>Two <img src=\"https://track.example/b.gif\" alt=\"b\"> three.</p>";

    #[test]
    fn pictures_come_from_us_and_no_address_of_the_publisher_is_loaded() {
        let mut figures = vec![figure("https://ledger.example/a?x=1&y=2")];
        let page = printed(&parts(&clean(TEXT, None), None, &mut figures));
        assert!(page.contains("/picture/5/full") && page.contains("width=\"900\""), "{page}");
        assert!(!page.contains("ledger.example") && !page.contains("track.example"), "{page}");
        assert!(page.starts_with("<p>One.</p>") && page.ends_with("three.</p>"), "{page}");
        assert!(figures.is_empty());
    }

    #[test]
    fn the_lead_picture_is_not_repeated_in_the_text() {
        let lead = figure("https://ledger.example/a?x=1&y=2");
        let page = printed(&parts(&clean(TEXT, None), Some(&lead), &mut Vec::new()));
        assert!(!page.contains("<figure") && !page.contains("<img"), "{page}");
    }
}
