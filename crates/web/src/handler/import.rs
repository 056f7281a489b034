//! Importing a list of feeds (OPML) that another reader exported.

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::HeaderMap;
use tidings_model::feed::NewFeed;
use tidings_model::publisher::{DisplayPolicy, NewPublisher};
use tidings_model::user::Role;
use tidings_parse::opml::{self, Listed};
use tidings_parse::url::{canonical, is_web, site};

use super::show;
use super::welcome::welcome;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::check_origin;
use crate::link::Link;
use crate::state::WebState;
use crate::visitor::Visitor;

/// Largest list in bytes.
pub(crate) const LARGEST: usize = 5_000_000;
/// Most feeds of one list.
const MOST_FEEDS: usize = 5_000;

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
            let first = state.store().totals().await?.publishers == 0;
            show(&welcome(&visitor, first, Some(problem.to_owned()), ""), CachePolicy::Never)
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
    let listed = list.feeds();
    if listed.len() > MOST_FEEDS {
        return Err("The list has more than 5,000 feeds. Split it and import the parts one after the other.");
    }
    let feeds: Vec<(NewPublisher, NewFeed)> = listed.iter().filter_map(new_feed).collect();
    if feeds.is_empty() {
        return Err(
            "The file has no feeds in it. Export the subscriptions of your other reader as OPML and choose that file.",
        );
    }
    Ok(feeds)
}

fn new_feed(listed: &Listed<'_>) -> Option<(NewPublisher, NewFeed)> {
    let url = canonical(listed.feed, None).filter(|url| is_web(url))?;
    let page = listed.outline.page.as_deref().filter(|page| is_web(page));
    let title = Some(listed.outline.title.trim().to_owned()).filter(|title| !title.is_empty());
    let home_url = page.unwrap_or(&url).to_owned();
    let publisher = NewPublisher {
        site: page.and_then(site).or_else(|| site(&url))?,
        name: title.clone(),
        home_url,
        language: None,
        policy: DisplayPolicy::default(),
    };
    let folder = Some(listed.folders.join("/")).filter(|folder| !folder.is_empty());
    Some((publisher, NewFeed { url, title, folder }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_folders_becomes_feeds() {
        let list = br#"<opml version="2.0"><body><outline text="Near"><outline text="Averil Now" type="rss"
            xmlUrl="https://averil.example/feed" htmlUrl="https://averil.example/"/></outline></body></opml>"#;
        let feeds = feeds_of(list).unwrap();
        let (publisher, feed) = &feeds[0];
        assert_eq!((publisher.site.as_str(), feed.folder.as_deref()), ("averil.example", Some("Near")));
        assert_eq!(publisher.name.as_deref(), Some("Averil Now"));
    }

    #[test]
    fn a_list_leads_only_to_web_addresses() {
        let list = br#"<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/></body></opml>"#;
        assert!(feeds_of(list).unwrap_err().contains("OPML"));
        assert!(feeds_of(b"\xff\xfe not a list").is_err());
    }
}
