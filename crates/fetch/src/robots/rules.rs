//! The rules of a robots.txt for one crawler (RFC 9309, section 2.2).

use std::time::Duration;

/// Rules kept of one file, and the longest pattern in bytes: beyond that a file is a prank.
const MOST_RULES: usize = 5_000;
const LONGEST_PATTERN: usize = 2_048;

/// The longest delay a site can ask for between two pages.
const LONGEST_DELAY: Duration = Duration::from_secs(10);

/// What a site allows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    /// The site's Crawl-delay, bounded; zero without one. It is no part of the RFC but widely written.
    pub(crate) crawl_delay: Duration,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allows: bool,
    pattern: String,
}

/// Whom a group of lines speaks to.
#[derive(Debug, Clone, Copy, Default)]
struct Addressees {
    us: bool,
    everybody: bool,
}

impl Rules {
    /// Reads a file for the crawler whose product token is `token`, in lower case. Groups for the same crawler are
    /// joined; those for everybody count only when none names it.
    pub(crate) fn parse(file: &[u8], token: &str) -> Self {
        let text = String::from_utf8_lossy(file);
        let (mut ours, mut everybodys) = (None::<Self>, Self::default());
        let (mut to, mut naming) = (Addressees::default(), false);
        for (key, value) in text.trim_start_matches('\u{feff}').split(['\n', '\r']).filter_map(line) {
            if key == "user-agent" {
                to = if naming { to } else { Addressees::default() };
                naming = true;
                to.us |= product_token(value).eq_ignore_ascii_case(token);
                to.everybody |= value == "*";
                if to.us {
                    ours.get_or_insert_default();
                }
                continue;
            }
            naming &= !matches!(key.as_str(), "allow" | "disallow" | "crawl-delay");
            if let Some(ours) = ours.as_mut().filter(|_| to.us) {
                ours.add(&key, value);
            }
            if to.everybody {
                everybodys.add(&key, value);
            }
        }
        ours.unwrap_or(everybodys)
    }

    fn add(&mut self, key: &str, value: &str) {
        let allows = match key {
            "allow" => true,
            "disallow" => false,
            "crawl-delay" => {
                self.crawl_delay = value.parse::<f32>().map_or(Duration::ZERO, seconds);
                return;
            }
            _ => return,
        };
        let fits = !value.is_empty() && value.len() <= LONGEST_PATTERN && self.rules.len() < MOST_RULES;
        if fits {
            self.rules.push(Rule { allows, pattern: normal(value) });
        }
    }

