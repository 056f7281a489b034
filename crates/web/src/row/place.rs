//! Places in an article's text: anchors for the sentences that points and quotes rest on.

use tidings_model::quote::{NewPoint, NewQuote};
use tidings_parse::sanitize::SafeHtml;
use tidings_parse::sanitize::annotate::{Mark, mark};

/// The anchor of a point's sentence: both counted from 1.
pub(crate) fn of_point(point: usize, sentence: usize) -> String {
    format!("point-{point}-{sentence}")
}

/// The anchor of a quote, counted from 1.
pub(crate) fn of_quote(quote: usize) -> String {
    format!("quote-{quote}")
}

/// Sets the anchors of points and quotes into a text.
pub(crate) fn anchored(html: &SafeHtml, points: &[NewPoint], quotes: &[NewQuote]) -> SafeHtml {
    let mut marks = Vec::new();
    for (point, number) in points.iter().zip(1..) {
        let sentences = point.spans.iter().zip(1..);
        marks.extend(sentences.map(|(span, sentence)| Mark { span: *span, id: of_point(number, sentence) }));
    }
    marks.extend(
        quotes.iter().zip(1..).map(|(quote, number)| Mark { span: quote.span, id: of_quote(number) }),
    );
    mark(html, &marks)
}

/// Whether a text has an anchor: an edit may have taken the sentence away.
pub(crate) fn has(html: &SafeHtml, anchor: &str) -> bool {
    html.as_str().contains(&format!("id=\"{anchor}\""))
}
