//! Storing a page as read and analysed: head, text, figures, findings, and the next steps, in one transaction.

use tidings_model::article::{AnalysedPage, TextSource};
use tidings_model::change::ChangedNoun;
use tidings_model::feed::Validators;
use tidings_model::id::{ArticleId, PublisherId, VersionId};
use tidings_model::job::{Job, JobKind};
use tidings_model::time::Timestamp;

use crate::body::pack;
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{Value, json, values};
use crate::entry::shown_at;
use crate::error::StoreError;
use crate::job::Saved;
use crate::site::is_at_site;
use crate::store::Store;

pub use crate::page_work::PageWork;

statements! {
    STATE = "SELECT a.publisher_id, p.site, a.link_site, a.version_id, a.text_hash, a.arrived_at, a.published_at, a.shown_at,
            (SELECT MAX(v.number) FROM version v WHERE v.article_id = a.article_id) AS number,
            a.text_source, a.page_problem, w.title AS version_title, w.body AS version_body, f.article_id AS featured
        FROM article a JOIN publisher p ON p.publisher_id = a.publisher_id
        LEFT JOIN version w ON w.version_id = a.version_id
        LEFT JOIN packed_features f ON f.article_id = a.article_id
        WHERE a.article_id = $1 FOR UPDATE OF a";
    HEAD = "UPDATE article SET title = $2, standfirst = $3, authors = $4, section = $5, section_label = $6,
            language = $7, published_at = $8, published_offset = $9, modified_at = $10, paywalled = $11, live = $12,
            shown_at = $13, title_made = $14
        WHERE article_id = $1";
    TEXT = "UPDATE article SET excerpt = $2, words = $3, text_source = $4, page_problem = $5, version_id = $6,
            text_hash = $7, changed_at = COALESCE($8, changed_at), gone_at = NULL
        WHERE article_id = $1";
    ADD_VERSION = "INSERT INTO version (version_id, article_id, number, title, body, sanitizer_version, text_hash,
            fetched_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    SAME_TEXT = "UPDATE version SET title = $2, body = $3, sanitizer_version = $4 WHERE version_id = $1";
    FEATURES = "INSERT INTO packed_features (article_id, packed) VALUES ($1, $2)
        ON CONFLICT (article_id) DO UPDATE SET packed = excluded.packed";
    CHECKED = "UPDATE article SET page_etag = $2, page_last_modified = $3, page_fetched_at = $4 WHERE article_id = $1";
    CANONICAL = "UPDATE article SET url = $2 WHERE article_id = $1";
    SAME_HEAD = "SELECT article_id FROM article WHERE article_id = $1 AND title = $2
            AND standfirst IS NOT DISTINCT FROM $3 AND authors = $4 AND section = $5
            AND section_label IS NOT DISTINCT FROM $6 AND language IS NOT DISTINCT FROM $7
            AND published_at IS NOT DISTINCT FROM $8 AND published_offset IS NOT DISTINCT FROM $9
            AND modified_at IS NOT DISTINCT FROM $10 AND paywalled = $11 AND live = $12 AND shown_at = $13
            AND title_made = $14";
    GONE = "UPDATE article SET gone_at = $2, page_problem = NULL WHERE article_id = $1 AND gone_at IS NULL";
    BACK = "UPDATE article SET gone_at = NULL, page_problem = NULL WHERE article_id = $1 AND gone_at IS NOT NULL";
    LOOKED = "UPDATE article SET page_fetched_at = $2 WHERE article_id = $1";
}

/// How and when a page was read, and when it is read again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageCheck {
    /// Answer headers to remember.
    pub validators: Validators,
    /// When it was read.
    pub fetched_at: Timestamp,
    /// When to look for changes; `None` for never.
    pub recheck_at: Option<Timestamp>,
}

