//! Related articles: what the grouper found near an article, for background.

use tidings_model::id::ArticleId;
use tidings_model::story::RelatedArticle;

use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;

statements! {
    CLEAR = "DELETE FROM related WHERE article_id = $1 AND archived = 0";
    ADD = "INSERT INTO related (article_id, other_id, score, archived)
        SELECT $1, a.article_id, $3, 0 FROM article a
        WHERE a.article_id = $2 AND EXISTS (SELECT 1 FROM article o WHERE o.article_id = $1)
        ON CONFLICT (article_id, other_id) DO UPDATE SET score = excluded.score, archived = 0";
}

impl Tx {
    /// Stores the related articles of one in place of those that the grouper found before; articles that are gone meanwhile
    /// are left out, and background out of the archive stays.
    pub(crate) async fn replace_related(
        &mut self,
        id: ArticleId,
        related: &[RelatedArticle],
    ) -> Result<(), StoreError> {
        self.run(CLEAR, values![id]).await?;
        for other in related {
            self.run(ADD, values![id, other.article_id, other.score]).await?;
        }
        Ok(())
    }
}
