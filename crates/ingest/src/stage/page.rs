//! The page stage: fetch an article's page, extract it, analyse it, store it.

use std::time::Duration;

use tidings_model::article::{AnalysedPage, Article, TextSource};
use tidings_model::feed::Validators;
use tidings_model::http::{HttpError, HttpRequest, HttpResponse, Purpose};
use tidings_model::id::ArticleId;
use tidings_model::job::Job;
use tidings_model::time::Timestamp;
use tidings_parse::article::{self, Context, Extracted};
use tidings_parse::encoding;
use tidings_parse::sanitize::clean;
use tidings_parse::url;
use tidings_store::access::SiteAccess;
use tidings_store::page::{PageCheck, PageWork};

use crate::access;
use crate::analysis;
use crate::error::IngestError;
use crate::origin::Origin;
use crate::pipeline::Pipeline;

/// Soonest second look at a page that could not be fetched.
const TRY_AGAIN: Duration = Duration::from_mins(10);
/// When an article that is gone is looked for again, from when it was first missed.
const LOOKS_FOR_GONE: [Duration; 2] = [Duration::from_hours(24), Duration::from_hours(8 * 24)];
/// A text that changed is looked at once more after this time.
const AFTER_CHANGE: Duration = Duration::from_hours(24);

/// Reads the page of a job. A page that cannot be had leaves the feed's own text, and says so on the article.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = ArticleId::new(job.subject);
    let Some(work) = pipeline.store.article_for_page(id).await? else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    if !work.article.has_page {
        return feed_text(pipeline, job, work, None).await;
    }
    let given = access_to(pipeline, &work.article.url).await?;
    let access = access::towards(&work.article.url, given);
    let answer = pipeline.http.get(HttpRequest { access, ..request(&work) }).await;
    match answer {
        Ok(response) if response.status == 304 => unchanged(pipeline, job, &work, true).await,
        Ok(response) if response.status < 300 => read(pipeline, job, work, response).await,
        Ok(response)
            if matches!(response.status, 404 | 410) && work.article.text_source == TextSource::Page =>
        {
            let now = pipeline.clock.now();
            let since = work.article.gone_at.unwrap_or(now);
            let again = LOOKS_FOR_GONE.iter().map(|wait| since.plus(*wait)).find(|at| *at > now);
            Ok(pipeline.store.mark_gone(job, id, again).await.map(drop)?)
        }
        Ok(response) => {
            let problem = format!("the publisher's server answers with status {}", response.status);
            without_page(pipeline, job, work, problem).await
        }
        Err(HttpError::Waiting { host, wait_seconds }) => {
            Err(HttpError::Waiting { host, wait_seconds }.into())
        }
        Err(error) => without_page(pipeline, job, work, error.to_string()).await,
    }
}

/// What was given for the site of an address: the article may be a link by another publisher's feed.
async fn access_to(pipeline: &Pipeline, address: &str) -> Result<Option<SiteAccess>, IngestError> {
    let site = url::site(address).unwrap_or_default();
    Ok(pipeline.store.access_of_site(&site).await?)
}

fn request(work: &PageWork) -> HttpRequest {
    let mut request = HttpRequest::new(work.article.url.clone(), Purpose::Page);
    if work.article.text_source == TextSource::Page {
        request.etag.clone_from(&work.validators.etag);
        request.last_modified.clone_from(&work.validators.last_modified);
    }
    request
}

async fn read(
    pipeline: &Pipeline,
    job: &Job,
    work: PageWork,
    response: HttpResponse,
) -> Result<(), IngestError> {
    let now = pipeline.clock.now();
    let validators = Validators {
        etag: response.header("etag").map(str::to_owned),
        last_modified: response.header("last-modified").map(str::to_owned),
    };
    let Some(from) = Origin::of(&work, &response, pipeline.settings.policy) else {
        let problem = format!("{} leads to another site now", work.article.url);
        return without_page(pipeline, job, work, problem).await;
    };
    let announced = from.announced_characters();
    let mut extracted = extract(response, announced).await?;
    join_pages(pipeline, (&work, &from), &mut extracted).await?;
    if extracted.text.trim().is_empty() {
        return without_page(pipeline, job, work, "no article was found on the page".to_owned()).await;
    }
    let id = work.article.id;
    let arrived = work.article.clone();
    let embeddings = pipeline.embeddings.clone();
    let analyse = move || analysis::of_page((extracted, from), (embeddings.as_deref(), now));
    let analysed: AnalysedPage = tokio::task::spawn_blocking(analyse).await?;
    let recheck_at = recheck(pipeline, &arrived, analysed.head.live, now);
    let check = PageCheck { validators, fetched_at: now, recheck_at };
    pipeline.store.save_page(job, id, &analysed, &check).await?;
    Ok(())
}

