//! Splits XML into tags and text. What is not a tag is text, so that one bad character costs one character.

use memchr::{memchr, memchr2, memmem};
use quick_xml::parser::{ElementParser, Parser};

/// One piece of a document. Comments and processing instructions are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A start tag or an empty tag.
    Start(Tag<'a>),
    /// An end tag, by its name with prefix.
    End(&'a str),
    /// Text as written, entities not yet decoded.
    Text(&'a str),
    /// The inside of a CDATA section.
    Cdata(&'a str),
    /// A document type declaration, without `<!` and `>`.
    Doctype(&'a str),
}

/// A start tag as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The name with its prefix, in the case as written.
    pub(crate) name: &'a str,
    /// What stands between name and end of the tag.
    pub(crate) attributes: &'a str,
    /// Whether the tag ends in `/>`.
    pub(crate) empty: bool,
}

/// Walks through a document token by token. Time is linear in the input, however broken it is.
#[derive(Debug, Clone)]
pub(crate) struct Tokens<'a> {
    input: &'a str,
    position: usize,
    /// Bytes looked at in vain for the end of a tag; beyond a bound quotes are no longer trusted.
    wasted: usize,
    /// From this offset on there is no `>`, and from the next one on no end of a comment.
    no_bracket: usize,
    no_comment_end: usize,
    /// And from this one on no end of an instruction.
    no_instruction_end: usize,
    /// How many times something was not well formed.
    pub(crate) flaws: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(input: &'a str) -> Self {
        Self {
            input,
            position: 0,
            wasted: 0,
            no_bracket: usize::MAX,
            no_comment_end: usize::MAX,
            no_instruction_end: usize::MAX,
            flaws: 0,
        }
    }

    /// The byte offset of the next token.
    pub(crate) fn offset(&self) -> usize {
        self.position
    }

    /// Goes back (or forth) to a token's offset.
    pub(crate) fn seek(&mut self, position: usize) {
        self.position = position.min(self.input.len());
    }

    /// The text between two offsets of tokens.
    pub(crate) fn between(&self, start: usize, end: usize) -> &'a str {
        self.input.get(start..end).unwrap_or_default()
    }

    /// What has not been read yet.
    pub(crate) fn rest(&self) -> &'a str {
        self.input.get(self.position..).unwrap_or_default()
    }

    fn text(&mut self, length: usize) -> Token<'a> {
        let start = self.position;
        self.position = start.saturating_add(length).min(self.input.len());
        Token::Text(self.between(start, self.position))
    }

    /// The markup at the present position, which begins with `<`; `None` when it holds nothing to report.
    fn markup(&mut self, rest: &'a str) -> Option<Token<'a>> {
        match rest.as_bytes().get(1) {
            Some(b'/') => Some(self.end_tag(rest)),
            Some(b'!') => self.declaration(rest),
            Some(b'?') => self.instruction(rest),
            Some(byte) if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':' | 0x80..) => {
                Some(self.start_tag(rest))
            }
            _ => Some(self.stray(rest)),
        }
    }

    /// Where the next `>` is, without looking again where there is none.
    fn bracket(&mut self, rest: &str) -> Option<usize> {
        let end = if self.position < self.no_bracket { memchr(b'>', rest.as_bytes()) } else { None };
        if end.is_none() {
            self.no_bracket = self.no_bracket.min(self.position);
        }
        end
    }

    /// A `<` that begins no tag is text up to the next `<`.
    fn stray(&mut self, rest: &'a str) -> Token<'a> {
        self.flaws += 1;
        let after = rest.get(1..).unwrap_or_default();
        self.text(1 + memchr(b'<', after.as_bytes()).unwrap_or(after.len()))
    }

    fn end_tag(&mut self, rest: &'a str) -> Token<'a> {
        let body = rest.get(2..).unwrap_or_default();
        let length = memchr2(b'<', b'>', body.as_bytes()).unwrap_or(body.len());
        let closed = body.as_bytes().get(length) == Some(&b'>');
        self.flaws += usize::from(!closed);
        self.position += 2 + length + usize::from(closed);
        Token::End(body.get(..length).unwrap_or_default().trim())
    }

    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        if let Some(body) = rest.strip_prefix("<!--") {
            self.comment(body);
            return None;
        }
        if let Some(body) = rest.strip_prefix("<![CDATA[") {
            let length = memmem::find(body.as_bytes(), b"]]>");
            self.flaws += usize::from(length.is_none());
            self.position += 9 + length.map_or(body.len(), |length| length + 3);
            return body.get(..length.unwrap_or(body.len())).map(Token::Cdata);
        }
        if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) && self.bracket(rest).is_some() {
            let length = doctype_length(rest);
            self.position += length;
            return rest.get(2..length.saturating_sub(1).max(2)).map(Token::Doctype);
        }
        Some(self.stray(rest))
    }

    fn comment(&mut self, body: &str) {
        let searched = self.position < self.no_comment_end;
        let end = searched.then(|| memmem::find(body.as_bytes(), b"-->")).flatten();
        if end.is_none() {
            self.no_comment_end = self.no_comment_end.min(self.position);
        }
        self.flaws += usize::from(end.is_none());
        // A comment that is never closed hides its own line only.
        let length =
            end.map_or_else(|| body.find(['>', '\n']).map_or(body.len(), |end| end + 1), |end| end + 3);
        self.position += 4 + length;
    }

    fn instruction(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let end = self.bracket(rest)?.saturating_add(1);
        let proper = rest.get(..end).is_some_and(|text| text.ends_with("?>") || text.starts_with("<?xml"));
        let far = if proper { None } else { self.instruction_end(rest) };
        self.position += far.unwrap_or(end);
        None
    }

    /// Where the text after the next `?>` begins.
    fn instruction_end(&mut self, rest: &str) -> Option<usize> {
        let searched = self.position < self.no_instruction_end;
        let end = searched.then(|| memmem::find(rest.as_bytes(), b"?>")).flatten();
        if end.is_none() {
            self.no_instruction_end = self.no_instruction_end.min(self.position);
        }
        end.map(|end| end + 2)
    }

    fn start_tag(&mut self, rest: &'a str) -> Token<'a> {
        let Some(length) = self.tag_length(rest) else { return self.stray(rest) };
        let body = rest.get(1..length.saturating_sub(1)).unwrap_or_default();
        self.position += length;
        let (body, empty) = body.strip_suffix('/').map_or((body, false), |body| (body, true));
        let ends_name = |byte: u8| byte.is_ascii_whitespace() || byte == b'/';
        let name_length = body.bytes().position(ends_name).unwrap_or(body.len());
        let (name, attributes) = body.split_at_checked(name_length).unwrap_or((body, ""));
        Token::Start(Tag { name, attributes, empty })
    }

    /// The length of the tag that `rest` begins with, from `<` to `>`.
    fn tag_length(&mut self, rest: &str) -> Option<usize> {
        let trusted = self.wasted <= self.input.len().saturating_mul(2);
        if trusted {
            let body = rest.as_bytes().get(1..)?;
            let end = ElementParser::Outside.feed(body);
            let length = end.map_or(rest.len(), |end| end + 2);
            let tag = rest.get(1..length).unwrap_or_default();
            if end.is_some() && (!tag.contains('<') || quotes_follow_equals(tag)) {
                return Some(length);
            }
            self.wasted = self.wasted.saturating_add(length);
        }
        let end = self.bracket(rest)?;
        let whole = !rest.get(1..end).unwrap_or_default().contains('<');
        self.flaws += 1;
        whole.then_some(end + 1)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let length = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            if length > 0 {
                return Some(self.text(length));
            }
            let before = self.position;
            let token = self.markup(rest);
            if token.is_some() {
                return token;
            }
            if self.position <= before {
                return Some(self.text(rest.len()));
            }
        }
    }
}

