//! Importing a list of feeds (OPML) that another reader exported.

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use tidings_model::feed::NewFeed;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::user::Role;
use tidings_parse::opml;

use super::show;
use super::welcome::welcome;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::check_origin;
use crate::link::Link;
use crate::state::WebState;
use crate::visitor::Visitor;

/// Largest list in bytes.
pub(crate) const LARGEST: usize = 16_000_000;
/// Most feeds of one list.
const MOST_FEEDS: usize = 20_000;

pub(crate) async fn import(
    State(state): State<WebState>,
    visitor: Visitor,
    headers: HeaderMap,
    upload: Multipart,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    check_origin(&headers)?;
    let list = uploaded(upload, &visitor).await?;
    match feeds_of(&list) {
        Ok(feeds) => {
            state.store().import_feeds(&feeds).await?;
            Ok(Redirect::to(&format!("{}?done=imported", Link::EditorPublishers)).into_response())
        }
        Err(problem) => {
            let page = welcome(&state, &visitor, Some(problem.to_owned()), "").await?;
            show(&page, CachePolicy::Never)
        }
    }
}

/// The bytes of the field `list`; the token stands before it in the form and is checked before it is read.
async fn uploaded(mut upload: Multipart, visitor: &Visitor) -> Result<Vec<u8>, WebError> {
    let mut is_ours = false;
    while let Some(field) = upload.next_field().await.map_err(|_ignored| WebError::TooLarge)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "token" {
            let token = field.text().await.map_err(|_ignored| WebError::ForgedForm)?;
            is_ours = visitor.secret().fits_form(&token);
        } else if name == "list" && is_ours {
            return Ok(field.bytes().await.map_err(|_ignored| WebError::TooLarge)?.to_vec());
        }
    }
    Err(WebError::ForgedForm)
}

fn feeds_of(list: &[u8]) -> Result<Vec<(NewPublisher, NewFeed)>, &'static str> {
    let (list, _warnings) = opml::parse(list);
    let feeds = opml::subscriptions(&list, DisplayPolicy::default());
    if feeds.len() > MOST_FEEDS {
        return Err(
            "The list has more than 20,000 feeds. Split it and import the parts one after the other.",
        );
    }
    if feeds.is_empty() {
        return Err(
            "The file has no feeds in it. Export the subscriptions of your other reader as OPML and choose that file.",
        );
    }
    Ok(feeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_leads_only_to_web_addresses() {
        let list = br#"<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/></body></opml>"#;
        assert!(feeds_of(list).unwrap_err().contains("OPML"));
        assert!(feeds_of(b"\xff\xfe not a list").is_err());
    }
}
