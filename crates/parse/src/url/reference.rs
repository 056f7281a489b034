//! References resolved against a base by RFC 3986, on text, so that every other character stays as it was written.

use std::borrow::Cow;

/// The parts of an address, none of them decoded.
#[derive(Debug, Clone, Copy, Default)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: Option<&'a str>,
}

/// The absolute address that `relative` means in a document at `base`; an empty base leaves it as it is.
///
/// White space around and line breaks inside are taken out; `http:///host` is read as `http://host`. `None` when
/// nothing is left. See RFC 3986, section 5.2.
#[must_use]
pub fn resolve(base: &str, relative: &str) -> Option<String> {
    let relative = without_breaks(relative.trim());
    if relative.is_empty() {
        return None;
    }
    let pointed = split(&relative);
    if pointed.scheme.is_some() {
        return Some(unslipped(&relative));
    }
    let base = split(base.trim());
    if base.scheme.is_none() {
        return Some(relative.into_owned());
    }
    Some(unslipped(&merge(&base, &pointed)))
}

fn without_breaks(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | b'\t')) {
        Cow::Owned(text.chars().filter(|c| !matches!(c, '\n' | '\r' | '\t')).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Reads a web address with more than two slashes before its host, or one, as browsers do (WHATWG URL Standard).
fn unslipped(address: &str) -> String {
    let parts = split(address);
    let scheme = parts.scheme.unwrap_or_default();
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !web || !parts.path.starts_with('/') || parts.authority.is_some_and(|authority| !authority.is_empty())
    {
        return address.to_owned();
    }
    let rest = address.get(scheme.len() + 1..).unwrap_or_default();
    format!("{scheme}://{}", rest.trim_start_matches('/'))
}

fn merge(base: &Parts<'_>, reference: &Parts<'_>) -> String {
    let mut result = Parts { scheme: base.scheme, fragment: reference.fragment, ..*reference };
    let path;
    if reference.authority.is_none() {
        result.authority = base.authority;
        if reference.path.is_empty() {
            path = base.path.to_owned();
            result.query = reference.query.or(base.query);
        } else if reference.path.starts_with('/') {
            path = without_dots(reference.path);
        } else {
            let folder = base.path.rfind('/').and_then(|end| base.path.get(..=end)).unwrap_or("/");
            path = without_dots(&format!("{folder}{}", reference.path));
        }
    } else {
        path = without_dots(reference.path);
    }
    join(&Parts { path: &path, ..result })
}

fn split(address: &str) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut rest = address;
    if let Some((before, fragment)) = rest.split_once('#') {
        (rest, parts.fragment) = (before, Some(fragment));
    }
    if let Some((before, query)) = rest.split_once('?') {
        (rest, parts.query) = (before, Some(query));
    }
    if let Some((scheme, after)) = rest.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        (rest, parts.scheme) = (after, Some(scheme));
    }
    if let Some(after) = rest.strip_prefix("//") {
        let end = after.find('/').unwrap_or(after.len());
        let (authority, path) = after.split_at_checked(end).unwrap_or((after, ""));
        (rest, parts.authority) = (path, Some(authority));
    }
    parts.path = rest;
    parts
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn join(parts: &Parts<'_>) -> String {
    let mut address = String::new();
    let pieces = [
        (parts.scheme, "", ":"),
        (parts.authority, "//", ""),
        (Some(parts.path), "", ""),
        (parts.query, "?", ""),
        (parts.fragment, "#", ""),
    ];
    for (piece, before, after) in pieces {
        if let Some(piece) = piece {
            address.push_str(before);
            address.push_str(piece);
            address.push_str(after);
        }
    }
    address
}

/// Takes `.` and `..` out of a path (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').collect();
    let last = segments.len().saturating_sub(1);
    for (index, segment) in segments.into_iter().enumerate() {
        match segment {
            "." | ".." => {
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if index == last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        let cases = [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("g:h", "g:h"),
        ];
        for (relative, absolute) in cases {
            assert_eq!(resolve("http://a/b/c/d;p?q", relative).as_deref(), Some(absolute), "{relative}");
        }
    }

    #[test]
    fn addresses_keep_their_letters() {
        assert_eq!(resolve("http://ö.test/", "À b").as_deref(), Some("http://ö.test/À b"));
        assert_eq!(resolve("", " http://A.test/x\n ").as_deref(), Some("http://A.test/x"));
        assert_eq!(resolve("http://a.test", "x").as_deref(), Some("http://a.test/x"));
        assert_eq!(resolve("http://a.test", "http:///b.test/c").as_deref(), Some("http://b.test/c"));
        assert_eq!(resolve("http://a.test", "///b.test/c").as_deref(), Some("http://b.test/c"));
        assert_eq!(resolve("", "x/y").as_deref(), Some("x/y"));
        assert_eq!(resolve("http://a.test", "  "), None);
    }
}
