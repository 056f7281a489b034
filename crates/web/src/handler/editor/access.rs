//! What the reader was given to be let in at a publisher: taken from a form, kept, never shown again.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderName, HeaderValue};
use serde::Deserialize;
use tidings_model::access::Access;
use tidings_model::id::PublisherId;
use tidings_model::user::Role;
use url::Url;

use crate::error::WebError;
use crate::form::Posted;
use crate::handler::request::Id;
use crate::link::Link;
use crate::state::WebState;
use crate::visitor::Visitor;

/// The fields of the form; what is left empty is not sent to the publisher.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct GivenAccess {
    cookies: String,
    headers: String,
    user: String,
    password: String,
    proxy: String,
}

pub(crate) async fn give(
    State(state): State<WebState>,
    visitor: Visitor,
    Id(id): Id<PublisherId>,
    Posted(given): Posted<GivenAccess>,
) -> Result<Response, WebError> {
    visitor.require(Role::Administrator)?;
    let access = access_of(&given).map_err(WebError::BadInput)?;
    if state.store().publisher_by_id(id).await?.is_none() {
        return Err(WebError::NotFound);
    }
    state.store().set_access(id, &access).await?;
    let done = if access == Access::default() { "forgotten" } else { "access" };
    Ok(Redirect::to(&format!("{}?done={done}", Link::EditorPublishers)).into_response())
}

fn access_of(given: &GivenAccess) -> Result<Access, String> {
    let text = |field: &str| Some(field.trim().to_owned()).filter(|text| !text.is_empty());
    let cookies = text(&given.cookies);
    if cookies.as_deref().is_some_and(|cookies| HeaderValue::from_str(cookies).is_err()) {
        return Err(
            "The cookies have a character that no cookie can have. Copy the line after \u{201c}Cookie:\u{201d} \
             from your browser\u{2019}s developer tools."
                .to_owned(),
        );
    }
    let basic = match (text(&given.user), given.password.as_str()) {
        (None, "") => None,
        (None, _) => return Err("A password was given without a name. Give both.".to_owned()),
        (Some(user), password) => Some((user, password.to_owned())),
    };
    Ok(Access { cookies, headers: headers_of(&given.headers)?, basic, proxy: proxy_of(text(&given.proxy))? })
}

fn headers_of(lines: &str) -> Result<BTreeMap<String, String>, String> {
    let mut headers = BTreeMap::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let pair = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        let usable = |(name, value): &(&str, &str)| {
            HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok()
        };
        let Some((name, value)) = pair.filter(usable) else {
            let shown: String = line.chars().take(60).collect();
            return Err(format!(
                "\u{201c}{shown}\u{201d} is no header. Write one a line, such as X-Access-Key: 1234."
            ));
        };
        headers.insert(name.to_owned(), value.to_owned());
    }
    Ok(headers)
}

fn proxy_of(proxy: Option<String>) -> Result<Option<String>, String> {
    let is_proxy = |text: &str| {
        Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https" | "socks4" | "socks5") && url.host_str().is_some()
        })
    };
    match proxy {
        Some(text) if !is_proxy(&text) => {
            Err("The proxy is no address of one. Write it such as socks5://127.0.0.1:9050.".to_owned())
        }
        proxy => Ok(proxy),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_is_sent() {
        let given = GivenAccess {
            cookies: " wall=passed; session=1 ".to_owned(),
            headers: "X-Key: 12:34\n\n Accept-Language: nb".to_owned(),
            user: "reader".to_owned(),
            password: " kept as it is ".to_owned(),
            proxy: "socks5://127.0.0.1:9050".to_owned(),
        };
        let access = access_of(&given).unwrap();
        assert_eq!(access.cookies.as_deref(), Some("wall=passed; session=1"));
        assert_eq!(access.headers.get("X-Key").map(String::as_str), Some("12:34"));
        assert_eq!(access.headers.len(), 2);
        assert_eq!(access.basic, Some(("reader".to_owned(), " kept as it is ".to_owned())));
        assert_eq!(access_of(&GivenAccess::default()).unwrap(), Access::default());
    }

    #[test]
    fn what_cannot_be_sent_gets_a_sentence_with_the_cure() {
        let with = |change: fn(&mut GivenAccess)| {
            let mut given = GivenAccess::default();
            change(&mut given);
            access_of(&given).unwrap_err()
        };
        assert!(with(|given| given.headers = "no colon".to_owned()).contains("one a line"));
        assert!(with(|given| given.headers = "Bad Name: x".to_owned()).contains("one a line"));
        assert!(with(|given| given.cookies = "a\nb".to_owned()).contains("developer tools"));
        assert!(with(|given| given.password = "x".to_owned()).contains("without a name"));
        assert!(with(|given| given.proxy = "ftp://x".to_owned()).contains("socks5://"));
    }
}
