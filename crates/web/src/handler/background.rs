//! Background out of the archive: where the days that grouping looks at give an article's page too little, what is like it
//! among all that was ever stored.

use std::collections::BTreeSet;

use tidings_model::id::ArticleId;
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_search::SearchError;
use tidings_search::like::Like;
use tidings_store::article::ArticleRows;
use tidings_store::card::ArticleCard;
use tidings_store::grouping::StoredFeatures;
use tidings_story::archive::Archive;
use tidings_story::features::Features;
use tracing::warn;

use crate::error::WebError;
use crate::row::report::RELATED;
use crate::state::WebState;

/// Articles of the index that are judged.
const CANDIDATES: usize = 40;

/// Articles of the archive to show below those that are related already; none while there is no index. A failing index is
/// no reason to withhold the article.
pub(crate) async fn background(state: &WebState, rows: &ArticleRows) -> Result<Vec<ArticleCard>, WebError> {
    if rows.related.len() >= RELATED {
        return Ok(Vec::new());
    }
    let own = rows.article.id;
    let near = match like(state, rows).await? {
        Ok(near) => near,
        Err(SearchError::NotReady) => return Ok(Vec::new()),
        Err(error) => {
            warn!(%error, "no background out of the archive");
            return Ok(Vec::new());
        }
    };
    let shown = rows.related.iter().chain(&rows.coverage).map(|card| card.id);
    let shown: BTreeSet<ArticleId> = shown.chain([own]).collect();
    let mut asked: Vec<ArticleId> = near.into_iter().filter(|id| !shown.contains(id)).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    asked.push(own);
    let stored = state.store().features_of(&asked).await?;
    let kept = tokio::task::spawn_blocking(move || judged(own, &stored))
        .await
        .map_err(|error| WebError::Search(error.to_string()))?;
    Ok(state.store().cards_of(&kept).await?)
}

/// The articles of the index that share most with an article.
async fn like(state: &WebState, rows: &ArticleRows) -> Result<Result<Vec<ArticleId>, SearchError>, WebError> {
    let index = state.search().clone();
    let head = &rows.article.head;
    let (headline, language) = (head.title.clone(), head.language.clone());
    let html = rows.version.as_ref().map(|version| version.html.clone());
    let excerpt = rows.article.excerpt.clone();
    let asking = tokio::task::spawn_blocking(move || {
        let text = html.map_or(excerpt, |html| annotate::plain(&SafeHtml::from_stored(&html)));
        let like =
            Like { language: language.as_deref(), headline: &headline, text: &text, limit: CANDIDATES };
        Ok(index.like(like)?.into_iter().map(|hit| hit.id).collect())
    });
    asking.await.map_err(|error| WebError::Search(error.to_string()))
}

fn judged(own: ArticleId, stored: &[StoredFeatures]) -> Vec<ArticleId> {
    let read = |row: &StoredFeatures| {
        let features: Features = serde_json::from_str(&row.features).ok()?;
        Some(Features { key: row.article_id.get(), ..features })
    };
    let (own, others): (Vec<Features>, Vec<Features>) =
        stored.iter().filter_map(read).partition(|features| features.key == own.get());
    let Some(own) = own.first() else { return Vec::new() };
    let near = Archive::carried().background(own, &others);
    near.into_iter().map(|related| ArticleId::new(related.key)).collect()
}
