//! What a person typed or pasted as an address: the addresses that it may mean, in the order in which they are tried.

use url::{Host, Url};

/// Longer texts are no addresses.
const LONGEST: usize = 2_000;

/// Marks that stand around an address in a sentence or a mail and are none of it.
const AROUND: [char; 16] = ['<', '>', '"', '\'', '“', '”', '„', '«', '»', '‘', '’', '(', ')', '[', ']', '`'];

/// The addresses that a text means, absolute and of the web: one where it says how it is asked, else with `https` and then
/// with `http`. Blanks, quotes and angle brackets around it, words before it and the scheme `feed:` are minded.
///
/// # Errors
///
/// With a sentence when the text is no address; it names the cure.
pub fn typed(text: &str) -> Result<Vec<String>, String> {
    let shown: String = text.trim().chars().take(120).collect();
    let none = |reason: &str| {
        format!("“{shown}” is no web address: {reason}; paste one such as https://news.example/")
    };
    if text.len() > LONGEST {
        return Err(none("it is too long"));
    }
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let word = address_in(&text).ok_or_else(|| none("it is empty"))?;
    let meant = meant(word);
    let urls: Vec<Url> = meant.iter().filter_map(|address| Url::parse(address).ok()).collect();
    let usable = |url: &Url| {
        matches!(url.scheme(), "http" | "https") && url.host().is_some_and(|host| is_whole(&host))
    };
    let found: Vec<String> = urls.iter().filter(|url| usable(url)).map(Url::to_string).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let reason = match urls.first() {
        Some(url) if !matches!(url.scheme(), "http" | "https") => "only http and https addresses can be read",
        Some(_) => "it names no site",
        None => "its host or port is not written as one",
    };
    Err(none(reason))
}

/// The word of a text that is its address: the first with a scheme of the web, else the first with a dot or colon in it,
/// else the first.
fn address_in(text: &str) -> Option<&str> {
    let words = || text.split_whitespace().map(bare).filter(|word| !word.is_empty());
    let has_scheme = |word: &&str| ["http://", "https://", "feed:"].iter().any(|scheme| begins(word, scheme));
    words()
        .find(has_scheme)
        .or_else(|| words().find(|word| word.contains(['.', ':']) && !word.ends_with(':')))
        .or_else(|| words().next())
}

/// A word without what stands around it in a sentence.
fn bare(word: &str) -> &str {
    // In `<a href="…">` or `URL:<…>` the address begins within the word.
    let start = ["https://", "http://"].iter().filter_map(|scheme| find(word, scheme)).min();
    let inner = start
        .filter(|at| word.get(..*at).is_some_and(|before| before.ends_with(AROUND) || before.ends_with('=')));
    let word = opened(inner.and_then(|at| word.get(at..)).unwrap_or(word));
    // A bracket that opened within the address belongs to it, as in an address of IPv6 or of an encyclopedia.
    let end = word.find(['<', '>', '"', '“', '”', '»', '`']).unwrap_or(word.len());
    let mut word = word.get(..end).unwrap_or_default();
    loop {
        let trimmed = word.trim_end_matches([',', ';', '.', '!', '\'', '’', '„']);
        let trimmed = match trimmed.chars().next_back() {
            Some(')') if !trimmed.contains('(') => trimmed.trim_end_matches(')'),
            Some(']') if !trimmed.contains('[') && !trimmed.contains("://[") => trimmed.trim_end_matches(']'),
            _ => trimmed,
        };
        if trimmed.len() == word.len() {
            return word;
        }
        word = trimmed;
    }
}

/// A word without what stands before it; the bracket of an IPv6 literal (RFC 3986, 3.2.2) belongs to it.
fn opened(word: &str) -> &str {
    let bare = word.trim_start_matches(AROUND);
    let is_literal = |(host, _): (&str, &str)| {
        host.contains(':')
            && host.chars().all(|letter| letter.is_ascii_hexdigit() || matches!(letter, ':' | '.'))
    };
    let start = word.len().saturating_sub(bare.len()).saturating_sub(1);
    let with_bracket = word.get(start..).filter(|text| text.starts_with('['));
    with_bracket.filter(|_| bare.split_once(']').is_some_and(is_literal)).unwrap_or(bare)
}

