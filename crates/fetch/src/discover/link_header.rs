//! The HTTP Link header (RFC 8288, section 3): feeds, and the hubs of `WebSub`.

/// Links read from one header at most.
const MOST_LINKS: usize = 200;

/// A link with the attributes that matter here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The address as written, perhaps relative.
    pub target: String,
    /// The relations, separated by spaces, in lower case.
    pub rel: String,
    /// The media type of what it leads to.
    pub media_type: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

impl Link {
    /// Whether the link has a relation such as `alternate`, `hub` or `self`.
    #[must_use]
    pub fn has_rel(&self, relation: &str) -> bool {
        self.rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(relation))
    }

    fn set(&mut self, name: &str, value: &str) {
        // The first of each counts (RFC 8288, section 3.3 for `rel`).
        match name.trim().to_ascii_lowercase().as_str() {
            "rel" if self.rel.is_empty() => self.rel = value.to_ascii_lowercase(),
            "type" => _ = self.media_type.get_or_insert_with(|| value.to_owned()),
            "title" => _ = self.title.get_or_insert_with(|| value.to_owned()),
            _ => {}
        }
    }
}

/// All links of a header's value; what is malformed is passed over.
#[must_use]
pub fn links(header: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for item in split(header, ',').take(MOST_LINKS) {
        let mut parts = split(item, ';');
        let target = parts.next().unwrap_or_default().trim();
        let Some(target) = target.strip_prefix('<').and_then(|target| target.strip_suffix('>')) else {
            continue;
        };
        let mut link = Link { target: target.trim().to_owned(), ..Link::default() };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            link.set(name, &unquoted(value.trim()));
        }
        links.push(link);
    }
    links
}

/// Splits at a separator that stands neither in quotes nor in angle brackets.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped, mut bracketed) = (false, false, false);
    text.split(move |c: char| {
        let was_escaped = escaped;
        escaped = quoted && !was_escaped && c == '\\';
        match c {
            '"' if !was_escaped && !bracketed => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        c == separator && !quoted && !bracketed
    })
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) else {
        return value.to_owned();
    };
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        let plain = if character == '\\' { characters.next() } else { Some(character) };
        text.extend(plain);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hubs_and_feeds_are_read() {
        let header =
            r#"<https://hub.example/>; rel="hub", <https://news.example/f?a=1,2;b>; REL=self; type=a/b"#;
        let links = links(header);
        assert_eq!(links.len(), 2);
        assert!(links[0].has_rel("hub") && links[1].has_rel("self"));
        assert_eq!(links[1].target, "https://news.example/f?a=1,2;b");
        assert_eq!(links[1].media_type.as_deref(), Some("a/b"));
    }

    #[test]
    fn quotes_and_escapes_are_minded() {
        let links = links(r#"</a>; title="one; \"two\", three"; rel="start alternate"; rel=hub"#);
        assert_eq!(links[0].title.as_deref(), Some(r#"one; "two", three"#));
        assert!(links[0].has_rel("alternate") && !links[0].has_rel("hub"));
    }

    #[test]
    fn malformed_headers_give_what_can_be_read() {
        for header in ["", ",,;;", "<", "https://a.example; rel=hub", "\"<a>", "<a"] {
            assert!(links(header).is_empty(), "{header}");
        }
        assert_eq!(links("junk, </a>; rel=hub; =; x").len(), 1);
    }
}
