//! The derive stage: what a story's members say together: its label, its lead, how widely it is reported.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use tidings_model::article::Article;
use tidings_model::bound::Bounded;
use tidings_model::id::{ArticleId, PublisherId, StoryId};
use tidings_model::job::Job;
use tidings_model::publisher::Publisher;
use tidings_model::section::Section;
use tidings_model::story::{Difference, DifferentValue, StoryFindings, ToldDay};
use tidings_model::time::Timestamp;
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_store::derive::{MemberText, StoryWork};
use tidings_story::copy;
use tidings_story::difference::{self, ReportText};
use tidings_story::features::Features;
use tidings_story::label;
use tidings_story::rank::Reporting;
use tidings_story::timeline;

use crate::error::IngestError;
use crate::features::features_of;
use crate::pipeline::Pipeline;

/// Days over which a publisher's pace is counted.
const PACE_DAYS: u32 = 14;
/// Days that are kept of a story's timeline.
const MOST_DAYS: usize = 60;

/// Works out the findings of a job's story.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = StoryId::new(job.subject);
    let Some(work) = pipeline.store.story_for_derive(id).await?.filter(|work| !work.members.is_empty())
    else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let ids: Vec<ArticleId> = work.members.iter().map(|member| member.article.id).collect();
    let rows = pipeline.store.features_of(&ids).await?;
    let publishers: Vec<PublisherId> = work.members.iter().map(|member| member.publisher.id).collect();
    let since = pipeline.clock.now().minus(Duration::from_hours(u64::from(PACE_DAYS) * 24));
    let paces = pipeline.store.paces_since(&publishers, since).await?;
    let findings = tokio::task::spawn_blocking(move || {
        let features: Vec<Features> = rows.iter().filter_map(features_of).collect();
        findings(&work, &features, &paces)
    });
    pipeline.store.save_findings(job, id, &findings.await?).await?;
    Ok(())
}

fn findings(work: &StoryWork, features: &[Features], paces: &HashMap<PublisherId, i64>) -> StoryFindings {
    let members = &reporting_members(&work.members);
    let articles: Vec<&Article> = members.iter().map(|member| &member.article).collect();
    let is_report = |features: &&Features| articles.iter().any(|article| article.id.get() == features.key);
    let central: Vec<&Features> = features.iter().filter(is_report).collect();
    let medoid =
        label::medoid(&central).and_then(|place| central.get(place)).map(|features| features.title.clone());
    let reporting = reporting(members, paces);
    let reports = reports(members);
    StoryFindings {
        label: medoid
            .or_else(|| articles.first().map(|article| article.head.title.clone()))
            .unwrap_or_default(),
        section: most(articles.iter().map(|article| article.head.section)).unwrap_or(Section::More),
        language: most(articles.iter().filter_map(|article| article.head.language.clone())),
        lead_article_id: lead(members),
        independent: i64::try_from(reporting.independent).unwrap_or(i64::MAX),
        score: f64::from(reporting.standing()),
        score_why: serde_json::to_string(&reporting).unwrap_or_else(|_| "{}".to_owned()),
        differences: differences(&reports),
        days: days(&reports),
    }
    .bounded()
}

/// The members that speak of the event: a feed's words about a page at another site count only where there is nothing else.
fn reporting_members(members: &[MemberText]) -> Vec<MemberText> {
    let reports: Vec<MemberText> =
        members.iter().filter(|member| member.article.link_site.is_none()).cloned().collect();
    if reports.is_empty() { members.to_vec() } else { reports }
}

/// How a story is reported: by whom, from where, and when.
fn reporting(members: &[MemberText], paces: &HashMap<PublisherId, i64>) -> Reporting {
    let is_own = |member: &&MemberText| member.article.copy_of.is_none();
    let sources =
        members.iter().map(|member| (member.publisher.name.as_str(), member.article.copy_of.is_some()));
    let coverage = copy::coverage(sources);
    let countries: BTreeSet<&str> =
        members.iter().filter(is_own).filter_map(|member| country(&member.publisher)).collect();
    let pace = |member: &MemberText| {
        let articles = paces.get(&member.publisher.id).copied().unwrap_or(1);
        u32::try_from(articles).unwrap_or(u32::MAX).div_ceil(PACE_DAYS)
    };
    let mut times: Vec<_> = members.iter().filter(is_own).map(|member| member.article.shown_at()).collect();
    times.sort_unstable_by(|one, other| other.cmp(one));
    times.truncate(Reporting::MOST_TIMES);
    Reporting {
        publishers: coverage.publishers,
        independent: coverage.independent,
        places: countries.len(),
        quietest: members.iter().filter(is_own).map(pace).min(),
        times,
    }
}

/// The country of a publisher, by the last part of its site's name where that is a country's.
fn country(publisher: &Publisher) -> Option<&str> {
    let (_, last) = publisher.site.rsplit_once('.')?;
    (last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(last)
}

/// The independent reports with their plain texts.
fn reports(members: &[MemberText]) -> Vec<(&MemberText, String)> {
    let own = members.iter().filter(|member| member.article.copy_of.is_none());
    own.map(|member| (member, annotate::plain(&SafeHtml::from_stored(&member.html)))).collect()
}

fn report_text<'a>((member, text): &'a (&MemberText, String), published: Timestamp) -> ReportText<'a> {
    ReportText {
        key: member.article.id.get(),
        source: &member.publisher.name,
        published: Some(published),
        text,
    }
}

/// The quantities on which independent reports differ; what copies say counts once.
fn differences(reports: &[(&MemberText, String)]) -> Vec<Difference> {
    let texts = reports.iter().map(|report| {
        let article = &report.0.article;
        report_text(report, article.changed_at.unwrap_or(article.shown_at()))
    });
    difference::numbers(&texts.collect::<Vec<_>>()).into_iter().map(difference_of).collect()
}

/// The days that independent reports tell of.
fn days(reports: &[(&MemberText, String)]) -> Vec<ToldDay> {
    let texts = reports.iter().map(|report| report_text(report, report.0.article.shown_at()));
    let moments = timeline::moments(&texts.collect::<Vec<_>>()).into_iter().take(MOST_DAYS);
    moments
        .map(|moment| ToldDay {
            day: moment.date.to_string(),
            article: ArticleId::new(moment.key),
            text: moment.text,
        })
        .collect()
}

fn difference_of(found: difference::Difference) -> Difference {
    let mut numbers: Vec<(u64, DifferentValue)> = Vec::new();
    for figure in found.figures {
        let article = ArticleId::new(figure.key);
        match numbers.iter_mut().find(|(number, _)| *number == figure.number) {
            Some((_, value)) => value.articles.push(article),
            None => {
                numbers.push((figure.number, DifferentValue { value: figure.text, articles: vec![article] }));
            }
        }
    }
    Difference { subject: found.quantity, values: numbers.into_iter().map(|(_, value)| value).collect() }
}

/// The article that stands for the story: an original with the longest open text, the earliest of equals.
fn lead(members: &[MemberText]) -> Option<ArticleId> {
    let rank = |member: &&MemberText| {
        let article = &member.article;
        (
            article.copy_of.is_none(),
            !article.head.paywalled,
            article.words.min(400),
            std::cmp::Reverse(article.shown_at()),
        )
    };
    members.iter().max_by_key(rank).map(|member| member.article.id)
}

fn most<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}
