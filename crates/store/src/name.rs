//! Names: replaced as a whole with each text they stand in.

use tidings_model::id::{ArticleId, NameId};
use tidings_model::name::{NameKind, NewName};
use tidings_model::quote::TextSpan;

use crate::body::{byte, offset};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    OF_ARTICLE = "SELECT text, kind, start_byte, end_byte, mentions FROM article_name
        WHERE article_id = $1 ORDER BY mentions DESC, start_byte";
    CLEAR = "DELETE FROM article_name WHERE article_id = $1";
    ADD = "INSERT INTO article_name (name_id, article_id, text, kind, start_byte, end_byte, mentions)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
}

impl Store {
    /// The names in an article, the most often named first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn names(&self, id: ArticleId) -> Result<Vec<NewName>, StoreError> {
        self.rows(OF_ARTICLE, values![id]).await?.iter().map(name_of).collect()
    }
}

impl Tx {
    /// Replaces the names of an article.
    pub(crate) async fn replace_names(&mut self, id: ArticleId, names: &[NewName]) -> Result<(), StoreError> {
        self.run(CLEAR, values![id]).await?;
        for name in names {
            let name_id: NameId = self.new_id();
            let kind = name.kind.map(NameKind::as_str);
            let (start, end) = (byte(name.span.start), byte(name.span.end));
            self.run(ADD, values![name_id, id, &name.text, kind, start, end, name.mentions]).await?;
        }
        Ok(())
    }
}

fn name_of(row: &Row) -> Result<NewName, StoreError> {
    Ok(NewName {
        text: row.get("text")?,
        kind: row.get::<Option<String>>("kind")?.and_then(|word| NameKind::from_word(&word)),
        span: TextSpan { start: offset(row.get("start_byte")?), end: offset(row.get("end_byte")?) },
        mentions: row.get("mentions")?,
    })
}
