//! The middleware around every handler.

use std::net::IpAddr;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::{header as security, host};
use crate::account::Token;
use crate::cache::CachePolicy;
use crate::client::ClientAddress;
use crate::cookie;
use crate::error::WebError;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::return_to::ReturnTo;
use crate::server::Peer;
use crate::settings::Mode;
use crate::state::WebState;
use crate::visitor::{FORM_COOKIE, Visitor};

/// Longest path with its query, in bytes; a search has 1,000 characters at most.
const LONGEST_ADDRESS: usize = 16_000;
/// Form secrets last a day.
const FORM_SECONDS: u64 = 24 * 60 * 60;

/// Checks the host, finds out who reads, keeps strangers of a private paper out, prints error pages, sets headers.
pub(crate) async fn around(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (mut head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    let address = client(&head, &state);
    let route = route_of(&head);
    let about = About { state: &state, route: &route, address };
    let visitor = match admit(&head, &state).await {
        Ok(visitor) => visitor,
        Err(error) => return finish(error.into_response(), None, &about),
    };
    if state.settings().mode == Mode::Private && visitor.is_stranger() && !is_open(&path) {
        let response = Redirect::to(&Link::SignInThen(asked_page(&head)).to_string()).into_response();
        return finish(response, Some(&visitor), &about);
    }
    head.extensions.insert(visitor.clone());
    head.extensions.insert(address);
    let request = Request::from_parts(head, body);
    let answer = tokio::time::timeout(state.settings().limits.answer, next.run(request)).await;
    finish(answer.unwrap_or_else(|_late| WebError::Late.into_response()), Some(&visitor), &about)
}

/// What the log knows of an address: the route, such as `/account/join/{token}`. The path itself can be a secret.
fn route_of(head: &Parts) -> String {
    let matched = head.extensions.get::<MatchedPath>();
    matched.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned())
}

/// What the log and the end of a request need to know of its beginning.
struct About<'a> {
    state: &'a WebState,
    route: &'a str,
    address: ClientAddress,
}

/// Where the request comes from; the tests of this room have no connection.
fn client(head: &Parts, state: &WebState) -> ClientAddress {
    let peer = head.extensions.get::<Peer>().map_or(IpAddr::from([127, 0, 0, 1]), |Peer(address)| *address);
    let settings = state.settings();
    // A stranger can send the header too; on loopback it is a proxy of this machine.
    let is_proxy =
        head.headers.contains_key("x-forwarded-for") || head.headers.contains_key(header::FORWARDED);
    if is_proxy
        && peer.is_loopback()
        && settings.trusted_proxies.is_empty()
        && settings.mode != Mode::Personal
    {
        state.tell_of_unnamed_proxy(peer);
    }
    ClientAddress::of(peer, &head.headers, &settings.trusted_proxies)
}

/// The page that was asked for, with its query: there the reader goes after signing in.
fn asked_page(head: &Parts) -> ReturnTo {
    let whole = head.uri.path_and_query().map_or("/", |whole| whole.as_str());
    ReturnTo::new(if matches!(head.method, Method::GET | Method::HEAD) { whole } else { "/" })
}

async fn admit(head: &Parts, state: &WebState) -> Result<Visitor, WebError> {
    let (host, path) = (host_of(head), head.uri.path());
    if head.uri.path_and_query().is_some_and(|whole| whole.as_str().len() > LONGEST_ADDRESS) {
        return Err(WebError::LongAddress);
    }
    if !host::is_ours(&host, state.settings()) && !is_probe(path) {
        return Err(WebError::WrongHost(host.chars().take(100).collect()));
    }
    if state.settings().mode == Mode::Personal && (path == "/account" || path.starts_with("/account/")) {
        // Nobody signs in where everybody is the owner.
        return Err(WebError::NotFound);
    }
    Visitor::of(&head.headers, state).await
}

fn host_of(head: &Parts) -> String {
    let header = head.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    header.map(str::to_owned).or_else(|| head.uri.authority().map(ToString::to_string)).unwrap_or_default()
}

/// What machines ask to see whether we live; it tells nothing else.
fn is_probe(path: &str) -> bool {
    path == "/healthz" || path == "/readyz"
}

/// What a private paper shows to strangers: the way in, what that page is made of, and what knows a secret address: hubs and
/// readers of kept searches.
fn is_open(path: &str) -> bool {
    let is_way_in = path == "/account/sign-in" || path.starts_with("/account/join/");
    is_way_in
        || is_probe(path)
        || path.starts_with("/websub/")
        || path.starts_with("/assets/")
        || path.starts_with("/feed/search/")
        || path == "/robots.txt"
        || path == "/favicon.ico"
}

fn finish(mut response: Response, visitor: Option<&Visitor>, about: &About<'_>) -> Response {
    let state = about.state;
    let refused = is_refusal_of_a_library(&response).then(|| WebError::Refused(response.status()));
    if let Some(error) = response.extensions_mut().remove::<WebError>().or(refused) {
        let allowed = response.headers_mut().remove(header::ALLOW);
        response = error_page(&error, visitor, about);
        response.headers_mut().extend(allowed.map(|methods| (header::ALLOW, methods)));
    }
    security::set(response.headers_mut(), state.settings().https);
    let headers = response.headers_mut();
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CachePolicy::Never.header()));
    }
    let is_for_all =
        headers.get(header::CACHE_CONTROL).is_some_and(|policy| policy.as_bytes().starts_with(b"public"));
    if let Some(visitor) = visitor
        && visitor.has_fresh_secret()
        && !is_for_all
        && is_page(headers)
        && let Some(line) =
            cookie::line(FORM_COOKIE, visitor.secret().secret(), FORM_SECONDS, state.settings().https)
    {
        headers.append(header::SET_COOKIE, line);
    }
    response
}

/// Every answer of ours is a page or says how long it may be kept; a library's refusal is a bare status or a bare text.
fn is_refusal_of_a_library(response: &Response) -> bool {
    let is_refusal = response.status().is_client_error() || response.status().is_server_error();
    is_refusal && !is_page(response.headers()) && !response.headers().contains_key(header::CACHE_CONTROL)
}

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn error_page(error: &WebError, visitor: Option<&Visitor>, about: &About<'_>) -> Response {
    let (route, ClientAddress(address)) = (about.route, about.address);
    let request_id: String =
        Token::random().map(|token| token.secret().chars().take(12).collect()).unwrap_or_default();
    let status = error.status();
    if status.is_server_error() {
        tracing::error!(request_id, route, %address, %error, "a page could not be shown");
    } else {
        tracing::debug!(request_id, route, %address, %error, "a request was refused");
    }
    let frame = visitor.map_or_else(Frame::default, |visitor| visitor.frame(""));
    let page = error.page(frame, &request_id);
    let mut response = match askama::Template::render(&page) {
        Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made.").into_response(),
    };
    let retry = error.retry_after().map(|seconds| (header::RETRY_AFTER, HeaderValue::from(seconds)));
    response.headers_mut().extend(retry);
    response
}
