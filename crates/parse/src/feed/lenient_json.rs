//! JSON as programs write it by hand: mended to JSON as the standard wants it (RFC 8259), piece by piece, in one pass.

use std::borrow::Cow;

/// A key without quotes is looked for within so many bytes.
const LONGEST_KEY: usize = 64;

/// Brackets inside each other that are followed.
const DEEPEST: usize = 256;

/// The text as JSON that a strict reader takes where this can be done: raw control characters in texts, commas before the end,
/// comments, `NaN` and its like, single quotes, keys without quotes, a call or a guard around it, and an end that is cut off.
pub(super) fn mend(text: &str) -> String {
    let mut mender = Mender { rest: text, out: String::with_capacity(text.len() + 64), open: Vec::new() };
    mender.run();
    mender.out
}

/// Where the value begins in a text that may have a call, a guard or a comment before it: `callback({`, `)]}',`,
/// `while(1);`, `var feed =`. `None` for what is markup or has no value.
pub(super) fn begin(text: &str) -> Option<&str> {
    const LONGEST_PREFIX: usize = 512;
    let text = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
    if text.starts_with(['{', '[']) {
        return Some(text);
    }
    let guard = text
        .strip_prefix(")]}'")
        .or_else(|| text.strip_prefix("while(1);"))
        .or_else(|| text.strip_prefix("for(;;);"));
    let text = after_comments(guard.unwrap_or(text));
    let start = text.find(['{', '['])?;
    let before = text.get(..start)?;
    (start <= LONGEST_PREFIX && !before.contains(['<', '"', '}'])).then(|| text.get(start..)).flatten()
}

/// What follows the blanks and comments that a text begins with.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let end = match rest.as_bytes() {
            [b'/', b'*', ..] => "*/",
            [b'/', b'/', ..] | [b'#', ..] => "\n",
            _ => return rest,
        };
        rest = rest.split_once(end).map_or("", |(_, after)| after).trim_start();
    }
}

struct Mender<'a> {
    rest: &'a str,
    out: String,
    /// The brackets that are open, by their ends.
    open: Vec<char>,
}

impl Mender<'_> {
    fn run(&mut self) {
        loop {
            self.rest = after_comments(self.rest);
            let Some(first) = self.rest.chars().next() else { break };
            match first {
                '{' | '[' if self.open.len() >= DEEPEST => break,
                '{' | '[' => self.begin(first),
                '}' | ']' => self.end(first),
                ',' | ':' => self.mark(first),
                '"' | '\'' | '“' => self.text(first),
                _ => self.word(),
            }
            if self.open.is_empty() {
                // What follows the value, such as the end of a call, is none of it.
                return;
            }
        }
        while let Some(end) = self.open.pop() {
            self.take_off_comma();
            self.out.push(end);
        }
    }

    fn skip(&mut self, character: char) {
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
    }

    fn begin(&mut self, bracket: char) {
        self.skip(bracket);
        self.out.push(bracket);
        self.open.push(if bracket == '{' { '}' } else { ']' });
    }

    /// An end that belongs to an outer bracket closes the inner ones; one that belongs to none is left out.
    fn end(&mut self, bracket: char) {
        self.skip(bracket);
        if !self.open.contains(&bracket) {
            return;
        }
        while let Some(open) = self.open.pop() {
            self.take_off_comma();
            self.out.push(open);
            if open == bracket {
                break;
            }
        }
    }

    /// A comma counts between two values only, and a colon once.
    fn mark(&mut self, mark: char) {
        self.skip(mark);
        if !self.out.ends_with(['{', '[', ',', ':']) {
            self.out.push(mark);
        }
    }

    /// Takes off the comma before an end, and gives a key without a value one.
    fn take_off_comma(&mut self) {
        if self.out.ends_with(',') {
            self.out.pop();
        } else if self.out.ends_with(':') {
            self.out.push_str("null");
        }
    }

    /// A number, a name such as `true`, or a key without quotes.
    fn word(&mut self) {
        let ends =
            |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '{' | '}' | '[' | ']' | '"' | '/' | '\'');
        let length = self.rest.find(ends).unwrap_or(self.rest.len()).max(1);
        let length = self.rest.ceil_char_boundary(length);
        let (word, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        let is_key = after_comments(rest).starts_with(':') && self.open.last() == Some(&'}');
        if is_key {
            self.push_quoted(word);
        } else if matches!(word, "true" | "false") || serde_json::from_str::<serde_json::Number>(word).is_ok()
        {
            self.out.push_str(word);
        } else if self.out.ends_with(['{', '[', ',', ':']) {
            self.out.push_str("null");
        }
    }

    /// A text up to its quote. A quote that no mark of JSON follows is part of the text.
    fn text(&mut self, quote: char) {
        self.skip(quote);
        let end = if quote == '“' { '”' } else { quote };
        self.separate();
        self.out.push('"');
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            let after = self.rest.get(at + character.len_utf8()..).unwrap_or_default();
            match character {
                '\\' => {
                    let next = characters.next().map(|(_, next)| next);
                    push_escape(next, after, &mut self.out);
                }
                _ if character == end && ends_text(after) => {
                    self.rest = after;
                    self.out.push('"');
                    return;
                }
                other => push(other, &mut self.out),
            }
        }
        self.rest = "";
        self.out.push('"');
    }

    /// Puts the comma that was forgotten between two values.
    fn separate(&mut self) {
        if self.out.ends_with(['"', '}', ']']) {
            self.out.push(',');
        }
    }

    fn push_quoted(&mut self, word: &str) {
        self.separate();
        self.out.push('"');
        word.chars().for_each(|character| push(character, &mut self.out));
        self.out.push('"');
    }
}

