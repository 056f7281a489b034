//! The grouper: the one task, over all processes, that puts articles into stories.
//!
//! It holds a lease, keeps the hot window in memory, rebuilds it from stored features when the lease is new, and settles
//! the window with every batch of articles that arrives. Story ids stay where the majority of members is.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tidings_model::id::{ArticleId, JobId, StoryId};
use tidings_model::job::{Job, JobKind};
use tidings_model::story::{Membership, Regrouping, RelatedArticle};
use tidings_store::Saved;
use tidings_store::grouping::StoredFeatures;
use tidings_story::copy;
use tidings_story::features::Features;
use tidings_story::group::{self, Settled, identity};
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::error::IngestError;
use crate::heartbeat::{self, CLAIM};
use crate::pipeline::Pipeline;

const LEASE: &str = "grouper";
/// Articles placed in one transaction.
const BATCH: usize = 1_000;
const PAUSE: Duration = Duration::from_millis(250);
const SLEEP: Duration = Duration::from_secs(2);

/// Log odds below which an article is no background: better none than filler. On the sample world everything below 0 is
/// filler, and some of what is little above.
const FLOOR: f32 = 1.0;
/// Background articles of one publisher.
const MOST_OF_A_PUBLISHER: usize = 2;
const MOST_RELATED: usize = 12;

/// Where an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    story: StoryId,
    copy_of: Option<ArticleId>,
}

/// The hot window: features of every article in it, and where each is.
#[derive(Debug, Default)]
struct Window {
    features: BTreeMap<i64, Features>,
    places: BTreeMap<i64, Place>,
}

/// Groups until `stop`.
pub(crate) async fn run(pipeline: Pipeline, stop: CancellationToken) {
    let mut window: Option<Window> = None;
    while !stop.is_cancelled() {
        let pause = match step(&pipeline, &mut window).await {
            Ok(true) => PAUSE,
            Ok(false) => SLEEP,
            Err(error) => {
                error!(%error, "grouping failed; the window is rebuilt and tried again");
                window = None;
                SLEEP
            }
        };
        wait(&pipeline, &stop, pause).await;
    }
    release(&pipeline).await;
}

async fn release(pipeline: &Pipeline) {
    if let Err(error) = pipeline.store.release_lease(LEASE, &pipeline.holder).await {
        error!(%error, "the grouper's lease could not be given back; it runs out by itself");
    }
}

async fn wait(pipeline: &Pipeline, stop: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = pipeline.store.work_waits(), if pause == SLEEP => {}
        () = tokio::time::sleep(pause) => {}
    }
}

/// One batch. Whether there may be more at once.
async fn step(pipeline: &Pipeline, window: &mut Option<Window>) -> Result<bool, IngestError> {
    let until = pipeline.clock.now().plus(CLAIM);
    if !pipeline.store.take_lease(LEASE, &pipeline.holder, until).await? {
        *window = None;
        return Ok(false);
    }
    let jobs = pipeline.store.claim_jobs(&[JobKind::Group], &pipeline.holder, CLAIM, BATCH).await?;
    if jobs.is_empty() {
        return Ok(false);
    }
    let ids: Vec<JobId> = jobs.iter().map(|job| job.id).collect();
    let in_work = pipeline.claims.hold(ids.clone());
    let present = window.take();
    let grown = tokio::select! {
        grown = grow(pipeline, present, &jobs) => grown,
        lost = heartbeat::keep_lease(pipeline, LEASE) => Err(lost),
    };
    drop(in_work);
    match grown {
        Ok(grown) => *window = Some(grown),
        Err(error) => {
            pipeline.store.release_claims(&pipeline.holder, &ids).await?;
            return Err(error);
        }
    }
    Ok(true)
}

/// Takes the articles of some jobs into the window and settles it.
async fn grow(pipeline: &Pipeline, window: Option<Window>, jobs: &[Job]) -> Result<Window, IngestError> {
    let mut present = match window {
        Some(window) => window,
        None => rebuilt(pipeline).await?,
    };
    let ids: Vec<ArticleId> = jobs.iter().map(|job| ArticleId::new(job.subject)).collect();
    take_in(&mut present, pipeline.store.features_of(&ids).await?);
    forget_old(pipeline, &mut present);
    regroup(pipeline, present, jobs).await
}

async fn rebuilt(pipeline: &Pipeline) -> Result<Window, IngestError> {
    let since = pipeline.clock.now().minus(pipeline.settings.hot_window);
    let mut window = Window::default();
    take_in(&mut window, pipeline.store.stored_features(since).await?);
    info!(articles = window.features.len(), "the grouper has its window");
    Ok(window)
}

fn take_in(window: &mut Window, rows: Vec<StoredFeatures>) {
    for row in rows {
        let key = row.article_id.get();
        let Ok(mut features) = serde_json::from_str::<Features>(&row.features) else { continue };
        features.key = key;
        features.source = row.publisher_name;
        features.published = Some(row.published_at.unwrap_or(row.arrived_at));
        window.features.insert(key, features);
        if let Some(story) = row.story_id {
            window.places.insert(key, Place { story, copy_of: row.copy_of });
        }
    }
}

