//! The page of a section.

use axum::extract::State;
use axum::response::Response;
use tidings_model::section::Section;

use super::request::{From, Id, older};
use super::{reading_policy, show};
use crate::error::WebError;
use crate::link::Link;
use crate::page::card::CardSize;
use crate::page::section::SectionPage;
use crate::row::card::{Setting, story_card};
use crate::state::WebState;
use crate::visitor::Visitor;

const STORIES: i64 = 30;

pub(crate) async fn section(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(name): Id<String>,
    From(before): From,
) -> Result<Response, WebError> {
    let section = Section::from_word(&name).ok_or(WebError::NotFound)?;
    let rows = state.store().section(section, before, STORIES).await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count == STORIES);
    let last = rows.last().filter(|_| is_full);
    let setting =
        Setting { size: CardSize::Plain, names_section: false, has_picture: true, tells_why: false };
    let page = SectionPage {
        frame: visitor.frame(section.title()).within(section).with_feed(Link::SectionFeed(section)),
        section,
        cards: rows.iter().map(|row| story_card(row, &visitor, setting)).collect(),
        older: last.map(|row| Link::SectionOlder(section, older(row.cursor()))),
    };
    show(&page, reading_policy(&visitor))
}
