//! What the reader was given to be let in at a publisher. It is stored sealed (`secret`), and so it is in every backup.

use tidings_model::access::Access;
use tidings_model::id::{ArticleId, PictureId, PublisherId};
use tidings_model::job::JobKind;

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::secret::Vault;
use crate::store::Store;

statements! {
    OF_SITE = "SELECT p.site, a.publisher_id, a.access FROM publisher_access a JOIN publisher p ON p.publisher_id = a.publisher_id
        WHERE p.site = $1";
    OF_PUBLISHER = "SELECT p.site, a.publisher_id, a.access FROM publisher_access a JOIN publisher p ON p.publisher_id = a.publisher_id
        WHERE a.publisher_id = $1";
    FOR_PICTURE = "SELECT p.site, a.publisher_id, a.access FROM figure f JOIN article r ON r.article_id = f.article_id
        JOIN publisher p ON p.publisher_id = r.publisher_id
        JOIN publisher_access a ON a.publisher_id = p.publisher_id
        WHERE f.picture_id = $1 ORDER BY f.figure_id LIMIT 1";
    WITH_ACCESS = "SELECT publisher_id FROM publisher_access";
    SET = "INSERT INTO publisher_access (publisher_id, access) VALUES ($1, $2)
        ON CONFLICT (publisher_id) DO UPDATE SET access = excluded.access";
    WITHOUT_PAGE = "SELECT article_id FROM article WHERE publisher_id = $1 AND page_problem IS NOT NULL
        ORDER BY shown_at DESC, article_id DESC LIMIT 200";
    CLEAR = "DELETE FROM publisher_access WHERE publisher_id = $1";
}

/// What was given for one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAccess {
    /// The site, as publishers have it.
    pub site: String,
    /// What goes with requests to it.
    pub access: Access,
}

impl Store {
    /// What was given for a site.
    ///
    /// # Errors
    /// When the database fails, or [`StoreError::Sealed`].
    pub async fn access_of_site(&self, site: &str) -> Result<Option<SiteAccess>, StoreError> {
        self.row(OF_SITE, values![site]).await?.as_ref().map(|row| access_of(self.vault(), row)).transpose()
    }

    /// What was given for a publisher.
    ///
    /// # Errors
    /// When the database fails, or [`StoreError::Sealed`].
    pub async fn access_of_publisher(&self, id: PublisherId) -> Result<Option<SiteAccess>, StoreError> {
        self.row(OF_PUBLISHER, values![id])
            .await?
            .as_ref()
            .map(|row| access_of(self.vault(), row))
            .transpose()
    }

    /// What was given for the publisher of the first article that shows a picture.
    ///
    /// # Errors
    /// When the database fails, or [`StoreError::Sealed`].
    pub async fn access_for_picture(&self, id: PictureId) -> Result<Option<SiteAccess>, StoreError> {
        self.row(FOR_PICTURE, values![id]).await?.as_ref().map(|row| access_of(self.vault(), row)).transpose()
    }

    /// The publishers for which something was given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publishers_with_access(&self) -> Result<Vec<PublisherId>, StoreError> {
        self.rows(WITH_ACCESS, Vec::new()).await?.iter().map(|row| row.get("publisher_id")).collect()
    }

    /// Keeps what was given for a publisher; [`Access::default`] forgets it. The latest articles whose pages could not be had
    /// are read again.
    ///
    /// # Errors
    /// When the database fails, there is no such publisher, or [`StoreError::NoKey`].
    pub async fn set_access(&self, id: PublisherId, access: &Access) -> Result<(), StoreError> {
        let mut tx = self.begin().await?;
        if *access == Access::default() {
            tx.run(CLEAR, values![id]).await?;
        } else {
            let sealed = tx.vault.seal(&place(id), &json(access))?;
            tx.run(SET, values![id, sealed]).await?;
            for row in tx.rows(WITHOUT_PAGE, values![id]).await? {
                let article: ArticleId = row.get("article_id")?;
                tx.enqueue(JobKind::Page, article, tx.now).await?;
            }
        }
        self.commit(tx).await
    }
}

fn access_of(vault: &Vault, row: &Row) -> Result<SiteAccess, StoreError> {
    let plain = vault.open(&place(row.get("publisher_id")?), &row.get::<String>("access")?)?;
    let access = serde_json::from_str(&plain).map_err(|error| StoreError::Value {
        column: "access".to_owned(),
        reason: format!("line {}", error.line()),
    })?;
    Ok(SiteAccess { site: row.get("site")?, access })
}

/// Where it is kept, for the seal.
pub(crate) fn place(id: PublisherId) -> String {
    format!("access {id}")
}
