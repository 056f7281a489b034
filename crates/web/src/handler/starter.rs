//! Reading starter lists that were chosen on the first-run page.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tidings_model::user::Role;
use tidings_parse::opml;

use super::show;
use super::welcome::welcome;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::starter;
use crate::state::WebState;
use crate::visitor::Visitor;

pub(crate) async fn read(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(fields): Posted<BTreeMap<String, String>>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let list = starter::chosen(|name| fields.contains_key(name));
    if list.outlines.is_empty() {
        let problem = "No list was chosen. Tick at least one of the starter lists.".to_owned();
        return show(&welcome(&state, &visitor, Some(problem), "").await?, CachePolicy::Never);
    }
    let titles: Vec<&str> = list.outlines.iter().map(|folder| folder.title.as_str()).collect();
    let name = format!("Starter lists: {}", titles.join(", "));
    let id = state.store().begin_list(&name, &opml::write(&list), list.feeds().len()).await?;
    Ok(Redirect::to(&Link::Adding(id).to_string()).into_response())
}
