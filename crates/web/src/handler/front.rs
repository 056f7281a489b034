//! The front page; the first-run page where there is nothing to read.

use axum::extract::State;
use axum::response::Response;

use super::{reading_policy, show};
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::handler::welcome::welcome;
use crate::row::front;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(crate) async fn front(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let store = state.store();
    let rows = store.front(visitor.now()).await?;
    if !rows.stories.is_empty() || !rows.latest.is_empty() {
        return show(&front::page(&rows, 0, &visitor), reading_policy(&visitor));
    }
    if store.totals().await?.publishers == 0 {
        return show(&welcome(&state, &visitor, None, "").await?, CachePolicy::Revalidate);
    }
    let waiting = store.stage_figures().await?.iter().map(|stage| stage.waiting + stage.running).sum();
    show(&front::page(&rows, waiting, &visitor), CachePolicy::Revalidate)
}
