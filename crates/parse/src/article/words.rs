//! Words: folding spaces, counting, and the look of prose, for scripts with and without spaces.

use super::block::{Count, number};

/// Adds text with every run of spaces folded into one.
pub(super) fn push_folded(text: &str, out: &mut String) {
    let is_apart = |out: &String| out.is_empty() || out.ends_with([' ', '\n']);
    if text.starts_with(char::is_whitespace) && !is_apart(out) {
        out.push(' ');
    }
    let is_seen =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_graphic()) || !word.chars().all(is_invisible);
    let mut words = text.split_whitespace().filter(is_seen).peekable();
    while let Some(word) = words.next() {
        push_visible(word, out);
        if words.peek().is_some() {
            out.push(' ');
        }
    }
    if text.ends_with(char::is_whitespace) && !is_apart(out) {
        out.push(' ');
    }
}

fn push_visible(word: &str, out: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_graphic()) {
        out.push_str(word);
    } else {
        out.extend(word.chars().filter(|character| !is_invisible(*character)));
    }
}

/// Characters that are not seen and would keep words from being equal: control characters, soft hyphens, marks of
/// byte order and zero-width spaces (but not the joiners, which some scripts need), and those for private use, which
/// only a page's own icon font draws.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
        || character.is_control()
}

/// Whether a character belongs to a script that is written without spaces.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{20000}'..='\u{2fa1f}')
}

/// How many words there are; two characters of a script without spaces count as one.
pub(super) fn count(text: &str) -> usize {
    let ideographs = text.chars().filter(|character| is_ideograph(*character)).count();
    let spaced = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
    if ideographs == 0 { spaced } else { spaced.max(ideographs / 2) }
}

/// Whether text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let trimmed =
        text.trim_end_matches(['"', '”', '“', '’', '\'', '»', '«', ')', ']', '」', '』', ' ', '\u{a0}']);
    trimmed.ends_with(['.', '!', '?', '…', '。', '！', '？', '．', '।', '۔', '؟', '።', '։'])
}

/// Whether a block looks like running text.
pub(super) fn is_prose(text: &str, count: &Count) -> bool {
    let few_links = number(count.link_characters) < 0.4 * number(count.characters);
    few_links && (count.words >= 25 || count.words >= 8 && ends_sentence(text))
}

/// Marks that belong to the letters before them in scripts of South and South-East Asia.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{900}'..='\u{d7f}' | '\u{e30}'..='\u{e4e}')
        && !matches!(character, '\u{964}' | '\u{965}')
}

/// The text in lower case with everything but letters and digits as single spaces: for comparing.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            out.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() && (character.is_alphanumeric() || is_mark(character)) {
            out.extend(character.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_folded_and_words_counted() {
        let mut out = String::new();
        push_folded("  One\n two", &mut out);
        push_folded(" three\u{ad}s ", &mut out);
        assert_eq!(out, "One two threes ");
        assert_eq!(count("One — two"), 2);
        assert_eq!(count("東京で新しい橋が開通した"), 6);
        assert_eq!(fold("“Hello,  World!”"), "hello world");
        assert!(ends_sentence("He said: “No.”") && !ends_sentence("Read more"));
    }
}
