//! When two spellings of an address are one address.

/// What is compared of a web address: no scheme, no `www.`, no slash at the end, the host in lower case. A site that moves
/// from `http` to `https`, or takes the slash away, has not published everything anew.
///
/// The address is expected without fragment and tracking parameters; what is no web address is compared as it is.
#[must_use]
pub fn address_key(url: &str) -> String {
    let url = url.trim();
    let Some(rest) = without_scheme(url) else { return url.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let host = authority.to_ascii_lowercase();
    let host = host.strip_prefix("www.").filter(|bare| bare.contains('.')).unwrap_or(&host);
    let host = host.strip_suffix(":80").or_else(|| host.strip_suffix(":443")).unwrap_or(host);
    let (before, after) =
        path.find(['?', '#']).and_then(|at| path.split_at_checked(at)).unwrap_or((path, ""));
    let after = if after == "?" { "" } else { after };
    format!("{host}{}{after}", before.trim_end_matches('/'))
}

/// Whether an address is the front door of its host: nothing but a host.
#[must_use]
pub fn is_front_door(url: &str) -> bool {
    let key = address_key(url);
    without_scheme(url.trim()).is_some() && !key.contains(['/', '?', '#'])
}

fn without_scheme(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_address_are_one() {
        let key = address_key("https://dev.example/news/1");
        for other in [
            "http://dev.example/news/1",
            "https://www.dev.example/news/1/",
            "HTTPS://DEV.example:443/news/1/?",
        ] {
            assert_eq!(address_key(other), key, "{other}");
        }
        assert_eq!(address_key("http://dev.example/a/?p=1"), address_key("https://dev.example/a?p=1"));
        for other in
            ["https://dev.example/news/2", "https://dev.example/News/1", "https://dev.example/news/1?p=2"]
        {
            assert_ne!(address_key(other), key, "{other}");
        }
        assert_eq!(address_key("tag:dev.example,2026:1/"), "tag:dev.example,2026:1/");
        assert_eq!(address_key("http://www.com/a"), "www.com/a");
    }

    #[test]
    fn a_front_door_is_nothing_but_a_host() {
        assert!(is_front_door("https://shirts.example") && is_front_door("http://www.shirts.example/"));
        assert!(
            !is_front_door("https://shirts.example/owl") && !is_front_door("https://shirts.example/?p=1")
        );
        assert!(!is_front_door("shirts.example"));
    }
}