fn begins(word: &str, start: &str) -> bool {
    word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn find(word: &str, part: &str) -> Option<usize> {
    word.to_ascii_lowercase().find(part)
}

/// The addresses that a word means.
fn meant(word: &str) -> Vec<String> {
    let word = if begins(word, "feed:") { word.get(5..).unwrap_or_default() } else { word };
    let word = word.strip_prefix("//").unwrap_or(word);
    if word.contains("://") {
        return vec![word.to_owned()];
    }
    let (scheme, rest) = word.split_once(':').unwrap_or(("", word));
    let names_host =
        scheme.contains('.') || scheme.eq_ignore_ascii_case("localhost") || scheme.starts_with('[');
    let is_port = rest.starts_with(|c: char| c.is_ascii_digit());
    if !scheme.is_empty() && !names_host && !is_port {
        return vec![word.to_owned()];
    }
    ["https", "http"].map(|scheme| format!("{scheme}://{word}")).to_vec()
}

/// Whether a host can be asked: a literal, or a name that is not one word of a sentence.
fn is_whole(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name.trim_end_matches('.').contains('.') || *name == "localhost",
        Host::Ipv4(_) | Host::Ipv6(_) => true,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_is_found_in_what_was_pasted() {
        for (typed, address) in [
            ("https://news.example/feed", "https://news.example/feed"),
            ("  https://news.example/feed \n", "https://news.example/feed"),
            ("<https://news.example/feed>", "https://news.example/feed"),
            ("“https://news.example/feed”,", "https://news.example/feed"),
            ("Read this: https://news.example/feed.", "https://news.example/feed"),
            ("feed:https://news.example/feed", "https://news.example/feed"),
            ("<a href=\"https://news.example/feed\">News</a>", "https://news.example/feed"),
            ("URL:<http://news.example/>", "http://news.example/"),
            ("HTTP://News.Example/", "http://news.example/"),
            ("https://news.example/a_(b)", "https://news.example/a_(b)"),
            ("https://zürich.example/", "https://xn--zrich-kva.example/"),
            ("http://[::1]:8080/f", "http://[::1]:8080/f"),
        ] {
            assert_eq!(super::typed(typed), Ok(vec![address.to_owned()]), "{typed}");
        }
    }

    #[test]
    fn without_a_scheme_https_is_tried_and_then_http() {
        for (typed, rest) in [
            ("news.example", "news.example/"),
            ("www.news.example/feed?x=1", "www.news.example/feed?x=1"),
            ("news.example:8080/feed", "news.example:8080/feed"),
            ("localhost:8080", "localhost:8080/"),
            ("127.0.0.1:8080/a", "127.0.0.1:8080/a"),
            ("[::1]:8080", "[::1]:8080/"),
            ("//news.example/feed", "news.example/feed"),
            ("feed://news.example/feed", "news.example/feed"),
            ("zürich.example", "xn--zrich-kva.example/"),
            ("news。example", "news.example/"),
            ("harbour news.example please", "news.example/"),
        ] {
            let both = ["https", "http"].map(|scheme| format!("{scheme}://{rest}")).to_vec();
            assert_eq!(super::typed(typed), Ok(both), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_told_with_the_cure() {
        for typed in [
            "",
            "   ",
            "harbour",
            "harbour news",
            "javascript:alert(1)",
            "ftp://news.example/feed",
            "file:///etc/passwd",
            "mailto:desk@news.example",
            "https://",
            "https:///",
            "news.example:99999/",
            &"x".repeat(10_000),
        ] {
            let said = super::typed(typed).unwrap_err();
            assert!(said.contains("https://news.example/") && said.len() < 400, "{typed}: {said}");
        }
    }
}
