//! Character references and named entities of XML and HTML, decoded once.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;
use memchr::memchr;

/// The longest name or number between `&` and `;` that is looked up.
const LONGEST: usize = 40;

/// Names that XHTML 1.0 and HTML 5 give different characters; feeds mean the former.
const XHTML: [(&str, &str); 2] = [("lang", "\u{2329}"), ("rang", "\u{232A}")];

/// Entities that a document declares for itself, of plain text only: nothing can be nested.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entities(Vec<(String, String)>);

impl Entities {
    /// At most this many declarations are kept.
    const MOST: usize = 64;
    /// Longer values are dropped, so that repeating one cannot fill the memory.
    const LONGEST_VALUE: usize = 128;

    /// Reads the general entities of a document type declaration.
    pub(crate) fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(Self::MOST) {
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let value = rest.get(1..).and_then(|rest| rest.split_once(quote)).map(|(value, _)| value);
            let value =
                value.filter(|value| value.len() <= Self::LONGEST_VALUE && !value.contains(['<', '%']));
            let Some(value) = value.map(|value| decode(value, &Self::default())) else { continue };
            if !value.contains('&') && self.0.len() < Self::MOST {
                self.0.push((name.to_owned(), value.into_owned()));
            }
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Replaces references by what they stand for. An ampersand that begins none stays as it is.
pub(crate) fn decode<'a>(text: &'a str, declared: &Entities) -> Cow<'a, str> {
    let Some((before, mut rest)) = at_ampersand(text) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(before);
    loop {
        rest = reference(rest, declared, &mut decoded);
        let Some((before, after)) = at_ampersand(rest) else { break };
        decoded.push_str(before);
        rest = after;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// What stands before and after the first ampersand.
fn at_ampersand(text: &str) -> Option<(&str, &str)> {
    let at = memchr(b'&', text.as_bytes())?;
    Some((text.get(..at)?, text.get(at + 1..)?))
}

/// Decodes what comes after an ampersand into `decoded` and gives the text after it.
pub(crate) fn reference<'a>(rest: &'a str, declared: &Entities, decoded: &mut String) -> &'a str {
    let frequent = match rest.as_bytes() {
        [b'l', b't', b';', ..] => Some(('<', 3)),
        [b'g', b't', b';', ..] => Some(('>', 3)),
        [b'a', b'm', b'p', b';', ..] => Some(('&', 4)),
        [b'q', b'u', b'o', b't', b';', ..] => Some(('"', 5)),
        _ => None,
    };
    if let Some((character, length)) = frequent {
        decoded.push(character);
        return rest.get(length..).unwrap_or_default();
    }
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
    let Some((name, after)) = end.and_then(|end| rest.split_at_checked(end)) else {
        decoded.push('&');
        return rest;
    };
    let known = match name.strip_prefix('#') {
        Some(digits) => numbered(digits, decoded),
        None => named(name, declared, decoded),
    };
    if known {
        return after.strip_prefix(';').unwrap_or(after);
    }
    decoded.push('&');
    rest
}

fn named(name: &str, declared: &Entities, decoded: &mut String) -> bool {
    let xhtml = XHTML.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    if let Some(value) = declared.get(name).or(xhtml) {
        decoded.push_str(value);
        return true;
    }
    if name == "apos" {
        decoded.push('\'');
        return true;
    }
    let key = format!("{name};");
    let Some(&(first, second)) = NAMED_ENTITIES.get(key.as_str()) else { return false };
    let characters = [first, second].into_iter().filter(|&code| code != 0).filter_map(char::from_u32);
    let before = decoded.len();
    decoded.extend(characters);
    decoded.len() > before
}

fn numbered(digits: &str, decoded: &mut String) -> bool {
    let hexadecimal = digits.strip_prefix(['x', 'X']);
    let number = hexadecimal.map_or_else(|| digits.parse(), |digits| u32::from_str_radix(digits, 16));
    match number {
        Ok(0) => {}
        Ok(number @ 0x80..=0x9F) => decoded.push(windows(number)),
        Ok(number) => decoded.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)),
        Err(_) => return false,
    }
    true
}

/// The character that Windows-1252 has at a place where Unicode has a control character.
pub(crate) fn windows(number: u32) -> char {
    let byte = u8::try_from(number).unwrap_or_default();
    let bytes = [byte];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> String {
        decode(text, &Entities::default()).into_owned()
    }

    #[test]
    fn references_are_decoded_once() {
        assert_eq!(decoded("a &lt;b&gt; &amp;amp; &#65;&#x42;&#X43; &eacute;&apos;"), "a <b> &amp; ABC é'");
        assert_eq!(decoded("AT&T & more; &nonsense; &#xZZ; &"), "AT&T & more; &nonsense; &#xZZ; &");
        assert_eq!(decoded("&#146;&#0;&#xD800;"), "\u{2019}\u{FFFD}");
    }

    #[test]
    fn declared_entities_hold_plain_text_only() {
        let mut entities = Entities::default();
        entities.declare("DOCTYPE a [<!ENTITY city \"Lund\"><!ENTITY lol '&lol2;&lol2;'><!ENTITY % p 'x'>]");
        assert_eq!(decode("&city; &lol;", &entities), "Lund &lol;");
    }
}
