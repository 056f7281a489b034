//! Pictures: fetched once, kept in two sizes within a limit, the least recently shown ones let go and fetched again when
//! they are asked for.

use std::time::Duration;

use tidings_model::figure::{PictureFile, PictureSize, PictureVariant, PictureWork};
use tidings_model::id::PictureId;
use tidings_model::job::{Job, JobKind};
use tidings_model::time::Timestamp;

use crate::body::key_of;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{id_list, values};
use crate::error::StoreError;
use crate::job::Saved;
use crate::store::Store;

/// Showing a picture is noted at most this often, so that reading pages hardly writes.
const USE_NOTED: Duration = Duration::from_hours(6);
/// A picture that could not be fetched is tried again after this time, when an article that shows it is read again.
const TRY_AGAIN: Duration = Duration::from_hours(24);
/// After letting go, this share of the limit is free: one part in so many.
const SLACK: i64 = 10;

statements! {
    BY_KEY = "SELECT picture_id, fetched_at, problem FROM picture WHERE url_key = $1";
    INSERT = "INSERT INTO picture (picture_id, url, url_key, used_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (url_key) DO NOTHING";
    WORK = "SELECT picture_id, url, fetched_at FROM picture WHERE picture_id = $1";
    CLEAR_FILES = "DELETE FROM picture_file WHERE picture_id = $1";
    ADD_FILE = "INSERT INTO picture_file (picture_id, variant, media_type, width, height, sha256, size_bytes, bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FETCHED = "UPDATE picture SET width = $2, height = $3, stored = 1, problem = NULL, fetched_at = $4, used_at = $4
        WHERE picture_id = $1";
    FAILED = "UPDATE picture SET problem = $2, fetched_at = $3 WHERE picture_id = $1";
    TOTAL = "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS total FROM picture_file";
    LEAST_USED = "SELECT p.picture_id,
            (SELECT CAST(COALESCE(SUM(f.size_bytes), 0) AS BIGINT) FROM picture_file f
                WHERE f.picture_id = p.picture_id) AS size_bytes
        FROM picture p WHERE p.stored = 1 ORDER BY p.used_at, p.picture_id LIMIT 500";
    LET_GO = "DELETE FROM picture_file WHERE picture_id IN IDS($1)";
    MARK_GONE = "UPDATE picture SET stored = 0 WHERE picture_id IN IDS($1)";
    FILE = "SELECT f.variant, f.media_type, f.width, f.height, f.sha256, f.bytes, p.used_at
        FROM picture_file f JOIN picture p ON p.picture_id = f.picture_id
        WHERE f.picture_id = $1 AND f.variant = $2";
    STATE = "SELECT stored, problem FROM picture WHERE picture_id = $1";
    USED = "UPDATE picture SET used_at = $2 WHERE picture_id = $1";
}

impl Store {
    /// A picture to fetch.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn picture_work(&self, id: PictureId) -> Result<Option<PictureWork>, StoreError> {
        let Some(row) = self.row(WORK, values![id]).await? else { return Ok(None) };
        Ok(Some(PictureWork { id, url: row.get("url")?, fetched_at: row.get("fetched_at")? }))
    }

    /// Stores the files of a fetched picture and lets go the least recently shown ones beyond the limit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_picture(
        &self,
        job: &Job,
        id: PictureId,
        files: &[PictureFile],
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if tx.row(WORK, values![id]).await?.is_some() {
            tx.store_files(id, files).await?;
            tx.let_pictures_go(self.picture_bytes(), id).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores why a picture cannot be shown; pages leave it out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail_picture(&self, job: &Job, id: PictureId, reason: &str) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        tx.run(FAILED, values![id, reason, tx.now]).await?;
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// A picture's file. When it was let go it is noted as wanted, and this gives `None` until it is there. Showing pictures
    /// writes nothing: what was noted is stored by [`Store::note_picture_views`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn picture_file(
        &self,
        id: PictureId,
        variant: PictureVariant,
    ) -> Result<Option<PictureFile>, StoreError> {
        let Some(row) = self.row(FILE, values![id, variant.as_str()]).await? else {
            self.want_picture(id).await?;
            return Ok(None);
        };
        let used_at: Timestamp = row.get("used_at")?;
        if self.now().since(used_at) > USE_NOTED {
            self.picture_views().note_shown(id);
        }
        file_of(&row, variant).map(Some)
    }

    /// Stores which pictures were shown since the last time, and has those fetched again that were wanted but let go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_picture_views(&self) -> Result<(), StoreError> {
        let (shown, wanted) = self.picture_views().take();
        if shown.is_empty() && wanted.is_empty() {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        for id in shown {
            tx.run(USED, values![id, tx.now]).await?;
        }
        for id in wanted {
            tx.enqueue(JobKind::Picture, id, tx.now).await?;
        }
        self.commit(tx).await
    }

    /// Notes that a picture which was let go is wanted; one that could not be had stays as it is, however often it is asked
    /// for.
    async fn want_picture(&self, id: PictureId) -> Result<(), StoreError> {
        let Some(row) = self.row(STATE, values![id]).await? else { return Ok(()) };
        if !row.get::<bool>("stored")? && row.get::<Option<String>>("problem")?.is_none() {
            self.picture_views().note_wanted(id);
        }
        Ok(())
    }
}

