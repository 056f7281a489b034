//! The figures of a story's coverage, out of rows.

use tidings_model::story::Story;

use crate::page::coverage::CoverageCount;

/// The figures of a story; of a report that stands alone where there is none yet.
pub(crate) fn count(story: Option<&Story>) -> CoverageCount {
    story.map_or(CoverageCount { publishers: 1, independent: 1, articles: 1 }, |story| CoverageCount {
        publishers: story.publishers.max(1),
        independent: story.independent.max(1),
        articles: story.articles.max(1),
    })
}
