//! The reader of queries.

use tidings_model::section::{SECTIONS, Section};

use super::{Clause, FILTER_KINDS, Filter, FilterKind, Moment, Query, QueryProblem, Seek};
use crate::language::code_of_word;
use crate::token::{Kind, sought};

/// Most conditions and characters of a query.
const MOST_CLAUSES: usize = 30;
const MOST_CHARACTERS: usize = 1_000;
/// Fewest letters of a beginning.
const SHORTEST_PREFIX: usize = 2;

/// Reads a query.
pub(super) fn parse(text: &str) -> Result<Query, QueryProblem> {
    if text.chars().count() > MOST_CHARACTERS {
        return Err(QueryProblem::TooLong);
    }
    let text: String = text.chars().map(plain).collect();
    let mut reader = Reader { rest: text.trim_start() };
    let mut clauses: Vec<Clause> = Vec::new();
    let mut expects_way = false;
    while let Some(part) = reader.next()? {
        match part {
            Part::Or => {
                let joins = clauses.last().is_some_and(|last| !last.excluded && is_way(&last.seek));
                if expects_way || !joins {
                    return Err(QueryProblem::StrayOr);
                }
                expects_way = true;
            }
            Part::Clause(clause) if expects_way => {
                join(&mut clauses, clause)?;
                expects_way = false;
            }
            Part::Clause(clause) => clauses.push(clause),
        }
    }
    if expects_way {
        return Err(QueryProblem::StrayOr);
    }
    checked(clauses)
}

/// Every kind of quotation mark is one; control characters are spaces.
fn plain(letter: char) -> char {
    match letter {
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        letter if letter.is_control() => ' ',
        letter => letter,
    }
}

fn is_way(seek: &Seek) -> bool {
    !matches!(seek, Seek::Filter(_))
}

fn join(clauses: &mut Vec<Clause>, next: Clause) -> Result<(), QueryProblem> {
    if next.excluded || !is_way(&next.seek) {
        return Err(QueryProblem::StrayOr);
    }
    let Some(last) = clauses.pop() else { return Err(QueryProblem::StrayOr) };
    let mut ways = match last.seek {
        Seek::Any(ways) => ways,
        way => vec![way],
    };
    ways.push(next.seek);
    clauses.push(Clause { excluded: false, seek: Seek::Any(ways) });
    Ok(())
}

fn checked(clauses: Vec<Clause>) -> Result<Query, QueryProblem> {
    let ways = |clause: &Clause| if let Seek::Any(ways) = &clause.seek { ways.len() } else { 1 };
    if clauses.iter().map(ways).sum::<usize>() > MOST_CLAUSES {
        return Err(QueryProblem::TooLong);
    }
    if clauses.is_empty() {
        return Err(QueryProblem::Nothing);
    }
    if clauses.iter().all(|clause| clause.excluded) {
        return Err(QueryProblem::OnlyExcluded);
    }
    Ok(Query { clauses })
}

/// A part of a query.
enum Part {
    Or,
    Clause(Clause),
}

/// What is not read yet.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Option<Part>, QueryProblem> {
        loop {
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() {
                return Ok(None);
            }
            let excluded = self.takes_minus();
            if self.rest.starts_with(char::is_whitespace) || self.rest.is_empty() {
                continue;
            }
            if let Some(seek) = self.seek(excluded)? {
                let is_or = !excluded && matches!(&seek, Seek::Word(word) if word == "OR");
                return Ok(Some(if is_or { Part::Or } else { Part::Clause(Clause { excluded, seek }) }));
            }
        }
    }

    fn takes_minus(&mut self) -> bool {
        let rest = self.rest.strip_prefix(['-', '−']);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What stands next; `None` when it holds no word, such as a dash.
    fn seek(&mut self, excluded: bool) -> Result<Option<Seek>, QueryProblem> {
        if self.rest.starts_with('"') {
            let words = self.quoted()?;
            return Ok(has_words(&words).then_some(Seek::Phrase(words)));
        }
        if let Some((name, value)) = self.rest.split_once(':').filter(|(name, _)| is_name(name)) {
            let kind = FILTER_KINDS.into_iter().find(|kind| name.eq_ignore_ascii_case(kind.as_str()));
            if let Some(kind) = kind {
                self.rest = value;
                return self.filter(kind).map(|filter| Some(Seek::Filter(filter)));
            }
            // A colon before a space is punctuation, and one before slashes an address.
            if !value.is_empty() && !value.starts_with(|next: char| next.is_whitespace() || next == '/') {
                return Err(QueryProblem::UnknownFilter { name: name.to_owned() });
            }
        }
        let word = self.bare();
        if word == "OR" && !excluded {
            return Ok(Some(Seek::Word(word.to_owned())));
        }
        match word.strip_suffix('*') {
            Some(start) => prefix(start.trim_end_matches('*')),
            None => Ok(has_words(word).then(|| Seek::Word(word.to_owned()))),
        }
    }

    fn filter(&mut self, kind: FilterKind) -> Result<Filter, QueryProblem> {
        let value = if self.rest.starts_with('"') { self.quoted()? } else { self.bare().to_owned() };
        let value = value.trim().to_owned();
        if !has_words(&value) {
            return Err(QueryProblem::MissingValue(kind));
        }
        let moment = |value: String| Moment::from_word(&value).ok_or(QueryProblem::BadMoment { value });
        match kind {
            FilterKind::Publisher => Ok(Filter::Publisher(value)),
            FilterKind::Person => Ok(Filter::Person(value)),
            FilterKind::Title => Ok(Filter::Title(value)),
            FilterKind::Section => section(value).map(Filter::Section),
            FilterKind::Language => {
                code_of_word(&value).map(Filter::Language).ok_or(QueryProblem::UnknownLanguage { value })
            }
            FilterKind::After => moment(value).map(Filter::After),
            FilterKind::Before => moment(value).map(Filter::Before),
        }
    }

    /// The words between two quotation marks.
    fn quoted(&mut self) -> Result<String, QueryProblem> {
        let inner = self.rest.strip_prefix('"').unwrap_or(self.rest);
        let Some((words, rest)) = inner.split_once('"') else {
            let words = inner.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
            return Err(QueryProblem::OpenQuote { words });
        };
        self.rest = rest;
        Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Everything up to a space or a quotation mark.
    fn bare(&mut self) -> &'a str {
        let end =
            self.rest.find(|letter: char| letter.is_whitespace() || letter == '"').unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }
}