impl Tx {
    /// Finds the picture of an address or makes it; a new one is fetched.
    pub(crate) async fn picture(&mut self, url: &str) -> Result<PictureId, StoreError> {
        let key = key_of(url);
        if let Some(row) = self.row(BY_KEY, values![&key]).await? {
            let (id, fetched_at): (PictureId, Option<Timestamp>) =
                (row.get("picture_id")?, row.get("fetched_at")?);
            let failed = row.get::<Option<String>>("problem")?.is_some();
            if failed && self.now.since(fetched_at.unwrap_or_default()) >= TRY_AGAIN {
                self.enqueue(JobKind::Picture, id, self.now).await?;
            }
            return Ok(id);
        }
        let id: PictureId = self.new_id();
        self.run(INSERT, values![id, url, &key, self.now]).await?;
        let stands = self.row(BY_KEY, values![&key]).await?.map_or(Ok(id), |row| row.get("picture_id"))?;
        self.enqueue(JobKind::Picture, stands, self.now).await?;
        Ok(stands)
    }

    async fn store_files(&mut self, id: PictureId, files: &[PictureFile]) -> Result<(), StoreError> {
        self.run(CLEAR_FILES, values![id]).await?;
        for file in files {
            let size_bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
            let PictureSize { width, height } = file.size;
            let (variant, bytes) = (file.variant.as_str(), file.bytes.clone());
            let row = values![id, variant, &file.media_type, width, height, &file.sha256, size_bytes, bytes];
            self.run(ADD_FILE, row).await?;
        }
        let full = files.iter().find(|file| file.variant == PictureVariant::Full).or(files.first());
        if let Some(file) = full {
            self.run(FETCHED, values![id, file.size.width, file.size.height, self.now]).await?;
        }
        Ok(())
    }

    /// Lets pictures go until the rest is within the limit, but never the one just stored.
    async fn let_pictures_go(&mut self, limit: i64, just_stored: PictureId) -> Result<(), StoreError> {
        let row = self.row(TOTAL, Vec::new()).await?;
        let mut total: i64 = row.map_or(Ok(0), |row| row.get("total"))?;
        if total <= limit {
            return Ok(());
        }
        let mut going: Vec<PictureId> = Vec::new();
        for row in self.rows(LEAST_USED, Vec::new()).await? {
            let id: PictureId = row.get("picture_id")?;
            if total <= limit - limit / SLACK {
                break;
            }
            if id != just_stored {
                total -= row.get::<i64>("size_bytes")?;
                going.push(id);
            }
        }
        let going = id_list(going);
        self.run(LET_GO, values![&going]).await?;
        self.run(MARK_GONE, values![going]).await?;
        Ok(())
    }
}

fn file_of(row: &Row, variant: PictureVariant) -> Result<PictureFile, StoreError> {
    Ok(PictureFile {
        variant,
        media_type: row.get("media_type")?,
        size: PictureSize { width: row.get("width")?, height: row.get("height")? },
        sha256: row.get("sha256")?,
        bytes: row.get("bytes")?,
    })
}
