//! The first-run page and what it sends: an address to look at.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use tidings_model::user::Role;
use tidings_parse::url;

use super::show;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::Posted;
use crate::link::Link;
use crate::page::welcome::WelcomePage;
use crate::starter;
use crate::state::WebState;
use crate::visitor::Visitor;

/// The page with what was wrong with the last try.
pub(crate) async fn welcome(
    state: &WebState,
    visitor: &Visitor,
    problem: Option<String>,
    address: &str,
) -> Result<WelcomePage, WebError> {
    let first = state.store().totals().await?.publishers == 0;
    let title = if first { "Choose what you read" } else { "Add a publisher" };
    let sample = visitor.is_owner() && state.newswire().is_some();
    Ok(WelcomePage {
        frame: visitor.frame(title),
        first,
        sample,
        starter: starter::lists().cloned().collect(),
        problem,
        address: address.to_owned(),
    })
}

pub(crate) async fn show_welcome(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    show(&welcome(&state, &visitor, None, "").await?, CachePolicy::Revalidate)
}

#[derive(Debug, Deserialize)]
pub(crate) struct PastedAddress {
    address: String,
}

pub(crate) async fn add(
    State(state): State<WebState>,
    visitor: Visitor,
    Posted(pasted): Posted<PastedAddress>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    match web_address(&pasted.address) {
        Ok(address) => {
            let id = state.store().begin_addition(&address).await?;
            Ok(Redirect::to(&Link::Adding(id).to_string()).into_response())
        }
        Err(problem) => {
            let page = welcome(&state, &visitor, Some(problem), pasted.address.trim()).await?;
            show(&page, CachePolicy::Never)
        }
    }
}

/// A whole web address out of what a person pastes: a missing scheme becomes `https`; `feed:` is taken off.
fn web_address(pasted: &str) -> Result<String, String> {
    let addresses = url::typed(pasted)?;
    let first = addresses.first().map(String::as_str).unwrap_or_default();
    // Where the scheme was not said, the one that looks finds it out.
    let unsaid = addresses.len() > 1;
    Ok(first.strip_prefix("https://").filter(|_| unsaid).unwrap_or(first).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_address_is_made_whole() {
        assert_eq!(web_address(" ledger.example/news ").unwrap(), "ledger.example/news");
        assert_eq!(web_address("feed:https://ledger.example/rss").unwrap(), "https://ledger.example/rss");
        assert_eq!(web_address("http://127.0.0.1:9000/").unwrap(), "http://127.0.0.1:9000/");
    }

    #[test]
    fn what_is_no_web_address_gets_a_sentence_with_what_to_try() {
        for wrong in
            ["", "averil", "javascript:alert(1)", "file:///etc/passwd", "gopher://a.example/", "two words"]
        {
            let problem = web_address(wrong).unwrap_err();
            assert!(problem.contains("paste one such as"), "{wrong}: {problem}");
        }
    }
}