/// Whether what stands before a colon can be the name of a filter.
fn is_name(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn has_words(text: &str) -> bool {
    !sought(text).is_empty()
}

fn section(value: String) -> Result<Section, QueryProblem> {
    let known = SECTIONS.into_iter().find(|section| section.as_str().eq_ignore_ascii_case(&value));
    known.ok_or(QueryProblem::UnknownSection { value })
}

fn prefix(start: &str) -> Result<Option<Seek>, QueryProblem> {
    let tokens = sought(start);
    let Some(last) = tokens.last() else { return Ok(None) };
    if last.kind == Kind::Word && last.word.chars().count() < SHORTEST_PREFIX {
        return Err(QueryProblem::ShortPrefix { start: start.to_owned() });
    }
    Ok(Some(Seek::Prefix(start.to_owned())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printed(text: &str) -> String {
        parse(text).unwrap().to_string()
    }

    fn problem(text: &str) -> String {
        parse(text).unwrap_err().sentence()
    }

    #[test]
    fn queries_are_read_and_printed() {
        for query in [
            "ferry fire",
            "\"engine fire\" -copy",
            "harb* -\"open letter\" -section:sport",
            "ferry OR boat OR \"fishing boat\" fire",
            "publisher:\"Harbour Post\" person:\"Orla Venn\" section:local language:de title:ferry after:7d before:2026-12",
            "16:30 C++ well-known",
            "\"OR\"",
        ] {
            assert_eq!(printed(query), query);
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        assert_eq!(printed("  „engine   fire“ – now "), "\"engine fire\" now");
        assert_eq!(printed("Averil: what we know"), "Averil: what we know");
        assert_eq!(printed("SECTION:Sport language:German"), "section:sport language:de");
        assert_eq!(printed("https://harbour.example/a"), "https://harbour.example/a");
        assert_eq!(printed("ferry - fire"), "ferry fire");
    }

    #[test]
    fn a_bad_query_explains_itself() {
        assert!(problem("ferry \"engine fire").contains("open before \"engine fire\""));
        assert!(problem("publisher:").starts_with("Publisher: has no value"));
        assert!(problem("ferry publisher: x").contains("publisher:\"Harbour Post\""));
        assert!(problem("source:bbc").contains("\"source:\""));
        assert!(problem("section:gossip").contains("politics, world"));
        assert!(problem("language:elvish").contains("language:de"));
        assert!(problem("after:yesterday").contains("2026-11-23"));
        assert!(problem("a*").contains("two letters"));
        assert!(problem("OR ferry").contains("between two words") && problem("ferry OR").contains("between"));
        assert!(problem("ferry OR section:sport").contains("between"));
        assert!(problem("-ferry").contains("leaves things out"));
        assert!(problem(" — ").contains("no word") && problem("").contains("no word"));
        assert!(
            problem(&"word ".repeat(40)).contains("too long")
                && problem(&"w".repeat(2000)).contains("too long")
        );
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader_and_what_it_prints_is_read_as_the_same(text in any::<String>()) {
            if let Ok(query) = parse(&text) {
                prop_assert_eq!(parse(&query.to_string()), Ok(query));
            }
        }

        #[test]
        fn what_is_printed_is_read_as_the_same(
            parts in prop::collection::vec("-?(OR|\"|[a-zéß火\\-\\.:*“]{1,6}|(publisher|person|title|section|after):[a-zA-Z0-9\" '-]{0,9})", 0..8),
        ) {
            if let Ok(query) = parse(&parts.join(" ")) {
                prop_assert_eq!(parse(&query.to_string()), Ok(query));
            }
        }
    }
}
