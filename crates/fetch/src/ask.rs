//! What is asked at each hop of a chain, and which hop may see what the reader was given for one publisher.

use std::sync::Arc;

use bytes::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH,
};
use reqwest::{Client, RequestBuilder};
use tidings_model::access::Access;
use tidings_model::http::{HttpForm, HttpRequest, Purpose};
use url::Url;
use url::form_urlencoded::Serializer;

use crate::body::Overflow;
use crate::coding;
use crate::redirect::Chain;
use crate::settings::Limits;

/// Headers that carry the connection, are set by us, or say who we are: nobody's setting changes them.
const OURS: [&str; 13] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// What is asked at each hop.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) limits: Limits,
    pub(crate) overflow: Overflow,
    pub(crate) minds_robots: bool,
    accept: &'static str,
    etag: Option<String>,
    last_modified: Option<String>,
    access: Option<Arc<Access>>,
    form: Option<Bytes>,
}

impl Ask {
    pub(crate) fn get(request: &HttpRequest, limits: Limits) -> Self {
        Self {
            minds_robots: request.purpose == Purpose::Page,
            etag: request.etag.clone(),
            last_modified: request.last_modified.clone(),
            access: request.access.clone(),
            ..Self::plain(accept(request.purpose), limits)
        }
    }

    pub(crate) fn post(form: &HttpForm, limits: Limits) -> Self {
        let fields = Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        Self { form: Some(fields.into()), ..Self::plain(accept(Purpose::Hub), limits) }
    }

    /// The robots.txt before this request: by the same proxy, but without what the reader was given for the pages.
    pub(crate) fn robots(&self) -> Self {
        let proxy = self.proxy().map(|proxy| Access { proxy: Some(proxy.to_owned()), ..Access::default() });
        Self {
            overflow: Overflow::Cut,
            access: proxy.map(Arc::new),
            ..Self::plain("text/plain, */*;q=0.5", Limits::robots())
        }
    }

    fn plain(accept: &'static str, limits: Limits) -> Self {
        Self {
            limits,
            overflow: Overflow::Refuse,
            minds_robots: false,
            accept,
            etag: None,
            last_modified: None,
            access: None,
            form: None,
        }
    }

    /// The proxy that every hop goes by.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.access.as_ref()?.proxy.as_deref().map(str::trim).filter(|proxy| !proxy.is_empty())
    }

    /// After "see other" only the answer is left to be read (RFC 9110, section 15.4.4).
    pub(crate) fn see_other(&mut self) {
        self.form = None;
    }

    /// The request for one hop of a chain.
    pub(crate) fn request(&self, client: &Client, url: &Url, chain: &Chain) -> RequestBuilder {
        let mut request = match &self.form {
            Some(form) => client
                .post(url.clone())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(form.clone()),
            None => client.get(url.clone()),
        };
        for (name, value) in [(IF_NONE_MATCH, &self.etag), (IF_MODIFIED_SINCE, &self.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request = request.header(ACCEPT, self.accept).header(ACCEPT_ENCODING, coding::ACCEPTED);
        let access = self.access.as_deref().filter(|_| is_same_site(chain.asked(), url));
        let given = access
            .and_then(|access| access.cookies.as_deref())
            .filter(|given| HeaderValue::try_from(*given).is_ok());
        if let Some(cookies) = chain.cookies().header(url, given) {
            request = request.header(COOKIE, cookies);
        }
        match access {
            Some(access) => let_in(request, access, url),
            None => request,
        }
    }
}

/// Adds what the reader was given. A name and password in the address itself count more than those of the publisher.
fn let_in(mut request: RequestBuilder, access: &Access, url: &Url) -> RequestBuilder {
    for (name, value) in &access.headers {
        let name = name.trim().to_ascii_lowercase();
        let pair = (HeaderName::try_from(&name), HeaderValue::try_from(value));
        if let (Ok(name), Ok(value)) = pair
            && !OURS.contains(&name.as_str())
            && !name.as_str().starts_with("proxy-")
        {
            request = request.header(name, value);
        }
    }
    match &access.basic {
        Some((name, password)) if url.username().is_empty() => request.basic_auth(name, Some(password)),
        _ => request,
    }
}

/// Whether a hop is at the origin that was asked for, or at the same host after the step from http to https.
fn is_same_site(asked: &Url, url: &Url) -> bool {
    let to_https = (asked.scheme(), url.scheme()) == ("http", "https")
        && (asked.port(), url.port()) == (None, None)
        && asked.host() == url.host();
    asked.origin() == url.origin() || to_https
}

const fn accept(purpose: Purpose) -> &'static str {
    match purpose {
        // A pasted address may be a feed's: it is asked as the feed will be, so that a server that chooses by this header
        // gives the same both times.
        Purpose::Feed | Purpose::Discovery => {
            "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
             application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.7, */*;q=0.5"
        }
        Purpose::Page => "text/html, application/xhtml+xml, application/xml;q=0.8, */*;q=0.5",
        Purpose::Picture => "image/jpeg, image/png, image/webp, image/gif, */*;q=0.1",
        Purpose::Hub => "*/*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(asked: &str, url: &str) -> bool {
        is_same_site(&Url::parse(asked).unwrap(), &Url::parse(url).unwrap())
    }

    #[test]
    fn what_a_reader_was_given_stays_with_the_site() {
        assert!(same("https://news.example/a", "https://news.example/b"));
        assert!(same("http://news.example/a", "https://news.example/a"));
        assert!(!same("https://news.example/a", "http://news.example/a"));
        assert!(!same("http://news.example:8080/", "https://news.example/"));
        assert!(!same("https://news.example/", "https://cdn.news.example/"));
        assert!(!same("https://news.example/", "https://news.example:8443/"));
    }
}
