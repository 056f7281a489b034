//! The page of a publisher.

use axum::extract::State;
use axum::response::Response;
use tidings_model::id::PublisherId;

use super::request::{From, Id, older};
use super::{reading_policy, show};
use crate::error::WebError;
use crate::link::Link;
use crate::page::article::OriginalLink;
use crate::page::mark::Mark;
use crate::page::publisher::PublisherPage;
use crate::row::report::report;
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

const ARTICLES: i64 = 30;

pub(crate) async fn publisher(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    From(before): From,
) -> Result<Response, WebError> {
    let rows = state.store().publisher(id, before, ARTICLES).await?.ok_or(WebError::NotFound)?;
    let is_full = i64::try_from(rows.articles.len()).is_ok_and(|count| count == ARTICLES);
    let last = rows.articles.last().filter(|_| is_full);
    let publisher = &rows.publisher;
    let page = PublisherPage {
        frame: visitor.frame(publisher.name.clone()),
        name: publisher.name.clone(),
        mark: Mark::new(&publisher.name),
        site: publisher.host().to_owned(),
        home: OriginalLink::new(&publisher.home_url),
        policy: publisher.policy,
        added: When::new(publisher.added_at, visitor.now()),
        reports: rows.articles.iter().map(|card| report(card, &visitor)).collect(),
        older: last.map(|card| Link::PublisherOlder(id, older(card.cursor()))),
    };
    show(&page, reading_policy(&visitor))
}
