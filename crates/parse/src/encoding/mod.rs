//! Bytes to text: the encoding by byte order mark, header, declaration and detection, in that order of trust.

mod label;
mod utf8;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::warning::Warning;
use utf8::Census;

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
/// Bytes that form UTF-8 are UTF-8 whatever they are said to be in. An encoding that is named but does not fit the bytes is
/// passed over for the next; in the end bytes that fit nothing become replacement characters.
#[must_use]
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some((text, name)) = wide::decode(bytes) {
        return finish(Cow::Owned(text), name, Vec::new());
    }
    if let Some((encoding, rest)) = marked(bytes) {
        return lossy(encoding, rest, Vec::new());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let header = content_type.and_then(charset);
    if let Some(encoding) = wide::unmarked_utf16(bytes, header.as_deref()) {
        return lossy(encoding, bytes, Vec::new());
    }
    narrow(bytes, header)
}

/// Reads bytes in an encoding that writes ASCII as ASCII.
fn narrow(bytes: &[u8], header: Option<String>) -> Decoded<'_> {
    let mut warnings = Vec::new();
    let census = Census::of(bytes);
    let labels: Vec<String> = header.into_iter().chain(label::of_document(bytes)).collect();
    let says_otherwise = |label: &&String| label::encoding(label).is_some_and(|encoding| encoding != UTF_8);
    let otherwise = labels.iter().find(says_otherwise);
    if census.is_utf8_despite(otherwise.map_or("utf-8", String::as_str)) {
        warnings.extend(
            otherwise.map(|label| Warning::new(format!("the text is UTF-8 and not {label:?} as it says"))),
        );
        return finish(utf8(bytes, &mut warnings), "utf-8".to_owned(), warnings);
    }
    for label in labels {
        if let Some(decoded) = as_named(bytes, &label, &mut warnings) {
            return finish(decoded, label, warnings);
        }
    }
    if census.is_mostly_utf8() || std::str::from_utf8(bytes).is_ok() {
        return finish(utf8(bytes, &mut warnings), "utf-8".to_owned(), warnings);
    }
    let encoding = detect(bytes);
    warnings.push(Warning::new(format!("the encoding was guessed as {}", encoding.name())));
    lossy(encoding, bytes, warnings)
}

fn utf8<'a>(bytes: &'a [u8], warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    warnings.push(Warning::new("some bytes are not UTF-8 and were read as windows-1252"));
    Cow::Owned(utf8::mixed(bytes))
}

/// The encoding that a byte order mark names, and what follows it; `None` where what follows shows that the mark is not true.
fn marked(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    let rest = bytes.get(mark..)?;
    let is_utf8 = std::str::from_utf8(rest).is_ok();
    let truthful = if encoding == UTF_8 { is_utf8 } else { rest.contains(&0) || !is_utf8 };
    match truthful {
        true => Some((encoding, rest)),
        false if encoding == UTF_8 => None,
        false => Some((UTF_8, rest)),
    }
}

/// The charset parameter of a Content-Type header, in lower case.
#[must_use]
pub fn charset(content_type: &str) -> Option<String> {
    label::of_header(content_type)
}

/// The text if the bytes fit the named encoding; else a warning.
fn as_named<'a>(bytes: &'a [u8], label: &str, warnings: &mut Vec<Warning>) -> Option<Cow<'a, str>> {
    let Some(encoding) = label::encoding(label) else {
        warnings.push(Warning::new(format!("the encoding {label:?} is not known")));
        return None;
    };
    if encoding == UTF_16BE || encoding == UTF_16LE {
        // Declared in bytes that read as ASCII, so it cannot be true.
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    if text.is_none() {
        warnings.push(Warning::new(format!("the text is not in the encoding {label:?} that it names")));
    }
    text
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
    fn utf8_beats_a_wrong_name_wherever_it_stands() {
        let text = "<?xml version='1.0' encoding='windows-1251'?><a>Мост открыт</a>";
        for header in
            [None, Some("text/xml; charset=iso-8859-1"), Some("application/rss+xml; charset=koi8-r")]
        {
            let decoded = decode(text.as_bytes(), header);
            assert!(decoded.text.contains("Мост открыт"), "{decoded:?}");
            assert_eq!((decoded.name.as_str(), decoded.warnings.len()), ("utf-8", 1));
        }
        let page = "<html><head><meta charset=latin1></head><p>naïveté</p>";
        assert!(decode(page.as_bytes(), Some("text/html")).text.contains("naïveté"));
    }

    #[test]
    fn old_encodings_stay_what_they_are() {
        let cases: [(&str, &[u8], &str); 4] = [
            ("windows-1251", b"\xCC\xEE\xF1\xF2", "Мост"),
            ("iso-8859-1", b"\x93caf\xE9\x94", "“café”"),
            ("gbk", b"\xC2\xA1\xC2\xA2", "隆垄"),
            ("shift_jis", b"\x8B\xB4", "橋"),
        ];
        for (label, bytes, text) in cases {
            assert_eq!(decode(bytes, Some(&format!("text/xml; charset={label}"))).text, text, "{label}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_believed_only_where_it_can_be_true() {
        assert_eq!(
            decode(b"\xEF\xBB\xBF<a>\xE9t\xE9</a>", Some("text/xml; charset=latin1")).text,
            "<a>été</a>"
        );
        assert_eq!(decode(b"\xFF\xFE<a>x</a>", None).text, "<a>x</a>");
        assert_eq!(decode("\u{FEFF}<a>é</a>".as_bytes(), Some("text/xml; charset=koi8-r")).text, "<a>é</a>");
    }

    #[test]
    fn a_few_bytes_from_elsewhere_do_not_spoil_the_rest() {
        let mut bytes = "<a>Grüße über Öland, fünf Fähren".as_bytes().to_vec();
        bytes.extend(b" caf\xE9</a>");
        let decoded = decode(&bytes, Some("text/xml; charset=utf-8"));
        assert_eq!(decoded.text, "<a>Grüße über Öland, fünf Fähren café</a>");
        assert!(!decoded.warnings.is_empty());
    }

    #[test]
    fn wide_encodings_need_no_mark() {
        for encode in [u16::to_be_bytes, u16::to_le_bytes] {
            let bytes: Vec<u8> = "<rss>ö</rss>".encode_utf16().flat_map(encode).collect();
            assert_eq!(decode(&bytes, None).text, "<rss>ö</rss>");
            let bytes: Vec<u8> = "\n {\"title\": \"ö\"}".encode_utf16().flat_map(encode).collect();
            assert_eq!(
                decode(&bytes, Some("application/json; charset=utf-16")).text,
                "\n {\"title\": \"ö\"}"
            );
            assert_eq!(decode(&bytes, None).text, "\n {\"title\": \"ö\"}");
        }
    }

    #[test]
    fn control_characters_are_left_out() {
        assert_eq!(decode(b"a\0b\x08c\n", None).text, "abc\n");
    }
}
