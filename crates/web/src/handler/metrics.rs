//! Figures for Prometheus (text format 0.0.4): for the owner and administrators only.

use std::fmt::Write;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use tidings_model::job::StageFigures;
use tidings_model::time::Timestamp;
use tidings_model::user::Role;
use tidings_store::front::Totals;

use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(crate) async fn metrics(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    visitor.require(Role::Administrator)?;
    let totals = state.store().totals().await?;
    let stages = state.store().stage_figures().await?;
    let text = text(totals, &stages, visitor.now());
    let headers = [
        (header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
        (header::CACHE_CONTROL, CachePolicy::Never.header()),
    ];
    Ok((headers, text).into_response())
}

fn text(totals: Totals, stages: &[StageFigures], now: Timestamp) -> String {
    let mut text = String::new();
    for (name, count) in [
        ("tidings_publishers", totals.publishers),
        ("tidings_feeds", totals.feeds),
        ("tidings_articles", totals.articles),
        ("tidings_stories", totals.stories),
    ] {
        line(&mut text, "gauge", name, &[(String::new(), count)]);
    }
    let jobs = stages.iter().flat_map(|figures| {
        let counts = [("waiting", figures.waiting), ("running", figures.running), ("failed", figures.failed)];
        let kind = figures.kind.as_str();
        counts.map(|(condition, count)| (format!("{{kind=\"{kind}\",state=\"{condition}\"}}"), count))
    });
    line(&mut text, "gauge", "tidings_jobs", &jobs.collect::<Vec<_>>());
    let each = |figure: &dyn Fn(&StageFigures) -> i64| -> Vec<(String, i64)> {
        stages.iter().map(|stage| (format!("{{kind=\"{}\"}}", stage.kind.as_str()), figure(stage))).collect()
    };
    let overdue = |stage: &StageFigures| stage.oldest_due.map_or(0, |due| seconds_since(due, now));
    line(&mut text, "gauge", "tidings_jobs_oldest_due_seconds", &each(&overdue));
    line(&mut text, "counter", "tidings_jobs_finished", &each(&|stage| stage.finished));
    text
}

fn seconds_since(due: Timestamp, now: Timestamp) -> i64 {
    i64::try_from(now.since(due).as_secs()).unwrap_or(i64::MAX)
}

/// One metric with its values; writing to a `String` cannot fail.
fn line(text: &mut String, kind: &str, name: &str, values: &[(String, i64)]) {
    let mut lines = format!("# TYPE {name} {kind}\n");
    for (labels, value) in values {
        if writeln!(lines, "{name}{labels} {value}").is_err() {
            return;
        }
    }
    text.push_str(&lines);
}

#[cfg(test)]
mod tests {
    use tidings_model::job::JobKind;

    use super::*;

    #[test]
    fn figures_are_written_as_prometheus_reads_them() {
        let stage = StageFigures {
            kind: JobKind::Poll,
            waiting: 3,
            due: 0,
            running: 1,
            failed: 0,
            oldest_due: Some(Timestamp::from_millis(0)),
            finished: 70,
        };
        let text = text(Totals { articles: 9, ..Totals::default() }, &[stage], Timestamp::from_millis(5_000));
        assert!(text.contains("\ntidings_articles 9\n"), "{text}");
        assert!(text.contains("\ntidings_jobs{kind=\"poll\",state=\"waiting\"} 3\n"), "{text}");
        assert!(text.contains("\ntidings_jobs_oldest_due_seconds{kind=\"poll\"} 5\n"), "{text}");
        assert!(
            text.contains("# TYPE tidings_jobs_finished counter\ntidings_jobs_finished{kind=\"poll\"} 70\n"),
            "{text}"
        );
    }
}
