//! Names of encodings: where a document says one, and which one a name means.

use encoding_rs::Encoding;

/// How far a declaration of the encoding is looked for, in bytes.
const HEAD: usize = 8 * 1024;

/// The charset parameter of a Content-Type header, in lower case.
pub(super) fn of_header(content_type: &str) -> Option<String> {
    content_type.split([';', ',']).skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_ascii_lowercase())
    })
}

/// The encoding that an XML declaration or else an HTML meta element names.
pub(super) fn of_document(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    of_declaration(&head).or_else(|| of_meta(&head))
}

fn of_declaration(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("<?xml")?;
    let (declaration, _) = rest.split_once('>')?;
    value(declaration.split_once("encoding")?.1)
}

/// The first `meta` element outside of comments that names a charset, by an attribute or within its content.
fn of_meta(head: &str) -> Option<String> {
    let mut rest = head;
    while let Some(start) = rest.find('<') {
        rest = rest.get(start..)?;
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->")?.1;
            continue;
        }
        let (tag, after) = rest.split_once('>')?;
        if let Some(attributes) =
            tag.strip_prefix("<meta").filter(|rest| !rest.starts_with(char::is_alphanumeric))
            && let Some((_, after)) = attributes.split_once("charset")
            && let Some(label) = value(after)
        {
            return Some(label);
        }
        rest = after;
    }
    None
}

/// The value after an equals sign, in quotes or not.
fn value(text: &str) -> Option<String> {
    let value = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let ends = |c: char| matches!(c, '"' | '\'' | '>' | '?' | '/' | ';') || c.is_whitespace();
    let label = value.split(ends).next().unwrap_or_default();
    (!label.is_empty()).then(|| label.to_owned())
}

/// The encoding that a name means, also in spellings that the Encoding Standard does not list.
pub(super) fn encoding(label: &str) -> Option<&'static Encoding> {
    let known = Encoding::for_label_no_replacement(label.as_bytes());
    known.or_else(|| Encoding::for_label_no_replacement(spelled(label).as_bytes()))
}

/// `latin-1`, `win1251`, `iso8859_15` and their like as the standard spells them.
fn spelled(label: &str) -> String {
    let compact: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let windows =
        ["windows", "win", "cp", "ms", "ansi"].iter().find_map(|prefix| compact.strip_prefix(prefix));
    if let Some(page) = windows.filter(|page| page.starts_with("125")) {
        return format!("windows-{page}");
    }
    if let Some(part) = compact.split_once("8859").map(|(_, part)| part) {
        return format!("iso-8859-{part}");
    }
    match compact.as_str() {
        "utf8" | "utf8mb4" | "utf" | "unicode" | "unicode11utf8" => "utf-8".to_owned(),
        _ => compact,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_where_documents_put_them() {
        for (document, label) in [
            ("<?xml version='1.0' encoding='KOI8-R'?><a/>", "koi8-r"),
            ("<?xml version=\"1.0\"?><html><head><meta charset=windows-1251></head>", "windows-1251"),
            ("<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset=ISO-8859-2\">", "iso-8859-2"),
            ("<meta name=viewport><script charset='x-one'></script><meta charset='gbk'/>", "gbk"),
            ("<!-- <meta charset=koi8-r> --><meta charset=utf-8>", "utf-8"),
        ] {
            assert_eq!(of_document(document.as_bytes()).as_deref(), Some(label), "{document}");
        }
        assert_eq!(of_document(b"<metadata charset=x>"), None);
    }

    #[test]
    fn names_in_odd_spellings_are_understood() {
        for (label, name) in [
            ("latin-1", "windows-1252"),
            ("win-1251", "windows-1251"),
            ("iso8859_15", "ISO-8859-15"),
            ("utf8", "UTF-8"),
            ("x-sjis", "Shift_JIS"),
        ] {
            assert_eq!(encoding(label).map(Encoding::name), Some(name), "{label}");
        }
        assert_eq!(encoding("nonsense"), None);
    }
}
