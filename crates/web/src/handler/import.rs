//! Importing a list of feeds (OPML) that another reader exported.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use tidings_model::publisher::DisplayPolicy;
use tidings_model::user::Role;
use tidings_parse::opml::{self, Kind};

use super::show;
use super::welcome::welcome;
use crate::body::problem;
use crate::cache::CachePolicy;
use crate::error::WebError;
use crate::form::Uploaded;
use crate::link::Link;
use crate::state::WebState;
use crate::visitor::Visitor;

/// Largest list in bytes.
const LARGEST: usize = 16_000_000;
/// Most feeds of one list.
const MOST_FEEDS: usize = 20_000;

pub(crate) async fn import(
    State(state): State<WebState>,
    visitor: Visitor,
    upload: Uploaded<LARGEST>,
) -> Result<Response, WebError> {
    visitor.require(Role::Editor)?;
    let list = list_of(upload, &visitor).await?;
    match feeds_of(&list.bytes) {
        Ok((opml, feeds)) => {
            let id = state.store().begin_list(&list.name, &opml, feeds).await?;
            Ok(Redirect::to(&Link::Adding(id).to_string()).into_response())
        }
        Err(problem) => {
            let page = welcome(&state, &visitor, Some(problem.to_owned()), "").await?;
            show(&page, CachePolicy::Never)
        }
    }
}

/// A file that was chosen.
struct List {
    name: String,
    bytes: Vec<u8>,
}

/// The file in the field `list`; the token stands before it in the form and is checked before it is read.
async fn list_of(Uploaded(mut upload): Uploaded<LARGEST>, visitor: &Visitor) -> Result<List, WebError> {
    let mut is_ours = false;
    while let Some(field) = upload.next_field().await.map_err(|error| problem(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "token" {
            let token = field.text().await.map_err(|error| problem(&error))?;
            is_ours = visitor.secret().fits_form(&token);
        } else if name == "list" && is_ours {
            let name: String = field.file_name().unwrap_or("A list of feeds").chars().take(120).collect();
            let bytes = field.bytes().await.map_err(|error| problem(&error))?.to_vec();
            return Ok(List { name, bytes });
        }
    }
    Err(WebError::ForgedForm)
}

/// The list written anew, and how many feeds of it can be added.
fn feeds_of(list: &[u8]) -> Result<(String, usize), &'static str> {
    match opml::kind(list) {
        Kind::List => {}
        Kind::Feed => {
            return Err(
                "The file is one feed and no list of feeds. Add it by the address it comes from, in the field for a site or feed.",
            );
        }
        Kind::Other => {
            return Err(
                "The file is no list of feeds (OPML). Export the subscriptions of your other reader as OPML and choose that file.",
            );
        }
    }
    let (list, _warnings) = opml::parse(list);
    let feeds = opml::subscriptions(&list, DisplayPolicy::default()).len();
    if feeds > MOST_FEEDS {
        return Err(
            "The list has more than 20,000 feeds. Split it and import the parts one after the other.",
        );
    }
    if feeds == 0 {
        return Err(
            "The file has no feeds in it. Export the subscriptions of your other reader as OPML and choose that file.",
        );
    }
    Ok((opml::write(&list), feeds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_leads_only_to_web_addresses() {
        let list = br#"<opml><body><outline text="x" xmlUrl="file:///etc/passwd"/></body></opml>"#;
        assert!(feeds_of(list).unwrap_err().contains("OPML"));
        assert!(feeds_of(b"\xff\xfe not a list").unwrap_err().contains("no list of feeds"));
        assert!(
            feeds_of(b"<rss><channel><title>x</title></channel></rss>").unwrap_err().contains("is one feed")
        );
    }
}
