//! Our own feeds in Atom: the front page, a section, a story, a search that somebody keeps.

use std::fmt::Display;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use tidings_model::id::StoryId;
use tidings_model::section::Section;
use tidings_model::time::Timestamp;
use tidings_search::{Order, Query};
use tidings_store::card::{ArticleCard, Cursor};
use tidings_store::front::StoryCard;
use tidings_store::story::StoryLookup;

use super::reading_policy;
use super::request::Id;
use super::search::engine::{self, Answer, Wish};
use crate::error::WebError;
use crate::link::Link;
use crate::page::atom::{AtomEntry, AtomFeed};
use crate::page::coverage::counted;
use crate::row::card::lines;
use crate::search_link::SearchLink;
use crate::state::WebState;
use crate::visitor::Visitor;

const ENTRIES: usize = 50;
const SECTION_ENTRIES: i64 = 50;

pub(crate) async fn front(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let rows = state.store().front(visitor.now()).await?;
    let site = Site::of(&state);
    let entries = rows.stories.iter().take(ENTRIES).map(|row| site.story(row, &visitor)).collect();
    site.answer("Tidings", (&Link::FrontFeed, &Link::Front), entries, &visitor)
}

pub(crate) async fn section(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(name): Id<String>,
) -> Result<Response, WebError> {
    let section = Section::from_word(&name).ok_or(WebError::NotFound)?;
    let rows = state.store().section(section, Cursor::START, SECTION_ENTRIES).await?;
    let site = Site::of(&state);
    let entries = rows.iter().map(|row| site.story(row, &visitor)).collect();
    let title = format!("{} · Tidings", section.title());
    site.answer(&title, (&Link::SectionFeed(section), &Link::Section(section)), entries, &visitor)
}

pub(crate) async fn story(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<StoryId>,
) -> Result<Response, WebError> {
    let StoryLookup::Found(rows) = state.store().story(id).await? else { return Err(WebError::NotFound) };
    let site = Site::of(&state);
    let newest = rows.members.iter().rev().take(ENTRIES);
    let entries = newest.map(|member| site.article(&member.card, &visitor)).collect();
    site.answer(&rows.story.label, (&Link::StoryFeed(id), &Link::Story(id)), entries, &visitor)
}

/// The feed of a search that somebody keeps. Its address is secret and lets nobody in further: texts are shown as to strangers.
pub(crate) async fn saved_search(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(token): Id<String>,
) -> Result<Response, WebError> {
    let saved = state.store().saved_search(&token).await?.ok_or(WebError::NotFound)?;
    let site = Site::of(&state);
    let cards = match Query::parse(&saved.query) {
        Ok(query) => newest(&state, query, visitor.now()).await?,
        Err(_) => Vec::new(),
    };
    let entries = cards.iter().map(|card| site.article(card, &visitor)).collect();
    let (feed, page) = (Link::SavedSearchFeed(token), SearchLink::to(&saved.query, true));
    site.answer(&format!("{} · Tidings", saved.name), (&feed, &page), entries, &visitor)
}

/// The newest articles that a query finds; none while it cannot be answered.
async fn newest(state: &WebState, query: Query, now: Timestamp) -> Result<Vec<ArticleCard>, WebError> {
    let wish = Wish { query, order: Order::Newest, now, skip: 0, limit: ENTRIES, near: false };
    Ok(match engine::find(state, wish).await? {
        Answer::Found(rows) => rows.cards,
        Answer::Problem(_) | Answer::NotReady => Vec::new(),
    })
}

/// The site's own address, for a feed needs absolute links.
struct Site(String);

impl Site {
    /// By the settings: what a client writes into its Host header may be kept by a cache and shown to others.
    fn of(state: &WebState) -> Self {
        Self(state.settings().origin())
    }

    fn address(&self, link: &dyn Display) -> String {
        format!("{}{link}", self.0)
    }

    fn story(&self, row: &StoryCard, visitor: &Visitor) -> AtomEntry {
        let alone = row.lead.as_ref().filter(|_| row.story.articles <= 1);
        AtomEntry {
            address: self.address(&Link::Story(row.story.id)),
            title: row.story.label.clone(),
            summary: row.lead.as_ref().and_then(|lead| lines(lead, visitor)),
            author: alone.map_or_else(
                || counted(row.story.publishers, "publisher"),
                |lead| lead.publisher.name.clone(),
            ),
            link_to: alone.and_then(|lead| lead.link_site.clone()),
            updated: row.story.last_at,
        }
    }

    fn article(&self, card: &ArticleCard, visitor: &Visitor) -> AtomEntry {
        AtomEntry {
            address: self.address(&Link::Article(card.id)),
            title: card.headline.clone(),
            summary: lines(card, visitor),
            author: card.publisher.name.clone(),
            link_to: card.link_site.clone(),
            updated: card.shown_at,
        }
    }

    fn answer(
        &self,
        title: &str,
        (feed, page): (&dyn Display, &dyn Display),
        entries: Vec<AtomEntry>,
        visitor: &Visitor,
    ) -> Result<Response, WebError> {
        let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp::from_millis(0));
        let feed = AtomFeed {
            address: self.address(feed),
            page: self.address(page),
            title: title.to_owned(),
            updated,
            entries,
        };
        let headers = [
            (header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"),
            (header::CACHE_CONTROL, reading_policy(visitor).header()),
        ];
        Ok((headers, feed.render()?).into_response())
    }
}
