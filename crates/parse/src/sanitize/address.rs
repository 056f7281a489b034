//! Addresses in markup: resolved against the page and limited to the schemes a reader may follow.

use std::borrow::Cow;

use url::Url;

/// Longer addresses are dropped: no server takes them, and they would be written again and again.
const LONGEST: usize = 4_096;

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Followed by the reader: `http`, `https` and `mailto`.
    Link,
    /// Loaded by the page: `http` and `https`.
    Picture,
}

/// The address as it may be written, or `None` when it leads nowhere or where it must not.
pub(super) fn resolve<'a>(address: &'a str, base: Option<&Url>, purpose: Use) -> Option<Cow<'a, str>> {
    if address.is_empty() || address.len() > LONGEST {
        return None;
    }
    if is_plain(address) {
        return Some(Cow::Borrowed(address));
    }
    let url = match base {
        Some(base) => base.join(address).ok()?,
        None => Url::parse(address).ok()?,
    };
    let allowed = match url.scheme() {
        "http" | "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
        "mailto" => purpose == Use::Link,
        _ => false,
    };
    (allowed && url.as_str().len() <= LONGEST).then(|| Cow::Owned(String::from(url)))
}

/// Whether an absolute address is already in the form in which it would be written, by the look of its characters.
/// Says no whenever in doubt.
fn is_plain(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")) else {
        return false;
    };
    let Some((host, path)) = rest.split_once('/') else { return false };
    is_plain_host(host)
        && !path.starts_with('.')
        && !path.contains("/.")
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~/?=&;+,:@!$()*".contains(&byte))
}

fn is_plain_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
            && !label.contains("--")
    };
    host.len() < 200
        && host.split('.').all(is_label)
        && host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(address: &str) -> Option<String> {
        let base = Url::parse("https://paper.example/news/one.html").unwrap();
        resolve(address, Some(&base), Use::Link).map(Cow::into_owned)
    }

    #[test]
    fn addresses_are_resolved_and_limited() {
        assert_eq!(link("two.html").as_deref(), Some("https://paper.example/news/two.html"));
        assert_eq!(link("//cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        assert_eq!(link("MAILTO:desk@paper.example").as_deref(), Some("mailto:desk@paper.example"));
        for bad in
            ["javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc"]
        {
            assert_eq!(link(bad), None, "{bad}");
        }
        assert_eq!(resolve("mailto:a@b.example", None, Use::Picture), None);
        assert_eq!(resolve("/logout", None, Use::Link), None);
        assert_eq!(link("https://user:secret@paper.example/"), None);
    }

    proptest! {
        #[test]
        fn a_plain_address_is_what_the_url_parser_writes(address in "https?://[a-z0-9.-]{1,12}/[a-zA-Z0-9./?=&;%~:@!$()*,+_-]{0,24}") {
            if is_plain(&address) {
                prop_assert_eq!(Url::parse(&address).map(String::from).ok(), Some(address));
            }
        }
    }
}
