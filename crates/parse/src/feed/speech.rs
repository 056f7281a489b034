//! Titles and names that hold tags: those that format are markup, those that are talked about are words and stay.

use std::borrow::Cow;
use std::ops::Range;

use super::guess;
use crate::xml::attribute::lower;
use crate::xml::entity::{self, Entities};
use crate::xml::token::{Tag, Token, Tokens};

/// Elements that are left out with all that is in them: without an end tag they would take the rest of the title along.
const SWALLOWING: [&str; 5] = ["script", "style", "svg", "template", "noscript"];

/// Elements that hold nothing, and do nothing without attributes.
const VOID: [&str; 11] =
    ["area", "base", "col", "embed", "frame", "img", "input", "link", "meta", "source", "track"];

/// Elements that format without attributes and without an end tag.
const BREAKS: [&str; 3] = ["br", "hr", "wbr"];

/// Elements that begin a title when an editor's program forgot to take them off.
const LEFT_OVER: [&str; 5] = ["p", "li", "center", "font", "div"];

/// Elements of journals' markup that format a title (JATS and its relatives).
const JOURNAL: [&str; 8] = ["bold", "inf", "italic", "monospace", "overline", "roman", "sc", "scp"];

/// Start tags that wait for their end tag at most; a title has no more.
const MOST_OPEN: usize = 64;

/// Times that escaped markup is taken off a name.
const MOST_ROUNDS: usize = 3;

/// A tag of a title.
#[derive(Debug)]
struct Piece<'a> {
    span: Range<usize>,
    name: Cow<'a, str>,
    attributes: bool,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A start tag without an end tag.
    Open,
    /// A start tag or end tag of a pair; whether there is something between them, and blanks or marks around both.
    Pair { filled: bool, alone: bool },
    /// An end tag without a start tag.
    End,
    /// A document type or an instruction, which no title has as markup.
    Declaration,
}

/// The markup of a title with the tags that are its words escaped.
pub(super) fn with_words(html: &str) -> Cow<'_, str> {
    if !html.contains('<') {
        return Cow::Borrowed(html);
    }
    let pieces = pieces(html);
    let formula = html.contains("<math");
    let mut words = pieces.iter().filter(|piece| piece.is_word(html, formula)).peekable();
    if words.peek().is_none() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 32);
    let mut done = 0;
    for word in words {
        let inner = html.get(word.span.start + 1..word.span.end).unwrap_or_default();
        out.push_str(html.get(done..word.span.start).unwrap_or_default());
        out.push_str("&lt;");
        out.push_str(inner.strip_suffix('>').unwrap_or(inner));
        out.push_str(if inner.ends_with('>') { "&gt;" } else { "" });
        done = word.span.end;
    }
    out.push_str(html.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// The tags of a title, paired.
fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut tokens = Tokens::new(html);
    loop {
        let start = tokens.offset();
        let token = tokens.next();
        let span = start..tokens.offset();
        if let Some(span) = instruction(html, &span) {
            // It is passed over on the way to the token, which is asked for again.
            tokens.seek(span.end);
            pieces.push(Piece { span, name: "".into(), attributes: false, kind: Kind::Declaration });
            continue;
        }
        let piece = |name, attributes, kind| Piece { span, name, attributes, kind };
        match token {
            None => return pieces,
            Some(Token::Start(tag)) => {
                let void = tag.empty || is_void(&lower(tag.name));
                pieces.push(piece(lower(tag.name), !tag.attributes.trim().is_empty(), Kind::Open));
                if !void && open.len() < MOST_OPEN {
                    open.push(pieces.len() - 1);
                }
            }
            Some(Token::End(name)) => {
                pieces.push(piece(lower(name), false, Kind::End));
                close(html, &mut pieces, &mut open);
            }
            Some(Token::Doctype(_)) => pieces.push(piece("".into(), false, Kind::Declaration)),
            Some(Token::Text(_) | Token::Cdata(_)) => {}
        }
    }
}

/// The instruction, such as one of PHP, that a span begins with.
fn instruction(html: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let source = html.get(span.clone()).filter(|source| source.starts_with("<?"))?;
    let length = source.find('>').map_or(source.len(), |end| end + 1);
    Some(span.start..span.start + length)
}

