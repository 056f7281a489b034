//! Addresses of articles: one article an address, however its spelling changes.

use tidings_model::address::address_key;
use tidings_model::id::ArticleId;

use crate::body::key_of;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{Value, values};
use crate::error::StoreError;

statements! {
    ARTICLE_AT = "SELECT article_id FROM article_address
        WHERE url_key IN ($1, $2, $3, $4, $5, $6, $7, $8, $9) ORDER BY article_id LIMIT 1";
    ADD = "INSERT INTO article_address (url_key, article_id) VALUES ($1, $2) ON CONFLICT (url_key) DO NOTHING";
}

impl Tx {
    /// The article that is known under an address.
    pub(crate) async fn article_at(&mut self, url: &str) -> Result<Option<ArticleId>, StoreError> {
        self.row(ARTICLE_AT, keys(url)).await?.map(|row| row.get("article_id")).transpose()
    }

    /// Keeps an address for an article, unless another article has it; gives the article that has it.
    pub(crate) async fn claim_address(&mut self, url: &str, id: ArticleId) -> Result<ArticleId, StoreError> {
        let id = self.article_at(url).await?.unwrap_or(id);
        self.run(ADD, values![key(url), id]).await?;
        Ok(self.article_at(url).await?.unwrap_or(id))
    }
}

fn key(url: &str) -> String {
    key_of(&address_key(url))
}

/// The key of an address, and those under which earlier versions of this program kept its spellings.
fn keys(url: &str) -> Vec<Value> {
    let bare = address_key(url);
    let mut keys = vec![Value::from(key_of(&bare))];
    let (host, path) = bare.find(['/', '?']).and_then(|at| bare.split_at_checked(at)).unwrap_or((&bare, ""));
    let (path, query) = path.find('?').and_then(|at| path.split_at_checked(at)).unwrap_or((path, ""));
    for scheme in ["http", "https"] {
        for www in ["", "www."] {
            for slash in ["", "/"] {
                keys.push(Value::from(key_of(&format!("{scheme}://{www}{host}{path}{slash}{query}"))));
            }
        }
    }
    keys
}
