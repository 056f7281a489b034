//! Places in a text, shown in its markup: plain text out of safe markup, and marks put back into it.
//!
//! Points and quotes carry byte offsets into [`plain`]; [`mark`] wraps the same places in the markup, so that a citation
//! can link to the sentence it rests on.

use tidings_model::quote::TextSpan;

use super::SafeHtml;

/// A place to wrap, and the anchor it gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Byte offsets into [`plain`] of the same markup.
    pub span: TextSpan,
    /// Value of the `id` attribute of its first piece: ASCII letters, digits and hyphens; others are dropped.
    pub id: String,
}

/// Elements that end a line of the plain text.
const BLOCKS: [&str; 27] = [
    "address",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "tr",
    "ul",
];

/// One piece of safe markup, as it is written.
enum Piece<'a> {
    Tag(&'a str),
    Character { raw: &'a str, value: char },
}

/// The plain text: white space collapsed, a line a block, figures left out. UTF-8, no empty lines.
#[must_use]
pub fn plain(html: &SafeHtml) -> String {
    let mut lines = Lines::default();
    for piece in Pieces(html.as_str()) {
        lines.take(&piece);
    }
    lines.text
}

/// The markup with each mark's place wrapped in `<span class="cited" id="…">`; a place that crosses elements is wrapped
/// piece by piece, and only the first has the id.
#[must_use]
pub fn mark(html: &SafeHtml, marks: &[Mark]) -> SafeHtml {
    let mut marker = Marker::new(marks);
    let mut lines = Lines::default();
    for piece in Pieces(html.as_str()) {
        let place = lines.take(&piece);
        match piece {
            Piece::Tag(tag) => {
                marker.close();
                marker.output.push_str(tag);
            }
            Piece::Character { raw, .. } => {
                if let Some(place) = place {
                    marker.move_to(place);
                }
                marker.output.push_str(raw);
            }
        }
    }
    marker.close();
    SafeHtml::from_annotated(marker.output)
}

/// Builds the plain text and tells where each character went.
#[derive(Default)]
struct Lines {
    text: String,
    figures: usize,
    break_due: bool,
    space_due: bool,
}

impl Lines {
    /// Takes the next piece; gives the offset of the character in the text when it is part of it.
    fn take(&mut self, piece: &Piece<'_>) -> Option<usize> {
        match piece {
            Piece::Tag(tag) => {
                self.take_tag(tag);
                None
            }
            Piece::Character { value, .. } if self.figures == 0 => self.take_character(*value),
            Piece::Character { .. } => None,
        }
    }

    fn take_tag(&mut self, tag: &str) {
        let name = tag_name(tag);
        if name == "figure" {
            self.figures =
                if tag.starts_with("</") { self.figures.saturating_sub(1) } else { self.figures + 1 };
        }
        if name == "figure" || BLOCKS.contains(&name) {
            self.break_due = true;
        }
    }

    fn take_character(&mut self, value: char) -> Option<usize> {
        if value.is_whitespace() {
            self.space_due = true;
            return None;
        }
        if !self.text.is_empty() {
            if self.break_due {
                self.text.push('\n');
            } else if self.space_due {
                self.text.push(' ');
            }
        }
        (self.break_due, self.space_due) = (false, false);
        let place = self.text.len();
        self.text.push(value);
        Some(place)
    }
}

/// Writes markup with the wraps that are open at each place.
struct Marker<'a> {
    marks: &'a [Mark],
    named: Vec<bool>,
    open: Vec<usize>,
    output: String,
}

impl<'a> Marker<'a> {
    fn new(marks: &'a [Mark]) -> Self {
        Self { marks, named: vec![false; marks.len()], open: Vec::new(), output: String::new() }
    }

    /// Makes exactly the marks that cover `place` open.
    fn move_to(&mut self, place: usize) {
        let covers = |mark: &Mark| mark.span.start <= place && place < mark.span.end;
        let wanted: Vec<usize> =
            self.marks.iter().enumerate().filter(|(_, mark)| covers(mark)).map(|(at, _)| at).collect();
        if wanted == self.open {
            return;
        }
        self.close();
        for at in &wanted {
            self.open_one(*at);
        }
        self.open = wanted;
    }

    fn open_one(&mut self, at: usize) {
        self.output.push_str("<span class=\"cited\"");
        if let (Some(named), Some(mark)) = (self.named.get_mut(at), self.marks.get(at))
            && !*named
        {
            *named = true;
            let id: String = mark.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            self.output.push_str(" id=\"");
            self.output.push_str(&id);
            self.output.push('"');
        }
        self.output.push('>');
    }

    fn close(&mut self) {
        for _ in self.open.drain(..) {
            self.output.push_str("</span>");
        }
    }
}

/// Reads safe markup, which our own serialiser wrote: every `<` opens a tag, attribute values are quoted.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let first = self.0.chars().next()?;
        let (length, value) = match first {
            '<' => (tag_length(self.0), None),
            '&' => entity(self.0),
            other => (other.len_utf8(), Some(other)),
        };
        let (raw, rest) = self.0.split_at_checked(length).unwrap_or((self.0, ""));
        self.0 = rest;
        Some(match value {
            Some(value) => Piece::Character { raw, value },
            None => Piece::Tag(raw),
        })
    }
}

fn tag_length(markup: &str) -> usize {
    let mut quote = None;
    for (at, character) in markup.char_indices() {
        match (quote, character) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    markup.len()
}

fn entity(markup: &str) -> (usize, Option<char>) {
    const ENTITIES: [(&str, char); 6] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&nbsp;", '\u{a0}'),
        ("&#39;", '\''),
    ];
    ENTITIES
        .iter()
        .find(|(name, _)| markup.starts_with(name))
        .map_or((1, Some('&')), |(name, value)| (name.len(), Some(*value)))
}

fn tag_name(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['<', '/']);
    inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::clean;
    use super::*;

    const MARKUP: &str = "<p>The ferry <em>sank</em> &amp; burnt.</p><figure><img src=\"https://a.example/1.jpg\">\
                          <figcaption>A ship</figcaption></figure><p>Ten  people\nswam. Two flew.</p>";

    fn span(text: &str, part: &str) -> TextSpan {
        let start = text.find(part).unwrap();
        TextSpan { start, end: start + part.len() }
    }

    #[test]
    fn plain_text_has_a_line_a_block_and_no_captions() {
        assert_eq!(plain(&clean(MARKUP, None)), "The ferry sank & burnt.\nTen people swam. Two flew.");
    }

    #[test]
    fn a_mark_across_elements_is_wrapped_piece_by_piece_with_one_id() {
        let html = clean(MARKUP, None);
        let text = plain(&html);
        let marked = mark(&html, &[Mark { span: span(&text, "ferry sank"), id: "p-1".to_owned() }]);
        assert!(marked.as_str().contains(
            "<span class=\"cited\" id=\"p-1\">ferry </span><em><span class=\"cited\">sank</span></em>"
        ));
        assert_eq!(plain(&marked), text);
    }

    #[test]
    fn overlapping_marks_each_get_their_anchor() {
        let html = clean(MARKUP, None);
        let text = plain(&html);
        let marks = [
            Mark { span: span(&text, "Ten people swam."), id: "p-1".to_owned() },
            Mark { span: span(&text, "people swam. Two"), id: "q-1".to_owned() },
        ];
        let marked = mark(&html, &marks);
        assert!(marked.as_str().contains("id=\"p-1\"") && marked.as_str().contains("id=\"q-1\""));
        assert_eq!(plain(&marked), text);
    }
}
