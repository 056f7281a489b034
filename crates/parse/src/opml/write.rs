//! Writes OPML 2.0.

use super::{Opml, Outline};

/// The list as a document. Reading it gives the same list.
#[must_use]
pub fn write(list: &Opml) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\"");
    for (prefix, address) in list.namespaces.iter().filter(|(prefix, _)| is_name(prefix)) {
        attribute(&format!("xmlns:{prefix}"), address, &mut out);
    }
    out.push_str(">\n  <head>\n");
    if let Some(title) = &list.title {
        out.push_str("    <title>");
        escape(title, &mut out);
        out.push_str("</title>\n");
    }
    out.push_str("  </head>\n  <body>\n");
    for one in &list.outlines {
        outline(one, 2, &mut out);
    }
    out.push_str("  </body>\n</opml>\n");
    out
}

fn outline(one: &Outline, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    out.push_str(&indent);
    out.push_str("<outline");
    attribute("text", &one.title, out);
    attribute("title", &one.title, out);
    if let Some(kind) = one.attributes.get("type").map(String::as_str).or(one.feed.as_ref().map(|_| "rss")) {
        attribute("type", kind, out);
    }
    for (name, value) in [("xmlUrl", &one.feed), ("htmlUrl", &one.page)] {
        if let Some(value) = value {
            attribute(name, value, out);
        }
    }
    for (name, value) in one.attributes.iter().filter(|(name, _)| is_name(name) && *name != "type") {
        attribute(name, value, out);
    }
    if one.outlines.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    for inner in &one.outlines {
        outline(inner, depth + 1, out);
    }
    out.push_str(&indent);
    out.push_str("</outline>\n");
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

/// Whether a text can be the name of an attribute.
fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(allowed)
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            other => out.push(other),
        }
    }
}