impl Store {
    /// Stores a page with everything that was found in it, and the next steps: pictures, grouping, the next look.
    ///
    /// When the page names a canonical address of the same publisher that another article has, the two are one: this one
    /// is merged into that one, and the result is stored there.
    ///
    /// # Errors
    /// When the database fails; then nothing is stored.
    pub async fn save_page(
        &self,
        job: &Job,
        id: ArticleId,
        page: &AnalysedPage,
        check: &PageCheck,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if let Some(state) = page_state(&mut tx, id).await? {
            if let Some(state) = take_voice(&mut tx, state, page).await? {
                let state = follow_canonical(&mut tx, state, &page.canonical_url).await?;
                store_page(&mut tx, &state, page, check).await?;
            } else {
                store_check(&mut tx, id, check).await?;
            }
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores that a page is as it was. `answered` says whether the publisher's server said so: then an article that was
    /// gone is back; a page that merely could not be had leaves it as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn page_unchanged(
        &self,
        job: &Job,
        id: ArticleId,
        (check, answered): (&PageCheck, bool),
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if page_state(&mut tx, id).await?.is_some() {
            if answered {
                note_back(&mut tx, id).await?;
            }
            store_check(&mut tx, id, check).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }

    /// Stores that the publisher's server says the article is gone (404 or 410), and when to look whether it is back. What was
    /// read stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_gone(
        &self,
        job: &Job,
        id: ArticleId,
        look_again_at: Option<Timestamp>,
    ) -> Result<Saved, StoreError> {
        let mut tx = self.begin().await?;
        if !tx.finish(job).await? {
            return Ok(Saved::LostClaim);
        }
        if tx.run(GONE, values![id, tx.now]).await? > 0 {
            tx.log(ChangedNoun::Article, id).await?;
        }
        if tx.run(LOOKED, values![id, tx.now]).await? > 0
            && let Some(look_again_at) = look_again_at
        {
            tx.enqueue(JobKind::Recheck, id, look_again_at).await?;
        }
        self.commit(tx).await?;
        Ok(Saved::Stored)
    }
}

/// What of an article decides how its page is stored.
struct PageState {
    id: ArticleId,
    publisher_id: PublisherId,
    site: String,
    link_site: Option<String>,
    is_read: bool,
    version_id: Option<VersionId>,
    text_hash: Option<String>,
    number: i64,
    arrived_at: Timestamp,
    published_at: Option<Timestamp>,
    text_source: String,
    page_problem: Option<String>,
    version_title: Option<String>,
    version_body: Option<Vec<u8>>,
    has_features: bool,
}

async fn page_state(tx: &mut Tx, id: ArticleId) -> Result<Option<PageState>, StoreError> {
    tx.row(STATE, values![id]).await?.as_ref().map(|row| page_state_of(id, row)).transpose()
}

fn page_state_of(id: ArticleId, row: &Row) -> Result<PageState, StoreError> {
    Ok(PageState {
        id,
        publisher_id: row.get("publisher_id")?,
        site: row.get("site")?,
        link_site: row.get("link_site")?,
        is_read: TextSource::from_word(&row.get::<String>("text_source")?) == TextSource::Page,
        version_id: row.get("version_id")?,
        text_hash: row.get("text_hash")?,
        number: row.get::<Option<i64>>("number")?.unwrap_or_default(),
        arrived_at: row.get("arrived_at")?,
        published_at: row.get("published_at")?,
        text_source: row.get("text_source")?,
        page_problem: row.get("page_problem")?,
        version_title: row.get("version_title")?,
        version_body: row.get("version_body")?,
        has_features: row.get::<Option<i64>>("featured")?.is_some(),
    })
}

/// The article under the publisher of the site that its page came from. `None` when a page of another site was read
/// before: what stands under one publisher's name is not replaced with the words of another.
async fn take_voice(
    tx: &mut Tx,
    state: PageState,
    page: &AnalysedPage,
) -> Result<Option<PageState>, StoreError> {
    let Some(from) = &page.read_from else { return Ok(Some(state)) };
    if from.site == state.site {
        tx.is_no_link(state.id).await?;
        return Ok(Some(state));
    }
    if state.is_read {
        return Ok(None);
    }
    let publisher_id = tx.publisher(from).await?;
    tx.change_voice(state.id, publisher_id).await?;
    page_state(tx, state.id).await
}

/// Whether a page says what is stored already: then there is nothing to store, to log or to group.
async fn is_known(tx: &mut Tx, state: &PageState, page: &AnalysedPage) -> Result<bool, StoreError> {
    let is_same_text = state.text_hash.as_ref() == Some(&page.text_hash)
        && state.version_title.as_ref() == Some(&page.head.title)
        && state.version_body.as_ref() == Some(&pack(&page.html.html))
        && state.has_features
        && state.text_source == page.text_source.as_str()
        && state.page_problem == page.page_problem;
    Ok(is_same_text && tx.row(SAME_HEAD, head_values(state, page)).await?.is_some())
}

async fn note_back(tx: &mut Tx, id: ArticleId) -> Result<(), StoreError> {
    if tx.run(BACK, values![id]).await? > 0 {
        tx.log(ChangedNoun::Article, id).await?;
    }
    Ok(())
}

/// Takes the canonical address over. One at another site is not believed: a page must not claim somebody else's address.
async fn follow_canonical(tx: &mut Tx, state: PageState, canonical: &str) -> Result<PageState, StoreError> {
    if !is_at_site(canonical, &state.site) {
        return Ok(state);
    }
    let owner = tx.claim_address(canonical, state.id).await?;
    if owner == state.id {
        tx.run(CANONICAL, values![state.id, canonical]).await?;
        return Ok(state);
    }
    match page_state(tx, owner).await? {
        Some(other) if other.publisher_id == state.publisher_id => {
            tx.merge_article(state.id, owner).await?;
            // Read again: the merge may have brought further versions.
            Ok(page_state(tx, owner).await?.unwrap_or(other))
        }
        // Until now only a link to this page by somebody's feed.
        Some(other) if !other.is_read && other.link_site.as_ref() == Some(&state.site) => {
            tx.change_voice(owner, state.publisher_id).await?;
            tx.merge_article(owner, state.id).await?;
            tx.run(CANONICAL, values![state.id, canonical]).await?;
            Ok(page_state(tx, state.id).await?.unwrap_or(state))
        }
        _ => Ok(state),
    }
}

async fn store_page(
    tx: &mut Tx,
    state: &PageState,
    page: &AnalysedPage,
    check: &PageCheck,
) -> Result<(), StoreError> {
    let id = state.id;
    if is_known(tx, state, page).await? {
        note_back(tx, id).await?;
        return store_check(tx, id, check).await;
    }
    tx.run(HEAD, head_values(state, page)).await?;
    store_text(tx, state, page, check.fetched_at).await?;
    tx.replace_figures(id, &page.figures).await?;
    tx.replace_findings(id, &page.points, &page.quotes).await?;
    tx.replace_names(id, &page.names).await?;
    tx.run(FEATURES, values![id, page.features.clone()]).await?;
    tx.log(ChangedNoun::Article, id).await?;
    tx.enqueue(JobKind::Group, id, tx.now).await?;
    store_check(tx, id, check).await
}

fn head_values(state: &PageState, page: &AnalysedPage) -> Vec<Value> {
    let head = &page.head;
    // A date to come is held at the arrival; a page without a date leaves the feed's.
    let published = head.published_at.map(|published| published.min(state.arrived_at)).or(state.published_at);
    let shown = shown_at(published, state.arrived_at);
    values![
        state.id,
        &head.title,
        head.standfirst.as_deref(),
        json(&head.authors),
        head.section.as_str(),
        head.section_label.as_deref(),
        head.language.as_deref(),
        published,
        head.published_offset.map(i64::from),
        head.modified_at,
        head.paywalled,
        head.live,
        shown,
        head.title_made
    ]
}

/// Adds a version when text or headline differ from the present one, which stays as it was read; otherwise only its markup
/// is renewed.
async fn store_text(
    tx: &mut Tx,
    state: &PageState,
    page: &AnalysedPage,
    fetched_at: Timestamp,
) -> Result<(), StoreError> {
    let body = pack(&page.html.html);
    let sanitizer = i64::from(page.html.sanitizer_version);
    let title = &page.head.title;
    let is_same =
        state.text_hash.as_ref() == Some(&page.text_hash) && state.version_title.as_ref() == Some(title);
    let same = state.version_id.filter(|_| is_same);
    let version_id = if let Some(version_id) = same {
        tx.run(SAME_TEXT, values![version_id, title, body, sanitizer]).await?;
        version_id
    } else {
        let version_id: VersionId = tx.new_id();
        let number = state.number + 1;
        let row = values![version_id, state.id, number, title, body, sanitizer, &page.text_hash, fetched_at];
        tx.run(ADD_VERSION, row).await?;
        version_id
    };
    let changed_at = (same.is_none() && state.version_id.is_some()).then_some(fetched_at);
    let (source, problem) = (page.text_source.as_str(), page.page_problem.as_deref());
    let row = values![
        state.id,
        &page.excerpt,
        page.words,
        source,
        problem,
        version_id,
        &page.text_hash,
        changed_at
    ];
    tx.run(TEXT, row).await?;
    Ok(())
}

async fn store_check(tx: &mut Tx, id: ArticleId, check: &PageCheck) -> Result<(), StoreError> {
    let Validators { etag, last_modified } = &check.validators;
    tx.run(CHECKED, values![id, etag.as_deref(), last_modified.as_deref(), check.fetched_at]).await?;
    if let Some(recheck_at) = check.recheck_at {
        tx.enqueue(JobKind::Recheck, id, recheck_at).await?;
    }
    Ok(())
}
