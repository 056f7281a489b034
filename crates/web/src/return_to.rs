//! Where a reader goes after signing in: always one of our own pages.

use url::form_urlencoded::byte_serialize;

/// A path of ours. It cannot leave the site, whatever it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo(String);

impl ReturnTo {
    /// Takes an address from a form or a query; anything but a plain path of ours becomes the front page.
    ///
    /// Only letters, digits and `/ - _ . ? = & #` may stand in it, so that no encoded form, backslash or control
    /// character is left for a browser to read otherwise (CVE-2025-67713, CVE-2026-55185).
    #[must_use]
    pub fn new(address: &str) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.?=&#".contains(c);
        let is_ours = address.starts_with('/')
            && !address.contains("//")
            && !address.contains("..")
            && address.len() <= 200
            && address.chars().all(is_plain);
        Self(if is_ours { address.to_owned() } else { "/".to_owned() })
    }

    /// The path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as the value of a query.
    #[must_use]
    pub fn encoded(&self) -> String {
        byte_serialize(self.0.as_bytes()).collect()
    }
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
            "/%5Celsewhere.example",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "/\t/elsewhere.example",
            "/a/..//elsewhere.example",
            "",
            "article/1",
            "/a?then=//elsewhere.example",
        ] {
            assert_eq!(ReturnTo::new(strange).as_str(), "/", "{strange:?}");
        }
        assert_eq!(ReturnTo::new("/article/12#comments").as_str(), "/article/12#comments");
    }
}
