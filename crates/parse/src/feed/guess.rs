//! Whether a text that may be plain or markup is markup.

use html5ever::data::NAMED_ENTITIES;

use crate::xml::attribute::lower;

/// Elements that people write in feeds, and those that must not slip through as text; in the order of their names.
#[rustfmt::skip]
const ELEMENTS: [&str; 119] = [
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdo", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code",
    "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend",
    "li", "link", "main", "map", "mark", "marquee", "math", "menu", "meta", "nav", "nobr", "noscript", "object",
    "ol", "optgroup", "option", "p", "param", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "script",
    "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg",
    "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul",
    "var", "video", "wbr",
];

/// The longest name of an element that is looked up.
const LONGEST: usize = 12;

/// Whether a name in lower case is that of an element people write in feeds.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

/// Whether a text holds a tag of HTML or a character reference, and so was written as markup.
pub(super) fn is_markup(text: &str) -> bool {
    has_tag(text) || has_reference(text)
}

/// Whether a text holds a tag of HTML.
pub(super) fn has_tag(text: &str) -> bool {
    text.contains('<') && text.split('<').skip(1).any(begins_tag)
}

/// Whether HTML without any tag holds tags once its references are decoded: it was escaped once too often.
pub(super) fn is_escaped_markup(html: &str) -> bool {
    if html.contains('<') || !html.contains("&lt;") {
        return false;
    }
    let pieces = || html.split("&lt;").skip(1);
    let closes = pieces().any(|piece| piece.starts_with('/') || piece.contains("/&gt;"));
    closes && pieces().all(begins_tag)
}

/// Whether what follows a `<` is the name of an element of HTML, with a slash before it or not.
fn begins_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let Some((name, after)) = rest.split_at_checked(end) else { return false };
    let ends = after.is_empty()
        || after.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '&'));
    ends && is_element(&lower(name))
}

fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        let Some((name, _)) = rest.split_once(';').filter(|(name, _)| name.len() <= 32) else { return false };
        match name.strip_prefix('#') {
            Some(digits) => {
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'x')
            }
            None => NAMED_ENTITIES.get(format!("{name};").as_str()).is_some(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_references_are_markup() {
        for text in ["a <b>c</b>", "x<br/>", "AT&amp;T", "&#8217;", "<script>x", "</P >"] {
            assert!(is_markup(text), "{text}");
        }
        for text in ["1 < 2", "AT&T", "a <nonsense> b", "x &y; z", "<", "<3"] {
            assert!(!is_markup(text), "{text}");
        }
    }

    #[test]
    fn elements_are_in_order() {
        assert!(ELEMENTS.is_sorted() && ELEMENTS.iter().all(|name| name.len() <= LONGEST));
    }

    #[test]
    fn escaped_twice() {
        assert!(is_escaped_markup("&lt;p&gt;one&lt;/p&gt;"));
        assert!(!is_escaped_markup("the &lt;p&gt; element"));
        assert!(!is_escaped_markup("<p>the &lt;p&gt;&lt;/p&gt; element</p>"));
    }
}
