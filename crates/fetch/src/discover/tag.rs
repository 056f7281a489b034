//! A tolerant scan for a few start tags of an HTML page, enough to find links without building a tree.

use super::link_header::Link;

/// Tags kept, and bytes of a page that are looked at.
const MOST_TAGS: usize = 5_000;
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Bytes of a character reference after its `&`.
const LONGEST_REFERENCE: usize = 9;

/// Elements that matter here.
const WANTED: [&str; 3] = ["link", "base", "a"];
/// Elements whose content is text, in which no tag starts (HTML, section 13.2.6.2).
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// A start tag with its attributes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name in lower case.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The first attribute of a name, with character references resolved.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The tag as a link; `None` without an address.
    pub(super) fn link(&self) -> Option<Link> {
        Some(Link {
            target: self.value("href").filter(|href| !href.trim().is_empty())?.to_owned(),
            rel: self.value("rel").unwrap_or_default().to_ascii_lowercase(),
            media_type: self.value("type").map(str::to_owned),
            title: self.value("title").map(str::to_owned),
        })
    }
}

/// The wanted start tags in document order.
pub(super) fn tags(html: &str) -> Vec<Tag> {
    let mut rest = html.get(..html.floor_char_boundary(MOST_BYTES)).unwrap_or(html);
    let mut tags = Vec::new();
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let name_end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (name, inside) = after.split_at(name_end);
        let name = name.to_ascii_lowercase();
        if RAW.contains(&name.as_str()) {
            rest = after_element(inside, &name);
        } else if WANTED.contains(&name.as_str()) {
            let (attributes, after) = attributes(inside);
            rest = after;
            tags.push(Tag { name, attributes });
        }
        if tags.len() == MOST_TAGS {
            break;
        }
    }
    tags
}

/// What follows an element whose content is text.
fn after_element<'html>(html: &'html str, name: &str) -> &'html str {
    let mut rest = html;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name)) {
            return after;
        }
    }
    ""
}

/// Reads attributes up to the end of the tag and gives what follows it.
fn attributes(html: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = html;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || attributes.len() > 100 {
            return (attributes, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (attributes, after);
        }
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
        // An equals sign at the start belongs to the name (HTML, section 13.2.5.32).
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end =
            rest.char_indices().skip(1).find(|(_, c)| is_end(*c)).map_or(rest.len(), |(at, _)| at.max(first));
        let (name, after) = rest.split_at(end);
        let (value, after) = value(after);
        attributes.push((name.to_ascii_lowercase(), unescaped(value)));
        rest = after;
    }
}

/// Reads `= value` in its three forms; an empty value without an equals sign.
fn value(html: &str) -> (&str, &str) {
    let Some(rest) = html.trim_ascii_start().strip_prefix('=') else { return ("", html) };
    let rest = rest.trim_ascii_start();
    for quote in ['"', '\''] {
        if let Some(rest) = rest.strip_prefix(quote) {
            return rest.split_once(quote).unwrap_or((rest, ""));
        }
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
    rest.split_at(end)
}

/// Resolves the character references that addresses and titles hold in practice: the five of XML and numeric ones.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        // A reference is short; looking no further keeps the time linear.
        let (near, _) = after.split_at(after.floor_char_boundary(LONGEST_REFERENCE));
        let name = near.split_once(';').map(|(name, _)| name);
        let resolved = name.and_then(|name| Some((character(name)?, after.get(name.len() + 1..)?)));
        let (character, after) = resolved.unwrap_or(('&', after));
        plain.push(character);
        rest = after;
    }
    plain + rest
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(html: &str) -> Tag {
        tags(html).into_iter().next().unwrap()
    }

    #[test]
    fn attributes_are_read_in_every_form() {
        let tag = one("<A\nHREF = '/a b' data-x TITLE=plain checked = \"1>2\" =odd=3/>after");
        assert_eq!(tag.value("href"), Some("/a b"));
        assert_eq!(tag.value("data-x"), Some(""));
        assert_eq!(tag.value("title"), Some("plain"));
        assert_eq!(tag.value("checked"), Some("1>2"));
        assert_eq!(tag.value("=odd"), Some("3/"));
    }

    #[test]
    fn character_references_are_resolved() {
        let tag = one("<a href='?a=1&amp;b=2&copy=3&#x2F;&#47;&;&#xD800;' title='&quot;é&quot;&'>");
        assert_eq!(tag.value("href"), Some("?a=1&b=2&copy=3//&;&#xD800;"));
        assert_eq!(tag.value("title"), Some("\"é\"&"));
    }

    #[test]
    fn broken_pages_end() {
        for html in
            ["<", "<a", "<a href", "<a href=", "<a href='", "<!--", "<script>", "</", "<é", "<a é=ü", "<a/"]
        {
            assert!(tags(html).len() <= 1, "{html}");
        }
        assert_eq!(tags("<style><a href=x></style ><a href=y>").len(), 1);
        assert_eq!(tags("<noscript><link href=x></noscript>").len(), 1);
        assert_eq!(tags("<article><abbr><aside>").len(), 0);
        assert!(tags(&"<a ".repeat(100_000)).len() <= MOST_TAGS);
        assert_eq!(tags(&format!("<a href='{}'>", "&".repeat(1_000_000))).len(), 1);
    }
}
