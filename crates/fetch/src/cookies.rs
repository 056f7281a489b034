//! Cookies that are set on the way from one redirect to the next. They live for that chain only.

use cookie_store::CookieStore;
use reqwest::header::{HeaderMap, HeaderValue, SET_COOKIE};
use url::Url;

/// Cookies that one answer may set, and the bytes of each (RFC 6265, section 6.1, asks for 50 and 4096 at least).
const MOST: usize = 50;
const LONGEST: usize = 4_096;
/// Bytes of the header that is sent.
const LONGEST_HEADER: usize = 8 * 1_024;

/// The cookies of one chain, kept by the rules of RFC 6265: each goes only to the hosts and paths it was set for.
#[derive(Debug, Default)]
pub(crate) struct ChainCookies(CookieStore);

impl ChainCookies {
    /// Takes the cookies that an answer of `url` sets.
    pub(crate) fn take(&mut self, url: &Url, headers: &HeaderMap) {
        for value in headers.get_all(SET_COOKIE).iter().take(MOST) {
            let Ok(text) = std::str::from_utf8(value.as_bytes()) else { continue };
            if text.len() <= LONGEST && !names_a_suffix(text, url) {
                // One that does not fit the rules is passed over.
                let _ = self.0.parse(text, url);
            }
        }
    }

    /// What is sent along to `url`, after what the reader was given for it.
    pub(crate) fn header(&self, url: &Url, given: Option<&str>) -> Option<HeaderValue> {
        let own = self.0.get_request_values(url).map(|(name, value)| format!("{name}={value}"));
        let mut own: Vec<String> = own.collect();
        own.sort();
        let all: Vec<String> = given.map(str::to_owned).into_iter().chain(own).collect();
        let text = all.join("; ");
        let mut header = HeaderValue::try_from(text).ok().filter(|value| !value.is_empty())?;
        if header.len() > LONGEST_HEADER {
            return None;
        }
        header.set_sensitive(true);
        Some(header)
    }
}

/// Whether a cookie is meant for a whole suffix such as `com` or `co.uk`, below which anybody may have a name
/// (publicsuffix.org); one for the very host that sets it is not.
fn names_a_suffix(cookie: &str, url: &Url) -> bool {
    let domain = cookie.split(';').skip(1).find_map(|attribute| {
        let (name, value) = attribute.split_once('=')?;
        let domain = value.trim().trim_start_matches('.').to_ascii_lowercase();
        (name.trim().eq_ignore_ascii_case("domain") && !domain.is_empty()).then_some(domain)
    });
    domain.is_some_and(|domain| url.host_str() != Some(domain.as_str()) && psl::domain_str(&domain).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(set: &[(&str, &str)], to: &str, given: Option<&str>) -> Option<String> {
        let mut cookies = ChainCookies::default();
        for (url, cookie) in set {
            let headers = HeaderMap::from_iter([(SET_COOKIE, HeaderValue::from_str(cookie).unwrap())]);
            cookies.take(&Url::parse(url).unwrap(), &headers);
        }
        let header = cookies.header(&Url::parse(to).unwrap(), given)?;
        Some(header.to_str().unwrap().to_owned())
    }

    const SITE: &str = "https://news.example/check";

    #[test]
    fn a_cookie_goes_where_it_was_set_for() {
        let set = [(SITE, "seen=1; Path=/")];
        assert_eq!(sent(&set, "https://news.example/feed", None).as_deref(), Some("seen=1"));
        assert_eq!(sent(&set, "https://news.example/feed", Some("own=2")).as_deref(), Some("own=2; seen=1"));
        for other in ["https://cdn.news.example/feed", "https://elsewhere.example/feed"] {
            assert_eq!(sent(&set, other, None), None, "{other}");
        }
        let wide = [(SITE, "seen=1; Path=/; Domain=news.example")];
        assert_eq!(sent(&wide, "https://cdn.news.example/feed", None).as_deref(), Some("seen=1"));
        assert_eq!(sent(&[(SITE, "seen=1; Secure; Path=/")], "http://news.example/", None), None);
        assert_eq!(sent(&[(SITE, "seen=1; Path=/deep")], "https://news.example/", None), None);
        assert_eq!(sent(&[(SITE, "a=1; Path=/"), (SITE, "a=; Max-Age=0; Path=/")], SITE, None), None);
    }

    #[test]
    fn nobody_sets_a_cookie_for_others() {
        for domain in ["com", "co.uk", ".uk", "elsewhere.com", "example"] {
            let set = [("https://news.co.uk/check", format!("seen=1; Path=/; Domain={domain}"))];
            let set: Vec<(&str, &str)> = set.iter().map(|(url, cookie)| (*url, cookie.as_str())).collect();
            for to in ["https://other.co.uk/", "https://other.com/", "https://elsewhere.com/"] {
                assert_eq!(sent(&set, to, None), None, "{domain} {to}");
            }
        }
    }

    #[test]
    fn a_cookie_of_a_host_without_a_suffix_comes_back_to_it() {
        let set = [("http://127.0.0.1:8080/check", "seen=1; Path=/")];
        assert_eq!(sent(&set, "http://127.0.0.1:8080/a", None).as_deref(), Some("seen=1"));
    }
}
