//! The middleware around every handler.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::{header as security, host};
use crate::account::Token;
use crate::cache::CachePolicy;
use crate::cookie;
use crate::error::WebError;
use crate::link::Link;
use crate::page::frame::Frame;
use crate::return_to::ReturnTo;
use crate::settings::Mode;
use crate::state::WebState;
use crate::visitor::{FORM_COOKIE, Visitor};

/// Form secrets last a day.
const FORM_SECONDS: u64 = 24 * 60 * 60;

/// Checks the host, finds out who reads, keeps strangers of a private paper out, prints error pages, sets headers.
pub(crate) async fn around(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let visitor = match admit(host_of(&request), &path, request.headers().clone(), &state).await {
        Ok(visitor) => visitor,
        Err(error) => return finish(error.into_response(), None, &state, &path),
    };
    if state.settings().mode == Mode::Private && visitor.is_stranger() && !is_open(&path) {
        let then = ReturnTo::new(if method == Method::GET { &path } else { "/" });
        let response = Redirect::to(&Link::SignInThen(then).to_string()).into_response();
        return finish(response, Some(&visitor), &state, &path);
    }
    request.extensions_mut().insert(visitor.clone());
    let response = next.run(request).await;
    finish(response, Some(&visitor), &state, &path)
}

async fn admit(host: String, path: &str, headers: HeaderMap, state: &WebState) -> Result<Visitor, WebError> {
    if !host::is_ours(&host, state.settings()) && !is_probe(path) {
        return Err(WebError::WrongHost(host.chars().take(100).collect()));
    }
    Visitor::of(&headers, state).await
}

fn host_of(request: &Request) -> String {
    let header = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    header
        .map(str::to_owned)
        .or_else(|| request.uri().authority().map(ToString::to_string))
        .unwrap_or_default()
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

fn finish(mut response: Response, visitor: Option<&Visitor>, state: &WebState, path: &str) -> Response {
    if let Some(error) = response.extensions_mut().remove::<WebError>() {
        response = error_page(&error, visitor, path);
    }
    security::set(response.headers_mut());
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

fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn error_page(error: &WebError, visitor: Option<&Visitor>, path: &str) -> Response {
    let request_id: String =
        Token::random().map(|token| token.secret().chars().take(12).collect()).unwrap_or_default();
    let status = error.status();
    if status.is_server_error() {
        tracing::error!(request_id, path, %error, "a page could not be shown");
    } else {
        tracing::debug!(request_id, path, %error, "a request was refused");
    }
    let frame = visitor.map_or_else(Frame::default, |visitor| visitor.frame(""));
    let page = error.page(frame, &request_id);
    match askama::Template::render(&page) {
        Ok(html) => (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be made.").into_response(),
    }
}