/// The length of a document type declaration, its internal subset included.
fn doctype_length(rest: &str) -> usize {
    let subset = rest.find(['[', '>']).filter(|&at| rest.as_bytes().get(at) == Some(&b'['));
    let from = subset.and_then(|open| {
        let close = rest.get(open..)?.find("]>").or_else(|| rest.get(open..)?.find(']'))?;
        Some(open + close)
    });
    let from = from.or(subset).unwrap_or(0);
    rest.get(from..).and_then(|rest| rest.find('>')).map_or(rest.len(), |end| from + end + 1)
}

/// Whether every quoted value in a tag comes after an equals sign, as it does in a tag that is whole.
fn quotes_follow_equals(tag: &str) -> bool {
    let mut rest = tag;
    while let Some(open) = rest.find(['"', '\'']) {
        let (before, quoted) = rest.split_at_checked(open).unwrap_or((rest, ""));
        let quote = if quoted.starts_with('"') { '"' } else { '\'' };
        let Some((_, after)) = quoted.get(1..).unwrap_or_default().split_once(quote) else { return false };
        if !before.trim_end().ends_with('=') {
            return false;
        }
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(input: &str) -> Vec<String> {
        Tokens::new(input).map(|token| format!("{token:?}")).collect()
    }

    #[test]
    fn a_stray_bracket_is_text() {
        let tokens: Vec<_> = Tokens::new("<title>1 < 2</title>").collect();
        assert_eq!(tokens.get(1), Some(&Token::Text("1 ")));
        assert_eq!(tokens.get(2), Some(&Token::Text("< 2")));
        assert_eq!(tokens.get(3), Some(&Token::End("title")));
    }

    #[test]
    fn quotes_may_hold_brackets() {
        let tokens: Vec<_> = Tokens::new("<a title='x > y < z' b=\"1\"/>end").collect();
        let tag = Tag { name: "a", attributes: " title='x > y < z' b=\"1\"", empty: true };
        assert_eq!(tokens, [Token::Start(tag), Token::Text("end")]);
    }

    #[test]
    fn an_open_quote_ends_with_its_tag() {
        let tokens: Vec<_> = Tokens::new("<a href=\"x>one</a><b c=\"y\">two</b>").collect();
        assert_eq!(tokens.get(1), Some(&Token::Text("one")), "{tokens:?}");
        assert_eq!(tokens.get(2), Some(&Token::End("a")));
    }

    #[test]
    fn comments_instructions_and_unclosed_sections() {
        assert_eq!(names("<?xml version='1.0'?><!-- <a> --><b><![CDATA[x]]y").len(), 2);
        assert_eq!(names("<!-- open\n<a>"), names("<a>"));
        assert_eq!(names("<!DOCTYPE a [<!ENTITY b \"c\">]><d>").len(), 2);
    }

    #[test]
    fn broken_input_takes_linear_time() {
        for piece in ["<a \"", "<!--", "<![CDATA[", "<", "</", "<!D", "<?", "<? >", "<a b='"] {
            assert!(names(&piece.repeat(20_000)).len() <= 20_001, "{piece}");
        }
    }
}
