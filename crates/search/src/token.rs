//! Tokens: the words of a text with their places; scripts written without spaces are cut into overlapping pairs of
//! characters.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::fold::fold;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word of a script with spaces (UAX #29).
    Word,
    /// Two neighbouring characters of a script without spaces.
    Pair,
    /// The last character of such a run by itself, so that every character begins some token.
    Tail,
}

/// A token of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Its bytes in the text.
    pub(crate) span: Range<usize>,
    /// In lower case, accents kept, which stemmers want.
    pub(crate) word: String,
    /// What it is.
    pub(crate) kind: Kind,
}

impl Token {
    /// The token for comparing.
    pub(crate) fn folded(&self) -> String {
        match self.kind {
            Kind::Word => fold(&self.word),
            // Pieces are folded where they are cut.
            Kind::Pair | Kind::Tail => self.word.clone(),
        }
    }
}

/// Most characters of an elided article before an apostrophe: `dell'acqua`, `qu'il`.
const ELISION: usize = 5;
/// Letters of a short ending behind an apostrophe.
const SHORT_ENDING: usize = 2;
/// Letters of a name that bears signs, and its signs at most: `C++`.
const SIGNED: usize = 2;
/// Words are cut here, so that no single one can bloat the index; in characters.
const LONGEST: usize = 80;

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 1);
    if text.is_ascii() {
        push_words(text, 0, &mut tokens);
        return tokens;
    }
    let mut start = 0;
    let mut unspaced = false;
    for (place, letter) in text.char_indices() {
        if is_unspaced(letter) != unspaced {
            push_run(text, start..place, unspaced, &mut tokens);
            (start, unspaced) = (place, !unspaced);
        }
    }
    push_run(text, start..text.len(), unspaced, &mut tokens);
    tokens
}

/// The tokens that a reader's words stand for: the last character of a run counts only where it is alone.
pub(crate) fn sought(words: &str) -> Vec<Token> {
    let mut sought: Vec<Token> = Vec::new();
    for token in tokens(words) {
        let ends_a_pair = token.kind == Kind::Tail
            && sought.last().is_some_and(|last| last.kind == Kind::Pair && last.span.end == token.span.end);
        if !ends_a_pair {
            sought.push(token);
        }
    }
    sought
}

fn push_run(text: &str, span: Range<usize>, unspaced: bool, tokens: &mut Vec<Token>) {
    let start = span.start;
    let Some(run) = text.get(span).filter(|run| !run.is_empty()) else { return };
    if unspaced { push_pairs(run, start, tokens) } else { push_words(run, start, tokens) }
}

fn push_words(run: &str, start: usize, tokens: &mut Vec<Token>) {
    for (place, word) in run.unicode_word_indices() {
        let (skipped, bare) = without_apostrophes(word);
        if bare.is_empty() {
            continue;
        }
        let from = start + place + skipped;
        let bare = with_signs(run, place + skipped, bare);
        let mut lower = bare.to_lowercase();
        if lower.len() > LONGEST {
            lower = lower.chars().take(LONGEST).collect();
        }
        tokens.push(Token { span: from..from + bare.len(), word: lower, kind: Kind::Word });
    }
}

/// A name such as `C++`, `C#` or `g+`: one or two letters with the signs that stand upon them. Other words leave signs out.
fn with_signs<'a>(run: &'a str, start: usize, bare: &'a str) -> &'a str {
    let is_short = bare.chars().take(3).count() <= SIGNED && bare.chars().all(char::is_alphabetic);
    let after = run.get(start + bare.len()..).unwrap_or_default();
    let signs = after.len() - after.trim_start_matches(['+', '#']).len();
    let goes_on = after.get(signs..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric);
    let is_name = is_short && (1..=SIGNED).contains(&signs) && !goes_on;
    if is_name { run.get(start..start + bare.len() + signs).unwrap_or(bare) } else { bare }
}

/// A word without an elided article before it (`l'école`), and without a possessive (`bridge's`) or an ending that is set off
/// (`İzmir'de`) after it; the bytes left out before.
fn without_apostrophes(word: &str) -> (usize, &str) {
    let Some((head, tail)) = word.split_once(['\'', '\u{2019}']) else { return (0, word) };
    if tail.eq_ignore_ascii_case("s") {
        return (0, head);
    }
    let (before, after) = (head.chars().count(), tail.chars().count());
    if before <= ELISION && after > SHORT_ENDING {
        return (word.len() - tail.len(), tail);
    }
    // `don't` is one word, `Diyarbakır'daki` a name with an ending.
    (0, if before > SHORT_ENDING + 1 { head } else { word })
}

fn push_pairs(run: &str, start: usize, tokens: &mut Vec<Token>) {
    let ends: Vec<(usize, usize)> =
        run.char_indices().map(|(place, letter)| (place, place + letter.len_utf8())).collect();
    let nexts = ends.iter().skip(1).map(Some).chain([None]);
    for ((from, own_end), next) in ends.iter().zip(nexts) {
        let end = next.map_or(*own_end, |(_, end)| *end);
        let kind = if next.is_some() { Kind::Pair } else { Kind::Tail };
        let Some(piece) = run.get(*from..end) else { continue };
        let word = piece.nfkc().collect::<String>().to_lowercase();
        tokens.push(Token { span: start + from..start + end, word, kind });
    }
}

/// Whether a character belongs to a script written without spaces, or, as in Korean, with endings grown to the words:
/// Han, kana, Hangul, Thai, Lao, Burmese, Khmer (blocks of the Unicode Standard).
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e01}'..='\u{0e4e}' | '\u{0e81}'..='\u{0ece}' | '\u{1000}'..='\u{1049}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{3131}'..='\u{318e}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).iter().map(Token::folded).collect()
    }

    #[test]
    fn words_lose_elided_articles_and_possessives() {
        assert_eq!(words("L’École’s well-known bridge's"), ["ecole's", "well", "known", "bridge"]);
        assert_eq!(words("dell'acqua d’abord O'Brien don't"), ["acqua", "abord", "brien", "don't"]);
        assert_eq!(words("İzmir’de Diyarbakır'daki"), ["izmir", "diyarbakir"]);
    }

    #[test]
    fn a_short_name_keeps_the_signs_upon_it() {
        assert_eq!(words("C++, C#; (g+) and AT&T"), ["c++", "c#", "g+", "and", "at", "t"]);
        assert_eq!(words("a+b 100+ Ferry+ #1 C +"), ["a", "b", "100", "ferry", "1", "c"]);
    }

    #[test]
    fn unspaced_scripts_come_in_pairs_with_the_last_character_alone() {
        assert_eq!(words("港で火災 port"), ["港で", "で火", "火災", "災", "port"]);
        let sought: Vec<String> = sought("火災").iter().map(|token| token.word.clone()).collect();
        assert_eq!(sought, ["火災"]);
        assert_eq!(super::sought("火").first().unwrap().kind, Kind::Tail);
    }

    #[test]
    fn every_token_knows_its_place() {
        let text = "Fähre №5 brennt, 港で火災。";
        for token in tokens(text) {
            assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_tokens_with_places_in_it(text in any::<String>()) {
            for token in tokens(&text) {
                prop_assert!(text.get(token.span.clone()).is_some());
            }
            sought(&text);
        }
    }
}