    /// Whether a path with its query may be fetched: the longest matching pattern decides, and of two equally long ones
    /// the one that allows.
    pub(crate) fn permit(&self, path_and_query: &str) -> bool {
        let path = normal(path_and_query);
        if path == "/robots.txt" {
            return true;
        }
        let matching = self.rules.iter().filter(|rule| rule.matches(&path));
        matching.max_by_key(|rule| (rule.pattern.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

impl Rule {
    /// `*` stands for any run of characters and `$` at the end for the end. Each part is sought once, from left to right,
    /// so the time is linear.
    fn matches(&self, path: &str) -> bool {
        let (pattern, anchored) = match self.pattern.strip_suffix('$') {
            Some(pattern) => (pattern, true),
            None => (self.pattern.as_str(), false),
        };
        let mut parts = pattern.split('*');
        let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
        let mut parts: Vec<&str> = parts.collect();
        let last = if anchored { parts.pop() } else { None };
        for part in parts {
            let Some((_, after)) = rest.split_once(part) else { return false };
            rest = after;
        }
        match last {
            Some(last) => rest.ends_with(last),
            None => !anchored || rest.is_empty(),
        }
    }
}

/// A line's key in lower case and its value, without comment.
fn line(line: &str) -> Option<(String, &str)> {
    let line = line.split_once('#').map_or(line, |(line, _)| line);
    let (key, value) = line.split_once(':')?;
    Some((key.trim().to_ascii_lowercase(), value.trim()))
}

/// The token is made of letters, `_` and `-`; a version after it does not count (RFC 9309, section 2.2.1).
fn product_token(value: &str) -> &str {
    value.split(|c: char| !(c.is_ascii_alphabetic() || c == '_' || c == '-')).next().unwrap_or_default()
}

fn seconds(seconds: f32) -> Duration {
    Duration::try_from_secs_f32(seconds).unwrap_or_default().min(LONGEST_DELAY)
}

/// One spelling for each path: unreserved characters plain, all others that are not ASCII as `%XX` in upper case.
fn normal(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let escaped = if byte == b'%' { escaped(&mut ahead) } else { None };
        match escaped {
            Some(escaped) => {
                bytes = ahead;
                push(&mut normal, escaped, escaped.is_ascii_alphanumeric() || b"-._~".contains(&escaped));
            }
            None => push(&mut normal, byte, byte.is_ascii_graphic()),
        }
    }
    normal
}

/// The byte that the next two hexadecimal digits stand for.
fn escaped(bytes: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut digit = || char::from(bytes.next()?).to_digit(16);
    let value = digit()? * 16 + digit()?;
    u8::try_from(value).ok()
}

fn push(text: &mut String, byte: u8, plain: bool) {
    if plain {
        text.push(char::from(byte));
    } else {
        let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0').to_ascii_uppercase();
        text.extend(['%', digit(byte >> 4), digit(byte & 15)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(file: &str, path: &str) -> bool {
        Rules::parse(file.as_bytes(), "tidings").permit(path)
    }

    #[test]
    fn the_longest_pattern_decides_and_allow_wins_a_tie() {
        let file = "User-agent: *\nDisallow: /archive\nAllow: /archive/open\n";
        assert!(!permits(file, "/archive/2026"));
        assert!(permits(file, "/archive/open/1"));
        assert!(permits(file, "/news"));
        assert!(permits("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
    }

    #[test]
    fn our_own_group_replaces_the_one_for_everybody() {
        let file = "user-agent: *\ndisallow: /\n\nUser-Agent: Other\nUSER-AGENT: tidings/2.0 # us\nDisallow: /private\n";
        assert!(permits(file, "/news"));
        assert!(!permits(file, "/private/1"));
        assert!(!permits("User-agent: tidingsreader\nAllow: /\n\nUser-agent: *\nDisallow: /", "/news"));
    }

    #[test]
    fn groups_for_the_same_crawler_are_joined() {
        let file = "User-agent: Tidings\nDisallow: /a\n\nUser-agent: *\nDisallow: /c\n\nUser-agent: tidings\nDisallow: /b\n";
        assert!(!permits(file, "/a"));
        assert!(!permits(file, "/b"));
        assert!(permits(file, "/c"));
    }

    #[test]
    fn wildcards_and_ends_are_matched() {
        let file = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /search*page=\nDisallow: /exact$\n";
        assert!(!permits(file, "/reports/2026.pdf"));
        assert!(permits(file, "/reports/2026.pdf?view=1"));
        assert!(!permits(file, "/search?q=harbour&page=2"));
        assert!(!permits(file, "/exact"));
        assert!(permits(file, "/exactly"));
        assert!(!permits("User-agent: *\nDisallow: /a*b*a$", "/abba"));
        assert!(permits("User-agent: *\nDisallow: /ab*ba$", "/aba"));
    }

    #[test]
    fn escapes_are_compared_in_one_spelling() {
        let file = "User-agent: *\nDisallow: /caf%c3%a9\nDisallow: /%7Ereader\nDisallow: /a%2Fb\n";
        assert!(!permits(file, "/café"));
        assert!(!permits(file, "/caf%C3%A9/menu"));
        assert!(!permits(file, "/~reader"));
        assert!(!permits(file, "/a%2fb"));
        assert!(permits(file, "/a/b"));
    }

    #[test]
    fn empty_and_strange_files_allow_everything() {
        for file in
            ["", "User-agent: *\nDisallow:", "<html>Not found</html>", "Disallow: /", "\u{feff}\0\n:\n%%%"]
        {
            assert!(permits(file, "/news"), "{file:?}");
        }
        assert!(permits("User-agent: *\nDisallow: /", "/robots.txt"));
        assert!(!permits("\u{feff}User-agent:*\rDisallow:/\r", "/news"));
    }

    #[test]
    fn a_crawl_delay_is_read_and_bounded() {
        let delay =
            |text: &str| Rules::parse(format!("User-agent: *\n{text}").as_bytes(), "tidings").crawl_delay;
        assert_eq!(delay("Crawl-delay: 2.5"), Duration::from_millis(2_500));
        assert_eq!(delay("Crawl-delay: 86400"), LONGEST_DELAY);
        for odd in ["Crawl-delay: -3", "Crawl-delay: NaN", "Crawl-delay: soon"] {
            assert_eq!(delay(odd), Duration::ZERO, "{odd}");
        }
    }

    #[test]
    fn a_pattern_of_stars_takes_linear_time() {
        let file = format!("User-agent: *\nDisallow: /{}b\n", "*a".repeat(1_000));
        assert!(permits(&file, &format!("/{}", "a".repeat(8_000))));
    }
}
