//! The derive stage: what a story's members say together: its label, its lead, how widely it is reported.

use std::collections::BTreeMap;

use serde_json::json;
use tidings_model::article::Article;
use tidings_model::id::{ArticleId, StoryId};
use tidings_model::job::Job;
use tidings_model::section::Section;
use tidings_model::story::{Difference, DifferentValue, StoryFindings};
use tidings_parse::sanitize::{SafeHtml, annotate};
use tidings_store::derive::{MemberText, StoryWork};
use tidings_story::copy;
use tidings_story::difference::{self, ReportText};
use tidings_story::features::Features;
use tidings_story::label;

use crate::error::IngestError;
use crate::pipeline::Pipeline;

/// Works out the findings of a job's story.
pub(crate) async fn perform(pipeline: &Pipeline, job: &Job) -> Result<(), IngestError> {
    let id = StoryId::new(job.subject);
    let Some(work) = pipeline.store.story_for_derive(id).await?.filter(|work| !work.members.is_empty())
    else {
        return Ok(pipeline.store.finish_job(job).await.map(drop)?);
    };
    let ids: Vec<ArticleId> = work.members.iter().map(|member| member.article.id).collect();
    let rows = pipeline.store.features_of(&ids).await?;
    let findings = tokio::task::spawn_blocking(move || {
        let features: Vec<Features> =
            rows.iter().filter_map(|row| serde_json::from_str(&row.features).ok()).collect();
        findings(&work, &features)
    });
    pipeline.store.save_findings(job, id, &findings.await?).await?;
    Ok(())
}

fn findings(work: &StoryWork, features: &[Features]) -> StoryFindings {
    let articles: Vec<&Article> = work.members.iter().map(|member| &member.article).collect();
    let central: Vec<&Features> = features.iter().collect();
    let medoid =
        label::medoid(&central).and_then(|place| features.get(place)).map(|features| features.title.clone());
    let sources =
        work.members.iter().map(|member| (member.publisher.name.as_str(), member.article.copy_of.is_some()));
    let coverage = copy::coverage(sources);
    let score = score(coverage.independent, coverage.publishers);
    StoryFindings {
        label: medoid
            .or_else(|| articles.first().map(|article| article.head.title.clone()))
            .unwrap_or_default(),
        section: most(articles.iter().map(|article| article.head.section)).unwrap_or(Section::More),
        language: most(articles.iter().filter_map(|article| article.head.language.clone())),
        lead_article_id: lead(&work.members),
        independent: i64::try_from(coverage.independent).unwrap_or(i64::MAX),
        score,
        score_why: json!({ "independent": coverage.independent, "publishers": coverage.publishers })
            .to_string(),
        differences: differences(&work.members),
    }
}

/// The quantities on which independent reports differ; what copies say counts once.
fn differences(members: &[MemberText]) -> Vec<Difference> {
    let texts: Vec<(&MemberText, String)> = members
        .iter()
        .filter(|member| member.article.copy_of.is_none())
        .map(|member| (member, annotate::plain(&SafeHtml::from_stored(&member.html))))
        .collect();
    let reports: Vec<ReportText<'_>> = texts
        .iter()
        .map(|(member, text)| ReportText {
            key: member.article.id.get(),
            source: &member.publisher.name,
            published: Some(member.article.changed_at.unwrap_or(member.article.shown_at())),
            text,
        })
        .collect();
    difference::numbers(&reports).into_iter().map(difference_of).collect()
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

/// How widely a story is reported: each doubling of independent reports counts one, each doubling of publishers a
/// quarter. How new it is comes in where the pages order them, because it changes by the minute.
fn score(independent: usize, publishers: usize) -> f64 {
    let log = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX)).max(1.0).log2();
    1.0 + log(independent) + log(publishers) / 4.0
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
