//! The loader: it fills a database through the store's own functions, stage by stage, as the pipeline does.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::{Context, ensure};
use tidings_model::feed::NewFeed;
use tidings_model::id::ArticleId;
use tidings_model::job::{Job, JobKind};
use tidings_model::story::{Membership, Regrouping, RelatedArticle, StoryFindings};
use tidings_model::time::{Clock, Timestamp};
use tidings_store::page::PageCheck;
use tidings_store::poll::PollOutcome;
use tidings_store::{Saved, Store};
use tidings_story::embedding::EmbeddingTable;
use tidings_story::features::Features;

use super::made_up::{address, entry, number_of, page, publisher, site};

/// Articles of one feed, which is polled once.
pub(super) const A_FEED: u32 = 200;
const LEASE: Duration = Duration::from_hours(1);
const SPAN: Duration = Duration::from_hours(3 * 365 * 24);
const WINDOW: Duration = Duration::from_hours(14 * 24);
const A_STORY: usize = 3;
const RELATED: usize = 6;
const ARCHIVED: usize = 4;

/// A clock that the loader sets: 2026-11-23T12:00:00Z at first.
#[derive(Debug)]
pub(super) struct HandClock(AtomicI64);

impl Default for HandClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_795_435_200_000))
    }
}

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// What fills a database.
pub(super) struct Loader {
    pub(super) store: Store,
    pub(super) clock: Arc<HandClock>,
    pub(super) articles: u32,
}

impl Loader {
    /// Fills it.
    pub(super) async fn load(&self) -> anyhow::Result<()> {
        let table = EmbeddingTable::carried()?;
        let mut before: Vec<ArticleId> = Vec::new();
        for first in (0..self.articles).step_by(usize::try_from(A_FEED)?) {
            self.pass(SPAN * A_FEED / self.articles)?;
            self.poll(first).await?;
            let read = self.read(&table).await?;
            self.group(&read, &before).await?;
            self.derive().await?;
            self.background(&before).await?;
            before = read;
        }
        Ok(())
    }

    /// Thins what has left the window, as the pipeline does.
    pub(super) async fn thin(&self) -> anyhow::Result<()> {
        loop {
            let whole = self.store.features_to_thin(self.clock.now().minus(WINDOW), 1_000).await?;
            if whole.is_empty() {
                return Ok(());
            }
            let thinned = whole.into_iter().map(|(id, bytes)| {
                let features = Features::unpack(&bytes).context("stored features cannot be read")?;
                Ok(((id, bytes), features.thinned().pack()))
            });
            self.store.thin_features(&thinned.collect::<anyhow::Result<Vec<_>>>()?).await?;
        }
    }

    fn pass(&self, time: Duration) -> anyhow::Result<()> {
        self.clock.0.fetch_add(i64::try_from(time.as_millis())?, Ordering::SeqCst);
        Ok(())
    }

    async fn claim(&self, kind: JobKind, limit: usize) -> anyhow::Result<Vec<Job>> {
        Ok(self.store.claim_jobs(&[kind], "bench", LEASE, limit).await?)
    }

    async fn poll(&self, first: u32) -> anyhow::Result<()> {
        let feed = NewFeed { url: format!("https://{}/feed", site(first)), ..NewFeed::default() };
        let added = self.store.add_feed(&publisher(first), &feed).await?;
        let job = self.claim(JobKind::Poll, 1).await?.pop().context("no feed is due")?;
        let end = (first + A_FEED).min(self.articles);
        let outcome = PollOutcome {
            entries: (first..end).map(entry).collect(),
            next_poll_at: self.clock.now().plus(SPAN * 2),
            ..PollOutcome::default()
        };
        stored(self.store.save_poll(&job, added.feed_id, &outcome).await?)
    }

    /// Reads the pages of what came.
    async fn read(&self, table: &EmbeddingTable) -> anyhow::Result<Vec<ArticleId>> {
        let mut read = Vec::new();
        for job in self.claim(JobKind::Page, usize::MAX).await? {
            let id = ArticleId::new(job.subject);
            let work = self.store.article_for_page(id).await?.context("an article is gone")?;
            let number = number_of(&work.article.url).context("an address without a number")?;
            let check = PageCheck { fetched_at: self.clock.now(), ..PageCheck::default() };
            ensure!(work.article.url == address(number), "an address of another form");
            stored(self.store.save_page(&job, id, &page(number, table), &check).await?)?;
            read.push(id);
        }
        Ok(read)
    }

    async fn group(&self, read: &[ArticleId], before: &[ArticleId]) -> anyhow::Result<()> {
        let jobs = self.claim(JobKind::Group, usize::MAX).await?;
        let mut regrouping = Regrouping::default();
        for members in read.chunks(A_STORY) {
            let story_id = self.store.new_story_id().await?;
            let why = why(members);
            let place =
                |id: &ArticleId| Membership { article_id: *id, story_id, copy_of: None, why: why.clone() };
            regrouping.memberships.extend(members.iter().map(place));
        }
        regrouping.related = read.iter().zip(0..).map(|(id, at)| (*id, near(before, at, RELATED))).collect();
        let lease = self.store.take_lease("grouper", "bench", LEASE).await?.context("another one groups")?;
        stored(self.store.save_regrouping(&lease, &jobs, &regrouping).await?)
    }

    async fn derive(&self) -> anyhow::Result<()> {
        for job in self.claim(JobKind::Derive, usize::MAX).await? {
            let id = tidings_model::id::StoryId::new(job.subject);
            let work = self.store.story_for_derive(id).await?.context("a story is gone")?;
            let first = &work.members.first().context("a story without members")?.article;
            let findings = StoryFindings {
                label: first.head.title.clone(),
                section: first.head.section,
                language: first.head.language.clone(),
                lead_article_id: Some(first.id),
                independent: 3,
                score: 1.0,
                score_why: r#"{"publishers":3,"independent":3,"quietest":2,"times":[1795435200000]}"#
                    .to_owned(),
                differences: Vec::new(),
                days: Vec::new(),
            };
            stored(self.store.save_findings(&job, id, &findings).await?)?;
        }
        Ok(())
    }

    async fn background(&self, before: &[ArticleId]) -> anyhow::Result<()> {
        self.pass(Duration::from_secs(10))?;
        for (job, at) in self.claim(JobKind::Background, usize::MAX).await?.iter().zip(RELATED..) {
            stored(self.store.save_background(job, &near(before, at, ARCHIVED), None).await?)?;
        }
        Ok(())
    }
}

/// Some articles of those before, others for each place.
fn near(before: &[ArticleId], at: usize, count: usize) -> Vec<RelatedArticle> {
    let others = before.iter().cycle().skip(at * 7).take(count.min(before.len()));
    others.map(|id| RelatedArticle { article_id: *id, score: 0.5 }).collect()
}

/// The reason of a membership in the form that the grouper stores.
fn why(members: &[ArticleId]) -> String {
    let best = members.first().map_or(0, |id| id.get());
    format!(
        r#"{{"best":{best},"score":0.9731423,"mean":0.9512345,"likeness":{{"words":0.3412345,"title":0.2512345,"names":0.4123456,"meaning":0.8123456,"told":0.3512345,"told_back":0.2812345,"hours":3.4512346,"length":0.9123456,"longer":1.0}},"shared":["marrow","ferri","ostrey","gull","engin","passeng"]}}"#
    )
}

fn stored(saved: Saved) -> anyhow::Result<()> {
    ensure!(saved == Saved::Stored, "a claim was lost");
    Ok(())
}
