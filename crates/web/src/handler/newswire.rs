//! Starting the sample newswire from the first-run page, and the page that shows how far it is.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};

use super::show;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::{NoFields, Posted};
use crate::link::Link;
use crate::newswire::{Newswire, NewswireState};
use crate::page::newswire::NewswirePage;
use crate::state::WebState;
use crate::visitor::Visitor;

/// The page looks again after so many seconds.
const AGAIN_SECONDS: u32 = 1;

pub(crate) async fn start(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(_): Posted<NoFields>,
) -> Result<Response, WebError> {
    allowed(&state, &visitor)?.ask();
    Ok(Redirect::to(&Link::Newswire.to_string()).into_response())
}

pub(crate) async fn newswire(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let newswire_state = allowed(&state, &visitor)?.state();
    let is_waiting = matches!(newswire_state, NewswireState::Off | NewswireState::Starting);
    let mut frame = visitor.frame("The sample newswire");
    frame.refresh_seconds = is_waiting.then_some(AGAIN_SECONDS);
    show(&NewswirePage { frame, state: newswire_state }, CachePolicy::Never)
}

/// Only the owner of a personal Tidings starts another program on the machine.
fn allowed<'a>(state: &'a WebState, visitor: &Visitor) -> Result<&'a Newswire, WebError> {
    state.newswire().filter(|_| visitor.is_owner()).ok_or(WebError::NotFound)
}
