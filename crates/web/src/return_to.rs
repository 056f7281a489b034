//! Where a reader goes after signing in: always one of our own pages.

use url::form_urlencoded::byte_serialize;

/// Longest path with its query and fragment, in bytes.
const LONGEST: usize = 4_000;

/// A path of ours, perhaps with a query and a fragment. It cannot leave the site, whatever it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// Takes an address from a form or a query; anything but a plain page of ours becomes the front page.
    ///
    /// Only letters, digits and `/ - _ . ~` may stand in the path and in the fragment, so that no encoded form, backslash or
    /// control character is left for a browser to read otherwise (CVE-2025-67713, CVE-2026-55185). The query keeps its words:
    /// what is not plain in it is encoded.
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self(page_of_ours(address).unwrap_or_else(|| "/".to_owned()))
    }

    /// The path with its query.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path with its query as the value of a query.
    #[must_use]
    pub fn encoded(&self) -> String {
        byte_serialize(self.0.as_bytes()).collect()
    }
}

fn page_of_ours(address: &str) -> Option<String> {
    if address.len() > LONGEST || address.contains(|c: char| c == '\\' || c.is_control()) {
        return None;
    }
    let (page, fragment) =
        address.split_once('#').map_or((address, None), |(page, place)| (page, Some(place)));
    let (path, query) = page.split_once('?').map_or((page, None), |(path, query)| (path, Some(query)));
    let is_path = path.starts_with('/') && is_plain(path) && !path.contains("//") && !path.contains("..");
    if !is_path || !fragment.is_none_or(is_plain) {
        return None;
    }
    let mut whole = path.to_owned();
    if let Some(query) = query {
        whole.push('?');
        whole.push_str(&encoded_query(query)?);
    }
    if let Some(fragment) = fragment {
        whole.push('#');
        whole.push_str(fragment);
    }
    (whole.len() <= LONGEST).then_some(whole)
}

fn is_plain(part: &str) -> bool {
    part.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c))
}

/// A query in which everything but the plain signs is encoded; what is encoded already stays so. `None` where it holds two slashes
/// that follow each other, a broken encoding, or a control character in its encoded form.
fn encoded_query(query: &str) -> Option<String> {
    if query.contains("//") {
        return None;
    }
    let mut parts = query.split('%');
    let mut encoded = encoded_words(parts.next().unwrap_or_default());
    for part in parts {
        let (code, words) = part.split_at_checked(2)?;
        let byte =
            u8::from_str_radix(code, 16).ok().filter(|_| code.bytes().all(|c| c.is_ascii_hexdigit()))?;
        if byte.is_ascii_control() {
            return None;
        }
        encoded.push('%');
        encoded.push_str(code);
        encoded.push_str(&encoded_words(words));
    }
    Some(encoded)
}

fn encoded_words(words: &str) -> String {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~=&+?/:,;*()!@".contains(&byte);
    let one = |byte: u8| if stays(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    words.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_returns_only_to_one_of_our_own_pages() {
        for strange in [
            "https://elsewhere.example/",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "\\\\elsewhere.example",
            "/%2f/elsewhere.example",
            "/%2felsewhere.example",
            "/%5Celsewhere.example",
            "/a%09b",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/\t/elsewhere.example",
            "/a/..//elsewhere.example",
            "/..",
            "",
            "?q=a",
            "#a",
            "article/1",
            "/a?then=//elsewhere.example",
            "/a?q=\\",
            "/a?q=\u{7f}",
            "/a?q=%0d%0aSet-Cookie:x",
            "/a?q=%00",
            "/a?q=%zz",
            "/a?q=%2",
            "/a?q=%+1",
            "/a#<b>",
            "/\u{2215}elsewhere.example",
        ] {
            assert_eq!(ReturnTo::new(strange).as_str(), "/", "{strange:?}");
        }
        assert_eq!(ReturnTo::new("/article/12#comments").as_str(), "/article/12#comments");
    }

    #[test]
    fn a_query_is_kept() {
        for query in ["/search?q=caf%C3%A9+au+lait&order=newest&page=2", "/search?q=%22two+words%22#results"]
        {
            assert_eq!(ReturnTo::new(query).as_str(), query);
        }
        assert_eq!(ReturnTo::new("/search?q=caf\u{e9} \"x\"").as_str(), "/search?q=caf%C3%A9%20%22x%22");
        assert_eq!(ReturnTo::new("/a?x=1&y=%26").encoded(), "%2Fa%3Fx%3D1%26y%3D%2526");
    }
}
