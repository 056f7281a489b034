//! The chain of redirects from the asked address to the one that answers.

use std::collections::HashSet;

use reqwest::header::HeaderMap;

use tidings_model::http::HttpError;
use url::Url;

use crate::body::shown;
use crate::cookies::ChainCookies;

/// The way an address leads, followed by us so that the guard sees each hop.
#[derive(Debug)]
pub(crate) struct Chain {
    asked: Url,
    current: Url,
    /// Addresses that were asked, each with the cookies that went along.
    visited: HashSet<(Url, Option<Vec<u8>>)>,
    cookies: ChainCookies,
    all_permanent: bool,
    left: u32,
}

/// Where an answer sends us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Redirect {
    pub(crate) location: String,
    pub(crate) permanent: bool,
    /// What was sent is not sent again (303); every other redirect keeps it, as hubs of WebSub expect.
    pub(crate) see_other: bool,
}

impl Redirect {
    /// Reads a redirect off a status and its Location (RFC 9110, section 15.4). 300 and 304 are answers.
    pub(crate) fn read(status: u16, location: Option<&str>) -> Option<Self> {
        let permanent = match status {
            301 | 308 => true,
            302 | 303 | 307 => false,
            _ => return None,
        };
        location.map(|location| Self { location: location.to_owned(), permanent, see_other: status == 303 })
    }
}

impl Chain {
    pub(crate) fn new(asked: Url, limit: u32) -> Self {
        let visited = HashSet::from([(asked.clone(), None)]);
        let cookies = ChainCookies::default();
        Self { current: asked.clone(), asked, visited, cookies, all_permanent: true, left: limit }
    }

    pub(crate) fn asked(&self) -> &Url {
        &self.asked
    }

    pub(crate) fn current(&self) -> &Url {
        &self.current
    }

    /// The cookies that were set on the way.
    pub(crate) fn cookies(&self) -> &ChainCookies {
        &self.cookies
    }

    /// Takes the cookies that the present address sets.
    pub(crate) fn take_cookies(&mut self, headers: &HeaderMap) {
        self.cookies.take(&self.current, headers);
    }

    /// Goes on to the next address, which the guard has yet to see.
    pub(crate) fn step(&mut self, redirect: &Redirect) -> Result<(), HttpError> {
        let too_often = HttpError::TooManyRedirects { url: shown(&self.asked) };
        self.left = self.left.checked_sub(1).ok_or_else(|| too_often.clone())?;
        let mut next = self.current.join(&redirect.location).map_err(|error| HttpError::BadAddress {
            url: redirect.location.chars().take(200).collect(),
            reason: error.to_string(),
        })?;
        next.set_fragment(None);
        keep_credentials(&self.current, &mut next);
        // With a new cookie the same address may answer otherwise.
        let cookies = self.cookies.header(&next, None).map(|cookies| cookies.as_bytes().to_vec());
        if !self.visited.insert((next.clone(), cookies)) {
            return Err(too_often);
        }
        self.all_permanent &= redirect.permanent;
        self.current = next;
        Ok(())
    }

    /// The address to remember instead of the asked one, when nothing but permanent redirects led to it.
    pub(crate) fn moved_to(&self) -> Option<String> {
        (self.all_permanent && self.current != self.asked).then(|| self.current.to_string())
    }
}

/// A name and password given for an origin go along within it and never leave it.
fn keep_credentials(from: &Url, to: &mut Url) {
    if from.origin() != to.origin() || !to.username().is_empty() {
        return;
    }
    // Both fail only for addresses without a host, which the guard has refused before.
    let _ = to.set_username(from.username());
    let _ = to.set_password(from.password());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(url: &str) -> Chain {
        Chain::new(Url::parse(url).unwrap(), 3)
    }

    fn to(location: &str, permanent: bool) -> Redirect {
        Redirect { location: location.to_owned(), permanent, see_other: false }
    }

    #[test]
    fn only_a_wholly_permanent_chain_moves_the_address() {
        let mut moved = chain("http://news.example/rss");
        moved.step(&to("https://news.example/rss", true)).unwrap();
        moved.step(&to("/feed", true)).unwrap();
        assert_eq!(moved.moved_to().as_deref(), Some("https://news.example/feed"));
        moved.step(&to("/login", false)).unwrap();
        assert_eq!(moved.moved_to(), None);
        assert_eq!(chain("http://news.example/rss").moved_to(), None);
    }

    #[test]
    fn loops_and_long_chains_end() {
        let mut looping = chain("http://news.example/a");
        looping.step(&to("/b", false)).unwrap();
        assert!(matches!(looping.step(&to("/a#again", false)), Err(HttpError::TooManyRedirects { .. })));
        let mut long = chain("http://news.example/0");
        for step in 1..=3 {
            long.step(&to(&format!("/{step}"), true)).unwrap();
        }
        assert!(matches!(long.step(&to("/4", true)), Err(HttpError::TooManyRedirects { .. })));
    }

    #[test]
    fn credentials_stay_within_their_origin() {
        let mut chain = chain("https://reader:secret@news.example/a");
        chain.step(&to("/b", false)).unwrap();
        assert_eq!(chain.current().password(), Some("secret"));
        chain.step(&to("https://elsewhere.example/c", false)).unwrap();
        assert_eq!(chain.current().as_str(), "https://elsewhere.example/c");
    }

    #[test]
    fn redirects_are_read_from_status_and_location() {
        assert_eq!(Redirect::read(308, Some("/b")), Some(to("/b", true)));
        assert_eq!(Redirect::read(302, Some("/b")), Some(to("/b", false)));
        assert!(Redirect::read(303, Some("/b")).is_some_and(|redirect| redirect.see_other));
        assert_eq!(Redirect::read(301, None), None);
        assert_eq!(Redirect::read(304, Some("/b")), None);
    }
}
