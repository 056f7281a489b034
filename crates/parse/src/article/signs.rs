//! Signs: characters of a text that tell prose from lists, menus and labels.

/// How many characters of some kinds a text has.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) commas: usize,
    pub(super) numeric: usize,
    pub(super) uppercase: usize,
    pub(super) bars: usize,
}

impl Signs {
    /// Counts them in one pass.
    pub(super) fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for character in text.chars() {
            match character {
                'a'..='z' | ' ' => {}
                'A'..='Z' => signs.uppercase += 1,
                ',' | '、' | '،' => signs.commas += 1,
                '|' | '·' | '•' | '/' | '»' | '›' | '→' => signs.bars += 1,
                _ => {
                    signs.numeric += usize::from(character.is_numeric());
                    signs.uppercase += usize::from(character.is_uppercase());
                }
            }
        }
        signs
    }
}
