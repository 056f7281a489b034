//! Which addresses of a feed leave the parser: those that a reader may follow, and those that a page may load.

use std::borrow::Cow;

use crate::xml::attribute::Attributes;
use crate::xml::entity::{self, Entities};

/// Longer addresses are dropped: no server takes them.
const LONGEST: usize = 8_192;

/// The address as a reader may follow it: of the web, a mail address or a telephone number. One without a scheme, which
/// no base made absolute, stays as it is. `None` for any other scheme, however it is disguised.
#[must_use]
pub fn followable(address: &str) -> Option<String> {
    let address = tidy(address)?;
    let allowed = |scheme: &str| matches!(scheme, "http" | "https" | "mailto" | "tel");
    scheme(&address).is_none_or(|scheme| allowed(&scheme)).then_some(address)
}

/// The address as a page may load it: `http` and `https`, or without a scheme.
#[must_use]
pub fn loadable(address: &str) -> Option<String> {
    let address = tidy(address)?;
    scheme(&address).is_none_or(|scheme| matches!(scheme.as_str(), "http" | "https")).then_some(address)
}

/// The address without what was written around it: blanks, control characters (also inside: browsers pass over them), angle
/// brackets, a tag, markup behind it, references that were escaped once too often.
fn tidy(address: &str) -> Option<String> {
    let address = if is_spelled_out(address) { Cow::Borrowed(address) } else { decoded(address) };
    let without: String = address.chars().filter(|c| !c.is_control()).collect();
    let trimmed = without.trim();
    let inner = if trimmed.starts_with('<') { in_brackets(trimmed)? } else { trimmed.to_owned() };
    let end = inner.find(['"', '<', '>', '`']).unwrap_or(inner.len());
    let address = inner.get(..end)?.trim();
    (!address.is_empty() && address.len() <= LONGEST).then(|| address.to_owned())
}

/// Whether an address says without disguise that it is of the web, so that its ampersands are its own.
fn is_spelled_out(address: &str) -> bool {
    super::is_web(address) || !address.contains('&')
}

fn decoded(address: &str) -> Cow<'_, str> {
    entity::decode(address, &Entities::default())
}

/// `<https://…>`, or the address of a link that was written as a tag.
fn in_brackets(text: &str) -> Option<String> {
    let inner = text.get(1..)?;
    let tag = inner.split('>').next().unwrap_or_default();
    match tag.split_once(char::is_whitespace) {
        Some(("a" | "A" | "link", attributes)) => {
            Attributes::read(attributes, &Entities::default()).get("href").map(|href| href.trim().to_owned())
        }
        _ => Some(tag.to_owned()),
    }
}

/// What stands before a colon in the first segment, in lower case and without blanks: a scheme, or something that could be
/// taken for one.
fn scheme(address: &str) -> Option<String> {
    let head = address.split(['/', '?', '#']).next()?;
    let (scheme, _) = head.split_once(':')?;
    Some(scheme.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_mail_and_telephone_are_followed() {
        for good in [
            "https://a.example/x?y=1&z=2#w",
            "HTTP://A.example",
            "mailto:a@b.example",
            "tel:+4512",
            "/x:y",
            "x",
        ] {
            assert_eq!(followable(good).as_deref(), Some(good));
        }
        for bad in [
            "javascript:alert(1)",
            " java\tscript:alert(1)",
            "java script:alert(1)",
            "JaVaScRiPt://a.example/%0aalert(1)",
            "&#106;avascript:alert(1)",
            "java&Tab;script&colon;alert(1)",
            "\u{1}javascript:x",
            "data:text/html,<script>x</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "feed:x",
            "blob:x",
            "about:blank",
            "",
            " \n ",
        ] {
            assert_eq!(followable(bad), None, "{bad}");
            assert_eq!(loadable(bad), None, "{bad}");
        }
        assert_eq!(loadable("mailto:a@b.example"), None);
        assert_eq!(loadable("//cdn.example/p.png").as_deref(), Some("//cdn.example/p.png"));
    }

    #[test]
    fn what_is_written_around_an_address_is_taken_off() {
        for written in [
            "https://a.example/x\"> <img src=1>",
            " https://a.example/x ",
            "<https://a.example/x>",
            "<a href=\"https://a.example/x\">Fog</a>",
            "https://a.exa\nmple/x",
            "https://a.example/x<br>",
        ] {
            assert_eq!(followable(written).as_deref(), Some("https://a.example/x"), "{written}");
        }
    }
}
