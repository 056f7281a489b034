//! Batches: the store's rows as the index takes them.

use std::collections::BTreeSet;

use tidings_model::id::ArticleId;
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_search::{Batch, Document, Progress};
use tidings_store::search::SearchableArticle;

/// A batch of these articles; those of the ids that are not among them are gone.
pub(super) fn batch(articles: &[SearchableArticle], ids: &[ArticleId], progress: Progress) -> Batch {
    let here: BTreeSet<ArticleId> = articles.iter().map(|article| article.id).collect();
    Batch {
        documents: articles.iter().map(document).collect(),
        gone: ids.iter().filter(|id| !here.contains(id)).copied().collect(),
        progress,
    }
}

fn document(article: &SearchableArticle) -> Document {
    let mut names = article.names.clone();
    names.extend(article.authors.iter().filter(|author| !article.names.contains(author)).cloned());
    Document {
        id: article.id,
        publisher_id: article.publisher_id,
        section: article.section,
        language: article.language.clone(),
        time: article.shown_at,
        headline: article.headline.clone(),
        standfirst: article.standfirst.clone(),
        text: text_of(article),
        names,
    }
}

/// An article's plain text; its excerpt while no text is stored.
pub(crate) fn text_of(article: &SearchableArticle) -> String {
    let text = article.html.as_ref().map(|html| annotate::plain(&SafeHtml::from_stored(html)));
    text.unwrap_or_else(|| article.excerpt.clone())
}

#[cfg(test)]
mod tests {
    use tidings_model::article::StoredHtml;
    use tidings_model::id::PublisherId;
    use tidings_model::section::Section;
    use tidings_model::time::Timestamp;

    use super::*;

    #[test]
    fn a_row_becomes_plain_text_with_names_and_authors_once() {
        let article = SearchableArticle {
            id: ArticleId::new(1),
            publisher_id: PublisherId::new(2),
            section: Section::Local,
            language: None,
            shown_at: Timestamp::from_millis(0),
            headline: "Fog".to_owned(),
            standfirst: None,
            authors: vec!["Ada Quill".to_owned(), "Otto Reed".to_owned()],
            excerpt: "short".to_owned(),
            html: Some(StoredHtml { html: "<p>Thick <b>fog</b>.</p>".to_owned(), sanitizer_version: 0 }),
            names: vec!["Ada Quill".to_owned()],
        };
        let batch = batch(&[article], &[ArticleId::new(1), ArticleId::new(9)], Progress::default());
        assert_eq!(batch.gone, [ArticleId::new(9)]);
        assert_eq!(batch.documents[0].text.trim(), "Thick fog.");
        assert_eq!(batch.documents[0].names, ["Ada Quill", "Otto Reed"]);
    }
}
