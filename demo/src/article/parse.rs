//! Reads one article file: the header, an empty line, the body.

use super::header::Fields;
use super::{Body, Header, body};

/// What is wrong with a file, and where.
#[derive(Debug, PartialEq)]
pub(crate) struct Problem {
    /// Counted from 1.
    pub(crate) line: usize,
    pub(crate) words: String,
}

impl Problem {
    pub(super) fn new(line: usize, words: impl Into<String>) -> Self {
        Self { line, words: words.into() }
    }
}

/// Reads the text of an article file.
///
/// # Errors
///
/// The first line that breaks the format of `demo/world/README.md`.
pub(crate) fn parse(text: &str) -> Result<(Header, Body), Problem> {
    let lines: Vec<(usize, &str)> = (1..).zip(text.trim_start_matches('\u{feff}').lines()).collect();
    let is_empty = |(_, line): &(usize, &str)| line.trim().is_empty();
    let end = lines
        .iter()
        .position(is_empty)
        .ok_or_else(|| Problem::new(lines.len(), "an empty line between header and body is missing"))?;
    let (head, rest) = lines.split_at(end);
    Ok((Fields::read(head)?.header()?, body::read(rest)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    const HEAD: &str = "headline: A pier opens\nsection: Local\npublished: -2h\n";

    fn body_of(text: &str) -> Body {
        parse(&format!("{HEAD}\n{text}")).unwrap().1
    }

    fn problem_of(text: &str) -> (usize, String) {
        let problem = parse(text).unwrap_err();
        (problem.line, problem.words)
    }

    #[test]
    fn the_header_gives_names_and_times() {
        let text = format!("{HEAD}byline: Ada Moor; Bo Lind\nmodified: -1h\ncopy-of: meridian-wire\n\nText.");
        let header = parse(&text).unwrap().0;
        assert_eq!(header.bylines, ["Ada Moor", "Bo Lind"]);
        assert_eq!(header.modified.map(crate::offset::Offset::seconds), Some(-3_600));
        assert_eq!(header.copy_of.as_deref(), Some("meridian-wire"));
    }

    #[test]
    fn every_kind_of_block_is_read() {
        let body = body_of(
            "One\nline.\n\n## Next\n\n> said\n> so\n\n- a\n- b\n\n| k | v |\n|---|---|\n| x | 1 |\n\n!pull Words\n\n!figure p.jpg | alt | cap | Ada/Wire",
        );
        let blocks: Vec<&Block> = body.blocks().collect();
        assert_eq!(blocks[0], &Block::Paragraph("One line.".into()));
        assert_eq!(blocks[1], &Block::Subheading("Next".into()));
        assert_eq!(blocks[2], &Block::Quote("said so".into()));
        assert_eq!(blocks[3], &Block::List(vec!["a".into(), "b".into()]));
        assert!(matches!(blocks[4], Block::Table(table) if table.rows == [["x", "1"]]));
        assert_eq!(blocks[5], &Block::Pull("Words".into()));
        assert_eq!(blocks[6].figure().unwrap().credit.as_deref(), Some("Ada/Wire"));
    }

    #[test]
    fn pages_and_updates_take_the_blocks_that_follow() {
        let body = body_of("One.\n\n!page\n\nTwo.\n\n!update +3m | Later\n\nThree.\n\nFour.");
        assert_eq!(body.pages.len(), 2);
        assert_eq!(body.updates.len(), 1);
        assert_eq!(body.updates[0].blocks.len(), 2);
    }

    #[test]
    fn a_bad_file_names_the_line() {
        assert_eq!(problem_of("headline: x\nmood: sad\n\nText.").0, 2);
        assert_eq!(problem_of("headline: x\nsection: y\npublished: soon\n\nText.").0, 3);
        assert_eq!(problem_of(&format!("{HEAD}\nText.\n\n!figure p.jpg | alt")).0, 7);
        assert_eq!(problem_of(&format!("{HEAD}\nText.\n\n!dance")).0, 7);
        assert!(problem_of("headline: x\nsection: y\n\nText.").1.contains("published"));
        assert!(problem_of(HEAD).1.contains("empty line"));
    }
}
