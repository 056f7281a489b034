//! Escaping: characters into markup so that they can only be read back as characters.

/// Whether a character has no place in clean markup: control characters other than tab and line feed.
fn is_removed(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' && byte != b'\n' || byte == 0x7f
}

/// Writes text: `&`, `<` and `>` become references, a form feed a space, other control characters vanish.
pub(super) fn text(text: &str, out: &mut String) {
    write(text, out, |byte| matches!(byte, b'&' | b'<' | b'>') || is_removed(byte));
}

/// Writes an attribute's value for double quotes.
pub(super) fn attribute(value: &str, out: &mut String) {
    write(value, out, |byte| matches!(byte, b'&' | b'<' | b'>' | b'"') || is_removed(byte));
}

fn write(text: &str, out: &mut String, is_special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&is_special) {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some('\u{c}' | '\r') => out.push(' '),
            _ => {}
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
}
