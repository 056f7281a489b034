//! Cookies: reading one by its name, and writing those of ours.

use http::{HeaderMap, HeaderValue, header};

/// The value of a cookie; `None` when it is not there.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The name as it is sent: over HTTPS with the prefix that binds it to this very host (RFC 6265bis, 4.1.3.2).
pub(crate) fn name(bare: &str, https: bool) -> String {
    if https { format!("__Host-{bare}") } else { bare.to_owned() }
}

/// A `Set-Cookie` line for a value of letters, digits, dots and hyphens. `seconds` of 0 ends the cookie.
pub(crate) fn line(bare: &str, value: &str, seconds: u64, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let name = name(bare, https);
    HeaderValue::try_from(format!(
        "{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
    ))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; tidings=abc; tidings-form=x"));
        assert_eq!(read(&headers, "tidings"), Some("abc"));
        assert_eq!(read(&headers, "tiding"), None);
    }

    #[test]
    fn cookies_are_for_this_host_only_and_closed_to_scripts() {
        let line = line("tidings", "abc", 60, true).unwrap();
        let line = line.to_str().unwrap();
        assert!(line.starts_with("__Host-tidings=abc; Path=/;"), "{line}");
        assert!(
            line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.ends_with("Secure"),
            "{line}"
        );
    }
}