async fn extract(response: HttpResponse, announced: Option<usize>) -> Result<Extracted, IngestError> {
    let context = Context { url: Some(response.final_url.clone()), announced_characters: announced };
    let task = move || {
        let decoded = encoding::decode(&response.body, response.header("content-type"));
        article::extract(&decoded.text, &context).0
    };
    Ok(tokio::task::spawn_blocking(task).await?)
}

/// Adds the further pages of a piece that its publisher split (`rel=next`), as long as they are of the same site.
async fn join_pages(
    pipeline: &Pipeline,
    (work, from): (&PageWork, &Origin),
    first: &mut Extracted,
) -> Result<(), IngestError> {
    let mut seen = vec![work.article.url.clone()];
    let mut next = first.next_page.clone();
    while let Some(url) =
        next.take().filter(|url| !seen.contains(url) && seen.len() < pipeline.settings.joined_pages)
    {
        let access = access::towards(&url, access_to(pipeline, &url).await?);
        let request = HttpRequest { access, ..HttpRequest::new(url.clone(), Purpose::Page) };
        let Ok(response) = pipeline.http.get(request).await else { break };
        if response.status >= 300 || !from.is_also(&response.final_url) {
            break;
        }
        let page = extract(response, from.announced_characters()).await?;
        next.clone_from(&page.next_page);
        append(first, page);
        seen.push(url);
    }
    Ok(())
}

fn append(first: &mut Extracted, page: Extracted) {
    first.html = clean(&format!("{}{}", first.html, page.html), None);
    first.text.push('\n');
    first.text.push_str(&page.text);
    let known: Vec<String> = first.images.iter().map(|image| image.url.clone()).collect();
    first.images.extend(page.images.into_iter().filter(|image| !known.contains(&image.url)));
}

async fn unchanged(
    pipeline: &Pipeline,
    job: &Job,
    work: &PageWork,
    answered: bool,
) -> Result<(), IngestError> {
    let now = pipeline.clock.now();
    let recheck_at = recheck(pipeline, &work.article, work.article.head.live, now);
    let check = PageCheck { validators: work.validators.clone(), fetched_at: now, recheck_at };
    pipeline.store.page_unchanged(job, work.article.id, (&check, answered)).await?;
    Ok(())
}

async fn without_page(
    pipeline: &Pipeline,
    job: &Job,
    work: PageWork,
    problem: String,
) -> Result<(), IngestError> {
    if work.article.text_source == TextSource::Page {
        return unchanged(pipeline, job, &work, false).await;
    }
    feed_text(pipeline, job, work, Some(problem)).await
}

/// Stores the feed's own text, with why there is no other.
async fn feed_text(
    pipeline: &Pipeline,
    job: &Job,
    work: PageWork,
    problem: Option<String>,
) -> Result<(), IngestError> {
    if work.entry.is_none() && work.article.version_id.is_some() {
        return unchanged(pipeline, job, &work, false).await;
    }
    let now = pipeline.clock.now();
    let id = work.article.id;
    let again = pipeline.settings.rechecks.iter().map(|wait| work.article.arrived_at.plus(*wait));
    let again = again.filter(|at| *at > now).min().map(|at| at.max(now.plus(TRY_AGAIN)));
    let recheck_at = again.filter(|_| work.article.has_page);
    let embeddings = pipeline.embeddings.clone();
    let analyse = move || analysis::of_entry(&work, problem.as_deref(), embeddings.as_deref());
    let analysed = tokio::task::spawn_blocking(analyse).await?;
    let check = PageCheck { validators: Validators::default(), fetched_at: now, recheck_at };
    pipeline.store.save_page(job, id, &analysed, &check).await?;
    Ok(())
}

/// When the page is read again to find changes: soon while it is live, ever later as it ages, once more a day after a
/// change, then no more. What was old when it came is not looked at again. The looks at many articles that came at once are
/// spread over an eighth of their wait.
fn recheck(pipeline: &Pipeline, article: &Article, live: bool, now: Timestamp) -> Option<Timestamp> {
    let settings = &pipeline.settings;
    let changed = article.changed_at.unwrap_or(article.arrived_at);
    if live && now.since(changed) < settings.live_for {
        return Some(now.plus(settings.live_recheck));
    }
    let published = article.shown_at().min(article.arrived_at);
    let share = u32::try_from(article.id.get().rem_euclid(64)).unwrap_or(0);
    let spread = |wait: Duration| published.plus(wait + wait * share / 512);
    let looks = settings.rechecks.iter().map(|wait| spread(*wait));
    let after_change = article.changed_at.map(|changed| changed.plus(AFTER_CHANGE));
    looks.chain(after_change).filter(|at| *at > now).min()
}