/// Whether what follows a quote shows that it ends its text: nothing, an end, a colon, or a comma before another value.
fn ends_text(after: &str) -> bool {
    let begins_comment = |text: &str| text.starts_with("/*") || text.starts_with("//");
    let after = after.trim_start();
    let Some(rest) = after.strip_prefix(',') else {
        return after.is_empty() || after.starts_with(['}', ']', ':', ')', '"']) || begins_comment(after);
    };
    let next = rest.trim_start();
    let near = next.get(..next.floor_char_boundary(LONGEST_KEY)).unwrap_or_default();
    let starts = |c: char| c.is_ascii_digit() || matches!(c, '"' | '\'' | '{' | '[' | '}' | ']' | '-' | ',');
    let names = ["true", "false", "null", "NaN", "undefined"];
    let is_bare = |key: &str| key.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let key = || near.split_once(':').is_some_and(|(key, _)| is_bare(key));
    next.is_empty()
        || next.starts_with(starts)
        || names.iter().any(|name| next.starts_with(name))
        || begins_comment(next)
        || key()
}

/// Writes a character of a text, escaped where JSON wants it.
fn push(character: char, out: &mut String) {
    match character {
        '"' => out.push_str("\\\""),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        control if control < ' ' => out.push(' '),
        other => out.push(other),
    }
}

/// Writes what a backslash stands before. An escape that JSON does not know means the character itself.
fn push_escape(next: Option<char>, after: &str, out: &mut String) {
    let is_unicode =
        || after.get(1..5).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    match next {
        Some(known @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => out.extend(['\\', known]),
        Some('u') if is_unicode() => out.push_str("\\u"),
        Some('\n') | None => {}
        Some(other) => push(other, out),
    }
}

/// The text itself where it is JSON already, and whether it had to be mended.
pub(super) fn readable(text: &str) -> (Cow<'_, str>, bool) {
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() {
        return (Cow::Borrowed(text), false);
    }
    (Cow::Owned(mend(text)), true)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(text: &str) -> Value {
        let mended = mend(begin(text).unwrap_or_default());
        serde_json::from_str(&mended).unwrap_or_else(|error| panic!("{error}: {text} became {mended}"))
    }

    #[test]
    fn what_is_nearly_json_is_read() {
        for (text, expected) in [
            ("{\"a\": \"one\ntwo\tthree\"}", json!({"a": "one\ntwo\tthree"})),
            ("{\"a\": [1, 2, ], }", json!({"a": [1, 2]})),
            (
                "\u{FEFF} {\"a\": NaN, \"b\": -Infinity, \"c\": undefined}",
                json!({"a": null, "b": null, "c": null}),
            ),
            (
                "// first\n/* then */ {\"a\": 1 /* x */, // y\n \"b\": \"http://a//b\"}",
                json!({"a": 1, "b": "http://a//b"}),
            ),
            ("callback({\"a\": 1});", json!({"a": 1})),
            (")]}',\n{\"a\": 1}", json!({"a": 1})),
            ("var feed = {a: 'it\\'s', b_c: true};", json!({"a": "it's", "b_c": true})),
            ("{\"a\": \"He said \"no\" to it\", \"b\": 1}", json!({"a": "He said \"no\" to it", "b": 1})),
            ("{\"a\": \"x\" \"b\": 2}", json!({"a": "x", "b": 2})),
            ("{\"a\": [{\"b\": \"cut o", json!({"a": [{"b": "cut o"}]})),
            ("{\"a\": \"\\x41 \\u00e9 \\\n\"}", json!({"a": "x41 é "})),
            ("{\"a\": 1}}} tail", json!({"a": 1})),
            ("{\"a\": }", json!({"a": null})),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        assert_eq!(begin("<rss>{</rss>"), None);
        assert_eq!(begin("words"), None);
    }

    proptest! {
        #[test]
        fn json_stays_what_it_is(numbers in prop::collection::vec(any::<i32>(), 0..5), text in "\\PC{0,40}", deep in any::<bool>()) {
            let value = json!({"n": numbers, "t": text, "d": {"e": [deep, null, 1.5, {}]}});
            let written = value.to_string();
            prop_assert_eq!(readable(&written).1, false);
            // A text that itself holds JSON's marks behind a quote is beyond mending; all others come through unchanged.
            if !written.contains("\\\"") {
                prop_assert_eq!(serde_json::from_str::<Value>(&mend(&written)).unwrap(), value);
            }
        }

        #[test]
        fn mending_always_ends(text in "[\\[\\]{}:,\"'a1/*\\\\ \n#-]{0,60}") {
            let mended = mend(&text);
            prop_assert!(mended.len() <= text.len() * 6 + 64);
        }
    }
}
