//! Finding: a query's articles, best or newest first.

use tantivy::collector::TopDocs;
use tantivy::{DocAddress, DocId, Order as EngineOrder, Score, Searcher, SegmentReader};
use tidings_model::id::ArticleId;
use tidings_model::time::Timestamp;

use crate::directory::Directory;
use crate::error::SearchError;
use crate::facet::{Counting, Facets};
use crate::index::SearchIndex;
use crate::plan::{Asked, Planner};
use crate::query::Query;
use crate::recency::recency;
use crate::shelf::Shelf;

/// In which order articles come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The best match first (BM25, Robertson 1994), newer ones before older ones of equal worth.
    #[default]
    Best,
    /// The newest first.
    Newest,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The query.
    pub query: &'a Query,
    /// The publishers that it may name.
    pub directory: &'a Directory,
    /// The order. A query without words comes newest first in any case.
    pub order: Order,
    /// The time, for recency and for filters such as `after:7d`.
    pub now: Timestamp,
    /// Articles left out at the beginning.
    pub skip: usize,
    /// Articles at most.
    pub limit: usize,
}

/// A found article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The article.
    pub id: ArticleId,
    /// Its weight; 0 when the newest come first.
    pub score: f32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// How many articles there are in all.
    pub total: usize,
    /// The articles asked for, in order.
    pub hits: Vec<Hit>,
    /// How the whole divides.
    pub facets: Facets,
}

impl SearchIndex {
    /// Finds articles. It takes milliseconds of processor time and may read from disk: not for an async thread.
    ///
    /// # Errors
    /// [`SearchError::Query`] when the query names a publisher that is not here, otherwise when the index fails.
    pub fn find(&self, search: Search<'_>) -> Result<Found, SearchError> {
        self.shelf()?.ask(|shelf| find_on(shelf, search))
    }
}

fn find_on(shelf: &Shelf, search: Search<'_>) -> Result<Found, SearchError> {
    let searcher = shelf.searcher();
    let languages = shelf.languages(&searcher)?;
    let planner = Planner::new(shelf.fields, search.directory, search.now, (search.query, &languages));
    let asked = planner.plan(search.query)?;
    let top = TopDocs::with_limit(search.limit.max(1)).and_offset(search.skip);
    let (counts, hits) = if search.order == Order::Newest || !search.query.has_words() {
        newest(&searcher, &asked, top)?
    } else {
        best(&searcher, &asked, top, search.now)?
    };
    Ok(Found { total: counts.total, hits, facets: counts.facets() })
}

fn best(
    searcher: &Searcher,
    asked: &Asked,
    top: TopDocs,
    now: Timestamp,
) -> Result<(crate::facet::Counts, Vec<Hit>), SearchError> {
    let now = now.millis().div_euclid(1000);
    let weighed = top.tweak_score(move |segment: &SegmentReader| {
        let times = segment.fast_fields().i64("time").map(|column| column.first_or_default_col(0)).ok();
        move |doc: DocId, score: Score| {
            score * times.as_ref().map_or(1.0, |times| recency(now, times.get_val(doc)))
        }
    });
    let (counts, tops) = searcher.search(asked, &(Counting, weighed))?;
    let hits =
        tops.into_iter().map(|(score, place)| hit(searcher, place, score)).collect::<Result<_, _>>()?;
    Ok((counts, hits))
}

fn newest(
    searcher: &Searcher,
    asked: &Asked,
    top: TopDocs,
) -> Result<(crate::facet::Counts, Vec<Hit>), SearchError> {
    let by_time = top.order_by_fast_field::<i64>("time", EngineOrder::Desc);
    let (counts, tops) = searcher.search(asked, &(Counting, by_time))?;
    let hits = tops.into_iter().map(|(_, place)| hit(searcher, place, 0.0)).collect::<Result<_, _>>()?;
    Ok((counts, hits))
}

/// The article at a place of the index.
pub(crate) fn hit(searcher: &Searcher, place: DocAddress, score: f32) -> Result<Hit, SearchError> {
    let ids = searcher.segment_reader(place.segment_ord).fast_fields().i64("id")?;
    Ok(Hit { id: ArticleId::new(ids.first(place.doc_id).unwrap_or_default()), score })
}
