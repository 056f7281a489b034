//! Cleaning: what a text may contain, character by character.

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Accents of European scripts on one letter; more are piled up for show.
const ACCENTS: usize = 3;
/// Marks of any script on one letter: Hebrew with cantillation and Tibetan stacks need more than Latin.
const MARKS: usize = 8;

/// Whether a text is one clean line within the bound, so that nothing need be done. Plain ASCII and most of what is written
/// otherwise is decided in one pass.
pub(super) fn is_well(text: &str, most: usize) -> bool {
    let mut count = 0;
    let mut before = ' ';
    for letter in text.chars() {
        count += 1;
        let is_space = letter.is_whitespace();
        let is_wrong = (is_space && (letter != ' ' || before == ' '))
            || is_unwanted(letter)
            || letter.is_control()
            || (!letter.is_ascii() && is_combining_mark(letter))
            || is_invisible(letter);
        if is_wrong || count > most {
            return false;
        }
        before = letter;
    }
    before != ' ' || text.is_empty()
}

/// One line of at most about `reach` characters.
pub(super) fn line(text: &str, reach: usize) -> String {
    let mut line = Cleaned::default();
    for letter in text.chars() {
        if line.count > reach {
            break;
        }
        line.push(letter, false);
    }
    line.done()
}

/// Lines of together at most about `reach` characters.
pub(super) fn lines(text: &str, reach: usize) -> String {
    let mut lines = Cleaned::default();
    for letter in text.chars() {
        if lines.count > reach {
            break;
        }
        lines.push(letter, true);
    }
    lines.done()
}

/// A text that is being cleaned.
#[derive(Default)]
struct Cleaned {
    text: String,
    count: usize,
    /// Line ends and spaces that come before the next letter.
    ends: usize,
    space: bool,
    /// Marks on the present letter.
    marks: usize,
    accents: usize,
    visible: bool,
}

impl Cleaned {
    fn push(&mut self, letter: char, keeps_lines: bool) {
        if keeps_lines && matches!(letter, '\n' | '\u{2028}' | '\u{2029}') {
            self.ends += 1;
        } else if letter.is_whitespace() || letter.is_control() {
            self.space = true;
        } else if !is_unwanted(letter) && !self.piles_up(letter) {
            self.put_space();
            self.visible |= !is_invisible(letter) && !is_combining_mark(letter);
            self.text.push(letter);
            self.count += 1;
        }
    }

    fn put_space(&mut self) {
        if self.visible && self.ends > 0 {
            self.text.push_str(if self.ends > 1 { "\n\n" } else { "\n" });
            self.count += 1;
        } else if self.visible && self.space {
            self.text.push(' ');
            self.count += 1;
        }
        (self.ends, self.space) = (0, false);
    }

    /// Whether a mark comes upon too many others. One at the beginning of a word has nothing to stand on.
    fn piles_up(&mut self, letter: char) -> bool {
        if letter.is_ascii() || !is_combining_mark(letter) {
            (self.marks, self.accents) = (0, 0);
            return false;
        }
        self.marks += 1;
        self.accents += usize::from(is_accent(letter));
        self.marks > MARKS || self.accents > ACCENTS
    }

    /// A text without anything to be seen is empty.
    fn done(self) -> String {
        if self.visible { self.text } else { String::new() }
    }
}

/// Accents for European scripts, and signs put around or above any letter (blocks of the Unicode Standard).
fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
        || (matches!(letter, '\u{483}'..='\u{489}') && canonical_combining_class(letter) != 0)
}

/// What is taken out: characters that turn the direction of what follows (Unicode Standard Annex #9; what readers see is no
/// longer what is written, CVE-2021-42574), byte order marks, annotation marks, and what is no character.
fn is_unwanted(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{e0001}')
        || matches!(u32::from(letter) & 0xffff, 0xfffe | 0xffff)
}

/// What takes no room: joiners, direction marks, soft hyphens, fillers, variation selectors, tags.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{2800}' | '\u{e0020}'..='\u{e01ef}')
}
