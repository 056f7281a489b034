//! The page that shows how looking for an address's feeds goes.

use axum::extract::State;
use axum::response::Response;
use tidings_model::id::AdditionId;
use tidings_model::user::Role;
use tidings_store::addition::{Addition, AdditionState};

use super::request::Id;
use super::show;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::page::adding::{AddingPage, AddingState};
use crate::page::coverage::counted;
use crate::state::WebState;
use crate::visitor::Visitor;
use crate::when::When;

/// The page looks again after so many seconds.
const AGAIN_SECONDS: u32 = 2;

pub(crate) async fn adding(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<AdditionId>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let addition = state.store().addition(id).await?.ok_or(WebError::NotFound)?;
    let mut feeds = Vec::new();
    if let AdditionState::Done { feeds: ids } = &addition.state {
        for id in ids {
            let found = state.store().feed_for_poll(*id).await?;
            feeds.extend(found.map(|(feed, publisher)| feed.title.unwrap_or(publisher.name)));
        }
    }
    show(&page(addition, feeds, &visitor), CachePolicy::Never)
}

fn page(addition: Addition, feeds: Vec<String>, visitor: &Visitor) -> AddingPage {
    let stored = match addition.state {
        AdditionState::List { total, done, ended: false, .. } => Some((done, total)),
        _ => None,
    };
    let (state, sentence) = match addition.state {
        AdditionState::Waiting { progress } if progress.is_empty() => {
            (AddingState::Looking, "The address waits its turn; it is looked at in a moment.".to_owned())
        }
        AdditionState::Waiting { progress } => (AddingState::Looking, progress),
        AdditionState::List { total, done, ended: false, .. } => {
            let sentence = format!("{done} of {} are added.", counted(total, "feed"));
            (AddingState::Storing, sentence)
        }
        AdditionState::List { total, added, ended: true, .. } => (AddingState::Found, listed(total, added)),
        AdditionState::Done { feeds } => {
            let count = counted(i64::try_from(feeds.len()).unwrap_or(i64::MAX), "feed");
            (AddingState::Found, format!("{count} found. The first articles arrive within a minute."))
        }
        AdditionState::Failed { reason } => (AddingState::Failed, reason),
    };
    let (title, goes_on) = match state {
        AddingState::Looking => ("Looking for feeds", true),
        AddingState::Storing => ("Adding the feeds", true),
        AddingState::Found | AddingState::Failed => ("Add a publisher", false),
    };
    let mut frame = visitor.frame(title);
    frame.refresh_seconds = goes_on.then_some(AGAIN_SECONDS);
    AddingPage {
        frame,
        address: addition.address,
        state,
        sentence,
        feeds,
        stored,
        asked: When::new(addition.made_at, visitor.now()),
    }
}

fn listed(total: i64, added: i64) -> String {
    let all = counted(total, "feed");
    match added {
        0 => format!("The list has {all}; all of them were here already."),
        _ if added == total => format!("{all} added. The first articles arrive within a minute."),
        _ => {
            format!("The list has {all}; {added} of them are new. The first articles arrive within a minute.")
        }
    }
}
