//! The plan: a query's tree as the engine's, with each word in the stems of the languages that are looked through.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur, PhraseQuery,
    Query as EngineQuery, RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tidings_model::time::Timestamp;

use crate::directory::Directory;
use crate::document::section_number;
use crate::excluded::Excluded;
use crate::language::{Stems, number};
use crate::query::{Filter, FilterKind, Query, QueryProblem, Seek};
use crate::schema::Fields;
use crate::token::{Kind, Token, sought};

/// How much more a word weighs in the headline, where it counts as a word of the text besides.
const HEADLINE_WEIGHT: f32 = 2.0;

/// What the engine is asked.
pub(crate) type Asked = Box<dyn EngineQuery>;

/// What turns trees into plans.
pub(crate) struct Planner<'a> {
    pub(crate) fields: Fields,
    pub(crate) directory: &'a Directory,
    pub(crate) now: Timestamp,
    stems: Vec<Stems>,
}

impl<'a> Planner<'a> {
    /// A planner for a query: words are looked for in the languages that it names, or in all of these.
    pub(crate) fn new(
        fields: Fields,
        directory: &'a Directory,
        now: Timestamp,
        (query, languages): (&Query, &[String]),
    ) -> Self {
        let named: Vec<&str> = query
            .filters()
            .filter_map(|filter| if let Filter::Language(code) = filter { Some(code.as_str()) } else { None })
            .collect();
        let chosen: Vec<&str> =
            if named.is_empty() { languages.iter().map(String::as_str).collect() } else { named };
        let stems =
            if chosen.is_empty() { vec![Stems::of("")] } else { chosen.into_iter().map(Stems::of).collect() };
        Self { fields, directory, now, stems }
    }

    /// The plan of a query.
    pub(crate) fn plan(&self, query: &Query) -> Result<Asked, QueryProblem> {
        let mut parts: Vec<(Occur, Asked)> = Vec::new();
        for clause in query.clauses() {
            match &clause.seek {
                Seek::Filter(filter) if clause.excluded => {
                    parts.push((Occur::MustNot, Box::new(Excluded::of(self.filter(filter)?))));
                }
                // Alternatives of one kind come together below.
                Seek::Filter(_) => {}
                seek if clause.excluded => {
                    parts.push((Occur::MustNot, Box::new(Excluded::of(self.seek(seek, self.fields.text)))));
                }
                seek => {
                    parts.push((Occur::Must, self.seek(seek, self.fields.text)));
                    let headline = BoostQuery::new(self.seek(seek, self.fields.title), HEADLINE_WEIGHT);
                    parts.push((Occur::Should, Box::new(headline)));
                }
            }
        }
        for alternatives in by_kind(query) {
            let ways =
                alternatives.into_iter().map(|filter| self.filter(filter)).collect::<Result<Vec<_>, _>>()?;
            parts.push((Occur::Must, any_of(ways)));
        }
        Ok(Box::new(BooleanQuery::new(parts)))
    }

    fn seek(&self, seek: &Seek, field: Field) -> Asked {
        match seek {
            Seek::Word(words) | Seek::Phrase(words) => self.in_a_row(field, &sought(words)),
            Seek::Prefix(start) => self.beginning(field, &sought(start)),
            Seek::Any(ways) => any_of(ways.iter().map(|way| self.seek(way, field)).collect()),
            Seek::Filter(_) => Box::new(EmptyQuery),
        }
    }

    /// Tokens in a row, in the stems of each language.
    fn in_a_row(&self, field: Field, tokens: &[Token]) -> Asked {
        if let [token] = tokens
            && token.kind == Kind::Tail
        {
            return between(field, &token.word);
        }
        let rows: BTreeSet<Vec<String>> =
            self.stems.iter().map(|stems| tokens.iter().map(|token| stems.stem(token)).collect()).collect();
        any_of(rows.iter().map(|row| row_of(field, row)).collect())
    }

    /// The last token's beginning, and whatever stands before it.
    fn beginning(&self, field: Field, tokens: &[Token]) -> Asked {
        let Some((last, before)) = tokens.split_last() else { return Box::new(EmptyQuery) };
        let begins = match last.kind {
            Kind::Word => between(self.fields.word, &last.folded()),
            Kind::Pair | Kind::Tail => self.in_a_row(field, std::slice::from_ref(last)),
        };
        if before.is_empty() {
            return begins;
        }
        Box::new(BooleanQuery::intersection(vec![self.in_a_row(field, before), begins]))
    }

    fn filter(&self, filter: &Filter) -> Result<Asked, QueryProblem> {
        let fields = &self.fields;
        let query: Asked = match filter {
            Filter::Title(words) => return Ok(self.in_a_row(fields.title, &sought(words))),
            Filter::Publisher(name) => {
                let ids = self.directory.find(name)?;
                any_of(ids.iter().map(|id| one(Term::from_field_i64(fields.publisher, id.get()))).collect())
            }
            Filter::Person(name) => {
                row_of(fields.name, &sought(name).iter().map(Token::folded).collect::<Vec<_>>())
            }
            Filter::Section(section) => one(Term::from_field_u64(fields.section, section_number(*section))),
            Filter::Language(code) => one(Term::from_field_u64(fields.language, number(code))),
            Filter::After(moment) => {
                let start = Term::from_field_i64(fields.time, seconds(moment.at(self.now)));
                Box::new(RangeQuery::new(Bound::Included(start), Bound::Unbounded))
            }
            Filter::Before(moment) => {
                let end = Term::from_field_i64(fields.time, seconds(moment.at(self.now)));
                Box::new(RangeQuery::new(Bound::Unbounded, Bound::Excluded(end)))
            }
        };
        Ok(Box::new(ConstScoreQuery::new(query, 0.0)))
    }
}

/// The filters that must hold, those of one kind together. Both ends of a time, and words of a headline, each hold.
fn by_kind(query: &Query) -> Vec<Vec<&Filter>> {
    let mut groups: Vec<Vec<&Filter>> = Vec::new();
    for filter in query.filters() {
        let kind = filter.kind();
        let stands_alone = matches!(kind, FilterKind::Title | FilterKind::After | FilterKind::Before);
        let group =
            groups.iter_mut().find(|group| !stands_alone && group.iter().all(|other| other.kind() == kind));
        match group {
            Some(group) => group.push(filter),
            None => groups.push(vec![filter]),
        }
    }
    groups
}

fn seconds(time: Timestamp) -> i64 {
    time.millis().div_euclid(1000)
}

fn one(term: Term) -> Asked {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn any_of(mut ways: Vec<Asked>) -> Asked {
    match ways.len() {
        0 => Box::new(EmptyQuery),
        1 => ways.swap_remove(0),
        _ => Box::new(BooleanQuery::union(ways)),
    }
}

fn row_of(field: Field, row: &[String]) -> Asked {
    let mut terms: Vec<Term> = row.iter().map(|text| Term::from_field_text(field, text)).collect();
    match terms.len() {
        0 => Box::new(EmptyQuery),
        1 => Box::new(TermQuery::new(terms.swap_remove(0), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// Every term that begins so. No character sorts after the last of Unicode.
fn between(field: Field, start: &str) -> Asked {
    let from = Term::from_field_text(field, start);
    let to = Term::from_field_text(field, &format!("{start}{}", char::MAX));
    Box::new(InvertedIndexRangeQuery::new(Bound::Included(from), Bound::Excluded(to)))
}