fn forget_old(pipeline: &Pipeline, window: &mut Window) {
    let oldest = pipeline.clock.now().minus(pipeline.settings.hot_window);
    window.features.retain(|_, features| features.published.is_none_or(|published| published >= oldest));
    let features = &window.features;
    window.places.retain(|key, _| features.contains_key(key));
}

/// Settles the window and stores what changed, together with the end of the jobs.
async fn regroup(pipeline: &Pipeline, window: Window, jobs: &[Job]) -> Result<Window, IngestError> {
    let (mut window, settled) = tokio::task::spawn_blocking(move || settled(window)).await?;
    let mut regrouping = Regrouping::default();
    let mut wanted = BTreeMap::new();
    for (members, id) in settled.stories.iter().zip(&settled.identities.ids) {
        let story = match id {
            Some(id) => StoryId::new(*id),
            None => pipeline.store.new_story_id().await?,
        };
        for key in members {
            wanted.insert(*key, Place { story, copy_of: settled.copy_of(*key, members) });
        }
    }
    for (key, place) in &wanted {
        if window.places.get(key) != Some(place) {
            regrouping.memberships.push(membership(*key, *place, &settled));
        }
    }
    regrouping.related = settled.background(jobs, &regrouping.memberships);
    let redirects = settled.identities.redirects.iter();
    regrouping.merged = redirects.map(|(old, new)| (StoryId::new(*old), StoryId::new(*new))).collect();
    match pipeline.store.save_regrouping(jobs, &regrouping).await? {
        Saved::Stored => window.places = wanted,
        Saved::LostClaim => return Err(IngestError::unusable("the articles went to another grouper")),
    }
    Ok(window)
}

fn membership(key: i64, place: Place, settled: &Settlement) -> Membership {
    Membership {
        article_id: ArticleId::new(key),
        story_id: place.story,
        copy_of: place.copy_of,
        why: settled.whys.get(&key).cloned().unwrap_or_else(|| "{}".to_owned()),
    }
}

/// What settling the window gave.
struct Settlement {
    stories: Vec<Vec<i64>>,
    identities: identity::Identities,
    originals: BTreeMap<i64, i64>,
    whys: BTreeMap<i64, String>,
    articles: BTreeMap<i64, Settled>,
    sources: BTreeMap<i64, String>,
}

impl Settlement {
    /// Background for the articles that arrived or moved: what is near and of another story, copies left out, a few of
    /// each publisher, and nothing below the floor.
    fn background(&self, jobs: &[Job], moved: &[Membership]) -> Vec<(ArticleId, Vec<RelatedArticle>)> {
        let mut ids: BTreeSet<i64> = moved.iter().map(|membership| membership.article_id.get()).collect();
        ids.extend(jobs.iter().map(|job| job.subject));
        let articles = ids.into_iter().filter_map(|key| self.articles.get(&key));
        articles.map(|article| (ArticleId::new(article.key), self.near(article))).collect()
    }

    fn near(&self, article: &Settled) -> Vec<RelatedArticle> {
        let mut of_publisher: BTreeMap<&str, usize> = BTreeMap::new();
        let mut near = Vec::new();
        for related in article.related.iter().filter(|related| related.odds >= FLOOR) {
            let Some(other) = self.articles.get(&related.key) else { continue };
            let source = self.sources.get(&related.key).map_or("", String::as_str);
            let of_this = of_publisher.entry(source).or_default();
            let is_copy = self.originals.contains_key(&related.key);
            if other.story == article.story || is_copy || *of_this >= MOST_OF_A_PUBLISHER {
                continue;
            }
            *of_this += 1;
            let score = f64::from(1.0 / (1.0 + (-related.odds).exp()));
            near.push(RelatedArticle { article_id: ArticleId::new(related.key), score });
        }
        near.truncate(MOST_RELATED);
        near
    }

    /// The original of a copy, when it is in the same story.
    fn copy_of(&self, key: i64, members: &[i64]) -> Option<ArticleId> {
        let original = self.originals.get(&key).filter(|original| members.contains(original))?;
        Some(ArticleId::new(*original))
    }
}

fn settled(window: Window) -> (Window, Settlement) {
    let articles: Vec<Features> = window.features.values().cloned().collect();
    let grouping = group::settle(&articles, None);
    let before: BTreeMap<i64, i64> =
        window.places.iter().map(|(key, place)| (*key, place.story.get())).collect();
    let key_of = |place: usize| articles.get(place).map(|features| features.key);
    let originals = copy::find(&articles)
        .into_iter()
        .filter_map(|copy| Some((key_of(copy.copy)?, key_of(copy.original)?)))
        .collect();
    let whys = grouping
        .articles
        .iter()
        .filter_map(|article| Some((article.key, serde_json::to_string(&article.why).ok()?)));
    let whys: BTreeMap<i64, String> = whys.collect();
    let sources = articles.iter().map(|features| (features.key, features.source.clone())).collect();
    let identities = identity::keep(&grouping.stories, &before);
    debug_assert!(grouping.stories.iter().flatten().collect::<BTreeSet<_>>().len() == articles.len());
    let settled = grouping.articles.into_iter().map(|article| (article.key, article)).collect();
    let stories = grouping.stories;
    (window, Settlement { identities, originals, whys, stories, articles: settled, sources })
}