/// Makes a pair of the end tag that came last and the start tag that belongs to it.
fn close(html: &str, pieces: &mut [Piece<'_>], open: &mut Vec<usize>) {
    let Some((end, before)) = pieces.split_last_mut() else { return };
    let belongs = |at: &usize| before.get(*at).is_some_and(|start| start.name == end.name);
    let Some(place) = open.iter().rposition(belongs) else { return };
    let Some(start) = open.get(place).and_then(|at| before.get_mut(*at)) else { return };
    let between = html.get(start.span.end..end.span.start).unwrap_or_default();
    let alone = stands_alone(html, start.span.start, end.span.end);
    let kind = Kind::Pair { filled: !between.trim().is_empty(), alone };
    (start.kind, end.kind) = (kind, kind);
    end.attributes = start.attributes;
    open.truncate(place);
}

fn is_void(name: &str) -> bool {
    VOID.contains(&name) || BREAKS.contains(&name)
}

impl Piece<'_> {
    /// Whether the tag is a word of the title.
    fn is_word(&self, html: &str, formula: bool) -> bool {
        let name = self.name.as_ref();
        if self.kind == Kind::Declaration {
            return true;
        }
        if name.contains(':') || JOURNAL.contains(&name) || BREAKS.contains(&name) {
            return false;
        }
        if !guess::is_element(name) {
            return !formula;
        }
        let swallows = SWALLOWING.contains(&name);
        match self.kind {
            Kind::Pair { filled, alone } => !self.attributes && (!filled || (swallows && alone)),
            Kind::Open if swallows => true,
            Kind::Open if self.attributes => false,
            Kind::Open if VOID.contains(&name) => true,
            Kind::Open => {
                let left_over = self.span.start == 0 && LEFT_OVER.contains(&name);
                !left_over && stands_alone(html, self.span.start, self.span.end)
            }
            Kind::End | Kind::Declaration => {
                self.span.end < html.len() && stands_alone(html, self.span.start, self.span.end)
            }
        }
    }
}

/// Whether blanks or marks stand around a part of the title, as around a word.
fn stands_alone(html: &str, start: usize, end: usize) -> bool {
    let before = html.get(..start).and_then(|before| before.chars().next_back());
    let after = html.get(end..).and_then(|after| after.chars().next());
    let is_edge = |c: char| !c.is_alphanumeric() && !matches!(c, '<' | '>' | ';');
    before.is_none_or(is_edge) && after.is_none_or(is_edge)
}

/// The words of a name that may be written as markup, escaped once or more often.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(text);
    for _ in 0..MOST_ROUNDS {
        if !guess::is_markup(&plain) {
            break;
        }
        plain = Cow::Owned(without_tags(&plain));
    }
    plain
}

fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut tokens = Tokens::new(html);
    let mut start = 0;
    while let Some(token) = tokens.next() {
        let source = tokens.between(start, tokens.offset());
        start = tokens.offset();
        match token {
            Token::Start(Tag { name, .. }) | Token::End(name) if guess::is_element(&lower(name)) => {
                out.push_str(if is_inline(&lower(name)) { "" } else { " " });
            }
            Token::Cdata(text) => out.push_str(text),
            Token::Doctype(_) => {}
            Token::Start(_) | Token::End(_) => out.push_str(source),
            Token::Text(text) => out.push_str(&entity::decode(text, &Entities::default())),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr" | "b" | "em" | "font" | "i" | "small" | "span" | "strong" | "sub" | "sup" | "u"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_are_talked_about_are_words() {
        for (title, expected) in [
            ("What does <script type=\"module\"> do?", "What does &lt;script type=\"module\"&gt; do?"),
            ("Plan: <a> acting as <area> in maps", "Plan: &lt;a&gt; acting as &lt;area&gt; in maps"),
            ("How <dialog> closes", "How &lt;dialog&gt; closes"),
            ("Vec<T> is <b>fast</b>", "Vec&lt;T&gt; is <b>fast</b>"),
            ("An empty <template></template>", "An empty &lt;template&gt;&lt;/template&gt;"),
            ("The </body> tag is optional", "The &lt;/body&gt; tag is optional"),
            ("<details>, <summary> and friends", "&lt;details&gt;, &lt;summary&gt; and friends"),
            ("Why <script>alert(1)</script> is bad", "Why &lt;script&gt;alert(1)&lt;/script&gt; is bad"),
            ("Goodbye <?php", "Goodbye &lt;?php"),
            ("Goodbye <?php echo ?> hello", "Goodbye &lt;?php echo ?&gt; hello"),
            ("<!DOCTYPE html> is enough", "&lt;!DOCTYPE html&gt; is enough"),
            ("<style> in the body", "&lt;style&gt; in the body"),
        ] {
            assert_eq!(with_words(title), expected, "{title}");
        }
    }

    #[test]
    fn tags_that_format_are_markup() {
        for title in [
            "The <b>very</b> last day",
            "<p>Title",
            "One<br>Two",
            "One <br/> two",
            "<a href=\"/x\">Fog</a>",
            "Fog<img src=\"x.png\">",
            "On <scp>DNA</scp> and <i>E. coli</i>",
            "<span class=\"kicker\">Sea</span> Fog",
            "Fog</p>",
            "safe<script>alert(1)</script>",
            "<math><mi>x</mi></math>",
            "safe<link rel=\"x\" href=\"y\"> text",
            "1 < 2 & 3 > 2",
        ] {
            assert_eq!(with_words(title), title);
        }
    }

    #[test]
    fn names_are_plain_words() {
        assert_eq!(
            plain("<a href=\"/h\">Iris Holm</a>, <a href='/r'>Pavel Rusk</a>"),
            "Iris Holm, Pavel Rusk"
        );
        assert_eq!(plain("&lt;b&gt;Iris&lt;/b&gt; &amp;amp; Pavel"), "Iris & Pavel");
        assert_eq!(plain("Iris <iris@holm.example> &amp; Co"), "Iris <iris@holm.example> & Co");
        assert_eq!(plain("<p>Iris</p><p>Pavel</p>"), "Iris Pavel");
    }
}
