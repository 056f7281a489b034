//! Bytes to text: the encoding by byte order mark, header, declaration and detection, in that order of trust.

mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::warning::Warning;

/// How far a declaration of the encoding is looked for, in bytes.
const HEAD: usize = 2048;

/// Text that was read from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without byte order mark and without NUL and other control characters.
    pub text: Cow<'a, str>,
    /// The name of the encoding that was used, in lower case.
    pub name: String,
    /// What was not as declared.
    pub warnings: Vec<Warning>,
}

/// Reads bytes as text. `content_type` is the HTTP header of that name, if there was one.
///
/// An encoding that is named but does not fit the bytes is passed over for the next; in the end bytes that fit
/// nothing become replacement characters.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some((text, name)) = wide::decode(bytes) {
        return finish(Cow::Owned(text), name, Vec::new());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return lossy(encoding, bytes.get(mark..).unwrap_or_default(), Vec::new());
    }
    if let Some(encoding) = wide::unmarked_utf16(bytes) {
        return lossy(encoding, bytes, Vec::new());
    }
    let mut warnings = Vec::new();
    for label in [content_type.and_then(charset), declared(bytes)].into_iter().flatten() {
        if let Some(decoded) = as_named(bytes, &label, &mut warnings) {
            return finish(decoded, label, warnings);
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return finish(Cow::Borrowed(text), "utf-8".to_owned(), warnings);
    }
    let encoding = detect(bytes);
    warnings.push(Warning::new(format!("the encoding was guessed as {}", encoding.name())));
    lossy(encoding, bytes, warnings)
}

/// The charset parameter of a Content-Type header, in lower case.
#[must_use]
pub fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_ascii_lowercase())
    })
}

/// The text if the bytes fit the named encoding; else a warning.
fn as_named<'a>(bytes: &'a [u8], label: &str, warnings: &mut Vec<Warning>) -> Option<Cow<'a, str>> {
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        warnings.push(Warning::new(format!("the encoding {label:?} is not known")));
        return None;
    };
    if encoding == UTF_16BE || encoding == UTF_16LE {
        // Declared in bytes that read as ASCII, so it cannot be true.
        return None;
    }
    // A document that is said to be ASCII and is not is UTF-8 wherever that fits.
    if matches!(label, "us-ascii" | "ascii") && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    if text.is_none() {
        warnings.push(Warning::new(format!("the text is not in the encoding {label:?} that it names")));
    }
    text
}

/// The encoding that an XML declaration or an HTML meta element names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let declaration =
        head.split_once("<?xml").and_then(|(_, rest)| rest.split_once('>')).map(|(head, _)| head);
    let value = match declaration {
        Some(declaration) => declaration.split_once("encoding")?.1,
        None => head.split_once("<meta").and_then(|(_, rest)| rest.split_once("charset"))?.1,
    };
    let value = value.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String =
        value.chars().take_while(|c| !matches!(c, '"' | '\'' | '>' | '?' | '/' | ' ')).collect();
    (!label.is_empty()).then(|| label.to_ascii_lowercase())
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn lossy<'a>(encoding: &'static Encoding, bytes: &'a [u8], mut warnings: Vec<Warning>) -> Decoded<'a> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        warnings.push(Warning::new(format!("some bytes are not {}", encoding.name())));
    }
    let name = if encoding == UTF_8 { "utf-8".to_owned() } else { encoding.name().to_ascii_lowercase() };
    finish(text, name, warnings)
}

fn finish(text: Cow<'_, str>, name: String, warnings: Vec<Warning>) -> Decoded<'_> {
    let text = if holds_control(&text) { Cow::Owned(without_controls(&text)) } else { text };
    Decoded { text, name, warnings }
}

/// Looks at whole blocks without leaving one early, which the compiler turns into vector instructions.
fn holds_control(text: &str) -> bool {
    text.as_bytes().chunks(256).any(|block| block.iter().fold(false, |found, byte| found | is_control(*byte)))
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|&c| !u8::try_from(c).is_ok_and(is_control)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_wins_over_declaration_and_detection() {
        let bytes = b"<?xml version=\"1.0\" encoding='koi8-r'?><a>\xE9</a>";
        assert!(decode(bytes, Some("text/xml; charset=\"ISO-8859-1\"")).text.contains("<a>é</a>"));
        assert!(decode(bytes, None).text.contains("<a>И</a>"));
    }

    #[test]
    fn a_false_name_is_passed_over() {
        let decoded = decode("<?xml version='1.0' encoding='us-ascii'?><a>é</a>".as_bytes(), None);
        assert!(decoded.text.contains('é'), "{decoded:?}");
        let decoded = decode(b"<?xml encoding='utf-8'?><a>d\xE9j\xE0 vu, na\xEFvet\xE9</a>", None);
        assert!(decoded.text.contains("déjà"), "{decoded:?}");
        assert_eq!(decoded.warnings.len(), 2);
    }

    #[test]
    fn wide_encodings_need_no_mark() {
        for encode in [u16::to_be_bytes, u16::to_le_bytes] {
            let bytes: Vec<u8> = "<rss>ö</rss>".encode_utf16().flat_map(encode).collect();
            assert_eq!(decode(&bytes, None).text, "<rss>ö</rss>");
        }
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(decode(b"a\0b\x08c\n", None).text, "abc\n");
    }
}
