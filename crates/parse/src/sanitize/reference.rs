//! Character references for the fast path: those that leave no doubt, by the HTML standard's tokenizer.
//! <https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state>

use std::borrow::Cow;

/// Where the characters stand; in an attribute `&name=` is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Text,
    Attribute,
}

/// The text with its references replaced; `None` when one of them is rare or doubtful.
pub(super) fn decode(text: &str, place: Place) -> Option<Cow<'_, str>> {
    let Some((before, mut rest)) = text.split_once('&') else { return Some(Cow::Borrowed(text)) };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    loop {
        rest = one(rest, place, &mut out)?;
        let Some((before, behind)) = rest.split_once('&') else { break };
        out.push_str(before);
        rest = behind;
    }
    out.push_str(rest);
    Some(Cow::Owned(out))
}

/// Reads one reference behind its `&`, and gives what follows.
fn one<'a>(rest: &'a str, place: Place, out: &mut String) -> Option<&'a str> {
    if let Some(number) = rest.strip_prefix('#') {
        let (digits, behind) = number.split_once(';').filter(|(digits, _)| digits.len() <= 8)?;
        out.push(numeric(digits)?);
        return Some(behind);
    }
    let length = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (name, behind) = rest.split_at_checked(length)?;
    if name.is_empty() {
        out.push('&');
        return Some(rest);
    }
    if let Some(behind) = behind.strip_prefix(';') {
        out.push(named(name)?);
        return Some(behind);
    }
    if place == Place::Attribute && behind.starts_with('=') {
        out.push('&');
        return Some(rest);
    }
    None
}

fn numeric(digits: &str) -> Option<char> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) if is_digits(hex) => u32::from_str_radix(hex, 16).ok()?,
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        _ => return None,
    };
    char::from_u32(code).filter(|character| !character.is_control() || matches!(character, '\n' | '\t'))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "rsquo" => '’',
        "lsquo" => '‘',
        "rdquo" => '”',
        "ldquo" => '“',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "euro" => '€',
        "copy" => '©',
        "laquo" => '«',
        "raquo" => '»',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        _ => return None,
    })
}
