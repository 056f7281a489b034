//! Turns markup that stands as XML inside an element into HTML text.

use super::token::{Tag, Token, Tokens};

/// Elements that have no end tag in HTML.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// The HTML of an element's inside: prefixes dropped, empty tags opened and closed, CDATA sections as text.
pub(crate) fn html(raw: &str) -> String {
    let mut html = String::with_capacity(raw.len());
    for token in Tokens::new(raw) {
        match token {
            Token::Start(tag) => start(&tag, &mut html),
            Token::End(name) if !is_void(local(name)) => close(local(name), &mut html),
            Token::Text(text) => match text.strip_prefix('<') {
                Some(text) => {
                    html.push_str("&lt;");
                    html.push_str(text);
                }
                None => html.push_str(text),
            },
            Token::Cdata(text) => escape(text, &mut html),
            Token::End(_) | Token::Doctype(_) => {}
        }
    }
    html
}

/// What is inside the only element of some markup, when it is a `div`.
pub(crate) fn unwrap_div(html: &str) -> Option<&str> {
    let html = html.trim();
    let rest = html.strip_prefix("<div")?;
    let (attributes, inside) = rest.split_once('>')?;
    let inside = inside.strip_suffix("</div>")?;
    let whole = attributes.is_empty() || attributes.starts_with(|c: char| c.is_ascii_whitespace());
    let single = depth_stays_positive(inside);
    (whole && single).then_some(inside)
}

fn depth_stays_positive(inside: &str) -> bool {
    let mut depth = 0_usize;
    for token in Tokens::new(inside) {
        match token {
            Token::Start(tag) if tag.name == "div" && !tag.empty => depth += 1,
            Token::End("div") => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    true
}

fn start(tag: &Tag<'_>, html: &mut String) {
    let name = local(tag.name);
    html.push('<');
    html.push_str(name);
    html.push_str(tag.attributes);
    html.push('>');
    if tag.empty && !is_void(name) {
        close(name, html);
    }
}

fn close(name: &str, html: &mut String) {
    html.push_str("</");
    html.push_str(name);
    html.push('>');
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Appends text so that it reads the same in HTML.
pub(crate) fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_becomes_html() {
        let xml = "<x:p>one<br/>two <i/>&lt;b&gt; <![CDATA[a < b]]></x:p>";
        assert_eq!(html(xml), "<p>one<br>two <i></i>&lt;b&gt; a &lt; b</p>");
    }

    #[test]
    fn a_wrapping_div_is_taken_off() {
        assert_eq!(unwrap_div(" <div xmlns='x'>a <div>b</div></div> "), Some("a <div>b</div>"));
        assert_eq!(unwrap_div("<div>a</div><div>b</div>"), None);
        assert_eq!(unwrap_div("<divider>a</div>"), None);
    }
}
